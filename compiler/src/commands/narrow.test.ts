import { expect, it } from 'vitest';
import { argumentsOf } from '../../test/helpers/folder-host.ts';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import type { Command } from './command.ts';
import { command as cost } from './cost.ts';
import { command as explain } from './explain.ts';
import { command as plan } from './plan.ts';

const files: readonly [string, string][] = [
  ['platform.yaml', 'app: shop\nregion: eu-central-1\nservices:\n  api:\n    build: .\n'],
  ['environments/dev.yaml', 'encryption: { kms: true }\n'],
  ['Dockerfile', 'FROM scratch\n'],
];

it.each<[string, Command, readonly string[]]>([
  ['cost', cost, []],
  ['explain', explain, ['network']],
  ['plan', plan, []],
])('%s is not wider than a terminal of 60 columns', async (_, command, positionals) => {
  const host = memoryHost(files, { columns: 60 });
  expect(
    await command.run(
      host,
      argumentsOf({ env: 'dev', ...(command === plan && { offline: true }) }, positionals),
    ),
  ).toBe(0);
  expect(host.stdout().split('\n').length).toBeGreaterThan(8);
  expect(
    host
      .stdout()
      .split('\n')
      .filter((line) => line.length > 60),
  ).toEqual([]);
});

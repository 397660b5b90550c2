/* The examples of docs/diagnostics.md, which are those of `platc explain <code>`: the wrong ones give their code, the right ones nothing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { command as validate } from '../../src/commands/validate.ts';
import { checkAll, environmentNames } from '../../src/check-config.ts';
import { compileEnvironment, compileShared, type Compiled } from '../../src/compile.ts';
import type { Code } from '../../src/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { examples, type Example } from '../../src/diagnostics/examples.ts';
import { checkPolicies } from '../../src/policy/check-policies.ts';
import { argumentsOf, folderHost, type FolderHost } from '../helpers/folder-host.ts';

const BASE: Readonly<Record<string, string>> = {
  app: 'app: shop\n',
  region: 'region: us-east-1\n',
  services: 'services:\n  api:\n    build: ./api\n',
};

let project: FolderHost;
afterEach(() => project.remove());

/** A part of platform.yaml, and what else the least one has. */
function completed(part: string): string {
  const missing = Object.entries(BASE).filter(([key]) => !new RegExp(`^${key}:`, 'm').test(part));
  return missing.map(([, text]) => text).join('') + part;
}

/** What an example says in words, because nobody would read it. */
function spelledOut(text: string): string {
  return text
    .replace(/<a text of (\d+) characters>/, (_, count) => 'x'.repeat(Number(count)))
    .replace(/<(\d+) e-mail addresses>/, (_, count) =>
      Array.from({ length: Number(count) }, (__, index) => `oncall${index}@example.com`).join(', '),
    );
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(project.folder, path)), { recursive: true });
  writeFileSync(join(project.folder, path), content);
}

/** Writes a project to a folder of its own. The command that is to be run in it, if there is one. */
function lay(parts: readonly Example[]): string | undefined {
  project = folderHost();
  for (const service of ['api', 'web']) write(`${service}/Dockerfile`, 'FROM scratch\n');
  const listed = parts
    .find(({ place }) => place === 'files')
    ?.text.trim()
    .split('\n');
  const files = listed ?? ['platform.yaml', 'environments/prod.yaml'];
  // `access` stands beside a list of environments.
  const all = parts.some(({ place }) => place === '') ? ['platform.yaml', ...files] : files;
  for (const file of all) write(file, file === 'platform.yaml' ? completed('') : '{}\n');
  for (const { place, text } of parts) {
    if (place === '' || place === 'utf8') write('platform.yaml', completed(spelledOut(text)));
    else if (place === 'latin1') write('platform.yaml', Buffer.from(completed(text), 'latin1'));
    else if (place.endsWith('.yaml')) write(place, text);
  }
  return parts.find(({ place }) => place === 'command')?.text;
}

async function diagnosticsOf(
  parts: readonly Example[],
  withPolicies: boolean,
): Promise<readonly Pick<Diagnostic, 'code' | 'severity'>[]> {
  const command = lay(parts);
  const { host } = project;
  if (command !== undefined) {
    const env = /^npx platc validate --env (\S+)\n$/.exec(command)?.[1] ?? '';
    await validate.run(host, argumentsOf({ env, json: true }));
    return JSON.parse(project.out()).diagnostics;
  }
  const compiled: readonly Compiled[] = [
    ...environmentNames(host).map((name) => compileEnvironment(host, name)),
    compileShared(host),
  ];
  const policies = withPolicies ? await Promise.all(compiled.map(policyDiagnostics)) : [];
  return [
    ...checkAll(host).flatMap(({ diagnostics }) => diagnostics),
    ...compiled.flatMap(({ diagnostics }) => diagnostics),
    ...policies.flat(),
  ];
}

/** Of the environments alone: an exception for one of them excepts nothing in what they share. */
async function policyDiagnostics(compiled: Compiled): Promise<readonly Diagnostic[]> {
  if (!compiled.model || compiled.model.environment === 'common') return [];
  const check = await checkPolicies(project.host, compiled, compiled.stacks);
  if (check.state !== 'checked') throw new Error(`policies: ${check.state}`);
  return check.result.diagnostics;
}

describe.each(Object.entries(examples) as [Code, readonly Example[]][])('%s', (code, all) => {
  const withPolicies = code.startsWith('PLATC5');
  const parts = (verdict: Example['verdict']) => all.filter((example) => example.verdict === verdict);

  it('comes of what is wrong', async () => {
    const found = await diagnosticsOf(parts('wrong'), withPolicies);
    expect(found.map((one) => one.code)).toContain(code);
  });

  it('does not come of what is right', async () => {
    const found = await diagnosticsOf(parts('right'), withPolicies);
    const unwanted = found.filter((one) => one.code === code || one.severity === 'error');
    expect(unwanted).toEqual([]);
  });
});

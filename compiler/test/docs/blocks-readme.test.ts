/* The shell blocks of README.md, as somebody runs them who has just cloned this repository. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkShared } from '../../src/check-config.ts';
import { diagnosticsToText } from '../../src/diagnostics/format.ts';
import { memoryHost, plainStyle } from '../helpers/memory-host.ts';
import { repository } from '../helpers/run.ts';
import { runBlocks } from './shell-page.ts';

runBlocks({
  file: 'README.md',
  elsewhere: { 'npm run demo': 'a job of CI', 'npm test': 'what runs this' },
  async setUp(reader) {
    await reader.clone();
    reader.edit('environments/prod.yaml', 'retentionDays: 90 }', 'retentionDays: 30 }');
  },
  prints: {
    'Five minutes': [
      'no errors',
      /services\.api\.cpu in prod is 512[\s\S]*overrides platform\.yaml/,
      '.platc/prod/demo-app-prod-api.template.yaml',
      'compared with nothing deployed',
      /compared with commit [0-9a-f]{7}[\s\S]*environments\/prod\.yaml:\d+/,
      / a year/,
      ' 0 fail',
      'demo-app → local deployed in',
      'healthy',
      '"message":"Hello, you!"',
      /GET.*\/api\/hello/,
      'local: 3 stacks deleted',
      'the sandbox is stopped',
    ],
  },
});

it('shows the mistake as platc tells it', () => {
  const read = (file: string) => readFileSync(join(repository, file), 'utf8');
  const config = read('platform.yaml').replace('health:', 'healht:');
  const { diagnostics, sources } = checkShared(
    memoryHost([
      ['platform.yaml', config],
      ['service/Dockerfile', ''],
    ]),
  );
  expect(read('README.md')).toContain(diagnosticsToText(diagnostics, sources, plainStyle));
});

/* The shell blocks of docs/tutorial.md, in an empty folder where platc was installed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../helpers/run.ts';
import { blocksOf, runBlocks } from './shell-page.ts';

const packing = 'test/e2e/package.test.ts, where the repository and the folder are others';

runBlocks({
  file: 'docs/tutorial.md',
  elsewhere: {
    'npm ci\nnpm pack --workspace compiler': packing,
    'cp ../platc/platc-0.1.0.tgz .\nnpm init --yes\nnpm install --save-dev ./platc-0.1.0.tgz': packing,
  },
  async setUp(reader) {
    reader.write('package.json', '{ "name": "shop", "private": true }\n');
    reader.write('node_modules/platc/package.json', '{ "name": "platc" }\n');
  },
  before: {
    async '4. Deploy'(reader) {
      await reader.sh('test -z "$(git ls-files node_modules)"');
      reader.edit('platform.yaml', 'cpu: 256\n', 'cpu: 256\n    cpuu: 512\n');
      const mistake = await reader.sh('npx platc validate || echo "exit code $?"');
      reader.edit('platform.yaml', '    cpuu: 512\n', '');
      return mistake;
    },
    '8. Overlays'(reader) {
      const [overlay] = blocksOf(reader.page, 'yaml');
      const keys = overlay?.text.replace('services:\n  api:\n', '') ?? '';
      reader.edit('environments/prod.yaml', '  api:\n', `  api:\n${keys}`);
    },
  },
  prints: {
    '1. A project (3)': ['+ platform.yaml', '+ service/server.js'],
    '2. Look before you leap': [
      'no errors',
      'compared with nothing deployed',
      / a year/,
      /in prod is 2[\s\S]*overrides platform\.yaml/,
    ],
    '4. Deploy': [
      /platform\.yaml:11:5[\s\S]*did you mean `cpu`\?[\s\S]*exit code 1/,
      'sandbox started at',
      'shop → local deployed in',
      '"Hello from api!"',
      /^healthy$/m,
    ],
    '5. A second version': ['TaskDefinition  replaced', '"Greetings from api!"', '→ 2  succeeded'],
    '6. A bad one': [
      'Users were served all the time.',
      'exits with code 1',
      'Error: a bad day',
      'on release 2',
      'exit code 3',
      '"Greetings from api!"',
    ],
    '7. Back': ['which restores release 1', '"Hello from api!"'],
    '8. Overlays': [/Cpu[\s\S]*256 → 512/, 'environments/prod.yaml', 'tasks are replaced'],
    '9. Clean up': ['local: 3 stacks deleted', 'the sandbox is stopped'],
  },
});

it('names the package as npm does', () => {
  const read = (file: string) => readFileSync(join(repository, file), 'utf8');
  const { version } = JSON.parse(read('compiler/package.json')) as { readonly version: string };
  const named = read('docs/tutorial.md').match(/platc-[0-9][\w.-]*\.tgz/g) ?? [];
  expect(new Set(named)).toEqual(new Set([`platc-${version}.tgz`]));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { argumentsOf, folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import { command as init } from '../commands/init.ts';
import { nodeMachine } from '../host/node-machine.ts';
import { nextSteps } from './next.ts';

const folders: FolderHost[] = [];
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));

function folder(columns = 80): FolderHost {
  const made = folderHost({ env: {}, columns });
  folders.push(made);
  return made;
}

it('holds production to the policies, and says how to have them checked where they are not', async () => {
  const it = folder();
  await init.run(it.host, argumentsOf({ yes: true, app: 'shop' }));
  expect(readFileSync(join(it.folder, 'environments/prod.yaml'), 'utf8')).toContain(
    '\npolicy: { level: deny }\n',
  );
  const engine = 'npm i -D --legacy-peer-deps @cdklabs/cdk-validator-cfnguard';
  // The engine of this repository is found beside platc.
  expect(it.out()).not.toContain(engine);
  const steps = await nextSteps(it.host, { ...nodeMachine, self: ['/nowhere/platc.js'] });
  expect(steps.map(({ command }) => command)).toContain(engine);
});

it.each<[boolean, object | string]>([
  [true, { name: 'shop' }],
  [true, { devDependencies: { 'not-platc': '1.0.0' } }],
  [true, '[]'],
  [true, 'null'],
  [true, '{ broken'],
  [false, { devDependencies: { platc: 'file:platc-0.1.0.tgz' } }],
  [false, { dependencies: { '@my-org/platc': '0.1.0' } }],
])('says how to install platc (%s) where package.json is %j', async (isSaid, manifest) => {
  const it = folder();
  it.write('package.json', manifest);
  await init.run(it.host, argumentsOf({ yes: true, app: 'shop', json: true }));
  const { next } = JSON.parse(it.out()) as { next: readonly string[] };
  expect(next.some((line) => /^npm install --save-dev \.\/platc-[\d.]+\.tgz$/.test(line))).toBe(isSaid);
  expect(next.join('\n')).not.toMatch(/ platc$/m);
});

it('is not wider than a terminal of 60 columns', async () => {
  const it = folder(60);
  it.write('Dockerfile', 'FROM x\n');
  await init.run(it.host, argumentsOf({ yes: true, app: 'shop' }));
  const prose = it
    .out()
    .split('\n')
    .filter((line) => !/^ +npm i -D|\+/.test(line));
  expect(prose.filter((line) => line.length > 60)).toEqual([]);
});

/*
 * An image is what was pushed, not what lies in the folder: versions roll out and back as real processes when their source
 * is long gone. The sandbox's clock goes on where a command waits; processes get real time to start in between.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { command as deploy } from '../../src/commands/deploy.ts';
import type { Command } from '../../src/commands/command.ts';
import { command as push } from '../../src/commands/push.ts';
import { command as rollback } from '../../src/commands/rollback.ts';
import { command as status } from '../../src/commands/status.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { TestClock } from '../../src/sandbox/test-clock.ts';
import { argumentsOf, folderHost, type FolderHost } from '../helpers/folder-host.ts';

const clock = new TestClock(undefined, () => delay(5));
const env: Record<string, string | undefined> = { PATH: process.env['PATH'] };
let project: FolderHost;
let sandbox: Sandbox;

beforeAll(async () => {
  project = folderHost({ env, now: () => new Date(clock.now()), onSleep: (ms) => clock.advance(ms) });
  const stateDir = join(project.folder, '.platc/sandbox');
  sandbox = await createSandbox({ stateDir, port: 0, clock, loadBalancing: { listen: false } });
  env['AWS_ENDPOINT_URL'] = sandbox.endpoint;
  const health = 'health: { interval: 5s, timeout: 2s, gracePeriod: 30m }';
  project.write(
    'platform.yaml',
    `app: shop\nregion: eu-west-1\nnetwork: { nat: none }\nservices:\n  api: { build: ./api, ${health}, deregistrationDelay: 1s }\n`,
  );
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write(
    'api/Dockerfile',
    'FROM node AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nFROM node\nWORKDIR /app\nCOPY --from=build /app/node_modules node_modules\nCOPY --from=build /app/dist dist\nCMD ["node", "dist/server.js"]\n',
  );
  project.write('api/package.json', {
    name: 'api',
    dependencies: { greeting: '1' },
    scripts: { build: 'node build.js' },
  });
  project.write('api/build.js', "require('fs').cpSync('src', 'dist', { recursive: true });");
  project.write('api/node_modules/greeting/package.json', { name: 'greeting', version: '1.0.0' });
});
afterAll(async () => {
  await sandbox.close();
  project.remove();
});

async function pushVersion(version: string): Promise<string> {
  project.write('api/node_modules/greeting/index.js', `module.exports = 'version ${version}';`);
  project.write(
    'api/src/server.js',
    "require('node:http').createServer((_, response) => response.end(require('greeting'))).listen(process.env.PORT, process.env.HOST);",
  );
  project.write('api/src/version', version);
  await push.run(project.host, argumentsOf({ env: 'test', json: true }));
  return JSON.parse(project.out()).images[0].uri;
}

async function deployed(image: string): Promise<string> {
  return answerAfter(deploy, image, { image: [`api=${image}`] });
}

async function answerAfter(
  command: Command,
  image: string,
  given: Parameters<typeof argumentsOf>[0],
): Promise<string> {
  expect(await command.run(project.host, argumentsOf({ env: 'test', yes: true, json: true, ...given }))).toBe(
    0,
  );
  project.out();
  await status.run(project.host, argumentsOf({ env: 'test', json: true }));
  const { services } = JSON.parse(project.out());
  expect(services[0]).toMatchObject({ healthy: true, image });
  const { target } = services[0].targets.find(({ state }: { state: string }) => state === 'healthy');
  return (await fetch(`http://${target}/`)).text();
}

it('rolls out and back when the source is gone', async () => {
  const [one, two] = [await pushVersion('one'), await pushVersion('two')];
  expect(one).not.toBe(two);
  // The Dockerfile stays: without it the config is wrong.
  for (const name of readdirSync(join(project.folder, 'api'))) {
    if (name !== 'Dockerfile') rmSync(join(project.folder, 'api', name), { recursive: true });
  }
  writeFileSync(join(project.folder, 'api/package.json'), '{}');
  expect(await deployed(one)).toBe('version one');
  expect(await deployed(two)).toBe('version two');
  // Of the release before.
  expect(await answerAfter(rollback, one, { service: 'api' })).toBe('version one');
}, 120_000);

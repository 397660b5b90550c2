/*
 * kill -9 of the built command line while it deploys, at several moments, against a sandbox in the background: the same command goes
 * on, and nothing is done twice.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { platc } from '../helpers/run.ts';

let project: string;

const here = (args: readonly string[], killAt?: RegExp) =>
  platc(args, {
    cwd: project,
    ...(killAt && {
      watch(output: string, kill: (signal: NodeJS.Signals) => void) {
        if (killAt.test(output)) kill('SIGKILL');
      },
    }),
  });

function write(path: string, content: string | object): void {
  mkdirSync(join(project, path, '..'), { recursive: true });
  writeFileSync(join(project, path), typeof content === 'string' ? content : JSON.stringify(content));
}

beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'platc-killed-')));
  write('platform.yaml', {
    app: 'shop',
    region: 'eu-west-1',
    network: { nat: 'none' },
    services: { api: { build: './api', health: { interval: '5s', timeout: '2s', gracePeriod: '30s' } } },
  });
  write('environments/test.yaml', 'target: sandbox\n');
  write('api/package.json', { name: 'api' });
  write(
    'api/server.js',
    "require('node:http').createServer((_, answer) => answer.end('ok')).listen(process.env.PORT, process.env.HOST);\n",
  );
  write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
});
afterEach(async () => {
  await here(['sandbox', 'stop']);
  rmSync(project, { recursive: true, force: true });
});

it(
  'of deploy at several moments leaves nothing that the same command does not finish',
  { timeout: 180_000 },
  async () => {
    await here(['sandbox', 'start', '--port', '0']);
    const { endpoint } = JSON.parse((await here(['sandbox', 'status', '--json'])).stdout) as {
      endpoint: string;
    };
    const command = ['deploy', '--env', 'test', '--push', '--yes'];
    const moments = [
      /shop-registry-api {2}(planning|creating)/,
      /shop-test-network {2}creating/,
      /shop-test-platform {2}planning/,
      /shop-test-platform {2}(creating|following)/,
      /shop-test-api {2}creating/,
    ];
    for (const moment of moments) {
      expect(await here(command, moment)).toMatchObject({ code: null });
    }
    const { code, stdout } = await here([...command, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      // One that was killed once its release was recorded leaves that number behind.
      releases: [{ service: 'api', release: expect.any(Number), result: 'succeeded' }],
    });

    const client = new CloudFormationClient({
      region: 'eu-west-1',
      endpoint,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    for (const stack of ['common', 'registry-api', 'test-network', 'test-platform', 'test-api'].map(
      (name) => `shop-${name}`,
    )) {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: stack }));
      const path = StackEvents.flatMap((event) =>
        event.LogicalResourceId === stack ? [event.ResourceStatus] : [],
      );
      expect(path.filter((status) => status === 'CREATE_IN_PROGRESS')).toHaveLength(1);
      expect(path[0]).toBe('CREATE_COMPLETE');
    }
  },
);

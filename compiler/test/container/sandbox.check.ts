import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docker, inspect, measured } from './docker.ts';
import { copyProject, type Project } from './project.ts';

/** The load generator of the demo. */
const { startLoad } = (await import(new URL('../../scripts/load.mjs', import.meta.url).href)) as {
  startLoad(url: string): { stop(): Promise<{ sent: number; failed: number; reasons: readonly string[] }> };
};

let project: Project;
let endpoint = '';
let url = '';
/** What makes a command meant for AWS reach the sandbox. */
let asAws: Record<string, string>;

beforeAll(async () => {
  project = copyProject();
  // Nothing here is about patience.
  project.change(
    'environments/local.yaml',
    'interval: 5s, timeout: 2s',
    'interval: 5s, timeout: 2s, healthyThreshold: 2',
  );
  project.change('environments/local.yaml', 'gracePeriod: 10s', 'gracePeriod: 20s');
});
afterAll(async () => {
  await project.platc(['sandbox', 'stop']);
  project.remove();
});

const label = () => `label=platc.sandbox=${join(project.folder, '.platc/sandbox')}`;
const containers = () => docker('ps', '--quiet', '--filter', label()).split('\n').filter(Boolean);
const leftovers = () => docker('ps', '--all', '--quiet', '--filter', label()).split('\n').filter(Boolean);
const start = async () => {
  const started = (await project.json(['sandbox', 'start', '--port', '0', '--runner', 'docker'])) as {
    endpoint: string;
  };
  ({ endpoint } = started);
  asAws = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
};

/** In the order in which they stand here: each begins where the one before it ended. */
describe('platc sandbox --runner docker', () => {
  it('says so where no engine answers, and starts nothing', async () => {
    const none = { DOCKER_HOST: 'unix:///nonexistent.sock' };
    const { code, stderr } = await project.platc(['sandbox', 'start', '--runner', 'docker'], none);
    expect(code).toBe(3);
    expect(stderr).toContain('--runner docker: no Docker engine answers');
    expect((await project.json(['sandbox', 'status'])) as object).toMatchObject({ running: false });
    expect((await project.platc(['sandbox', '--runner', 'doker'])).code).toBe(64);
  });

  it('deploys an image that Docker built and pushed, by digest, and serves it through the load balancer', async () => {
    await start();
    expect(await project.json(['sandbox', 'status'])).toMatchObject({ running: true, runner: 'docker' });
    const { outputs } = (await project.json(['deploy', '--env', 'local', '--push', '--yes'])) as {
      outputs: { Url: string };
    };
    url = `${outputs.Url}/api/hello?name=DevOps`;
    expect(await (await fetch(url)).json()).toMatchObject({ message: 'Hello, DevOps!' });
    const [container = '', ...others] = containers();
    expect(others).toEqual([]);
    const { Config, HostConfig } = inspect(container);
    expect(Config.User).not.toMatch(/^(root|0)?(:|$)/);
    expect(HostConfig).toMatchObject({
      ReadonlyRootfs: true,
      Memory: 512 * 2 ** 20,
      MemorySwap: 512 * 2 ** 20,
      NanoCpus: 0.25e9,
      Init: true,
    });
  }, 240_000);

  it('keeps its log, and knows by its own check that it is healthy', async () => {
    const { stdout } = await project.platc(['logs', '--env', 'local']);
    expect(stdout).toMatch(/listening/i);
    expect(await project.json(['status', '--env', 'local', '--exit-code'])).toBeTypeOf('object');
  });

  it('pushes once for a commit; what has its tag is used, and no tag is moved', async () => {
    const push = (...more: string[]) =>
      project.json(['push', '--env', 'dev', ...more], asAws) as Promise<{
        images: readonly { uri: string; digest: string; built: boolean }[];
      }>;
    const [image] = (await push()).images;
    expect(image).toMatchObject({ built: false });
    const password = execFileSync(process.execPath, ['-e', tokenScript], {
      encoding: 'utf8',
      env: { ...process.env, ...asAws },
    });
    const registry = new URL(endpoint).host;
    const config = mkdtempSync(join(tmpdir(), 'platc-login-'));
    const inRegistry = (...args: string[]) => docker('--config', config, ...args);
    try {
      expect(() => inRegistry('pull', '--quiet', `${registry}/demo-app/api@${image?.digest}`)).toThrow(
        /authenti|no basic auth/i,
      );
      writeFileSync(join(config, 'password'), password);
      const login = `docker --config '${config}' login --username AWS --password-stdin ${registry} < '${config}/password'`;
      execFileSync('/bin/sh', ['-c', login], { stdio: 'pipe' });
      inRegistry('pull', '--quiet', `${registry}/demo-app/api@${image?.digest}`);
      docker('tag', `${registry}/demo-app/api@${image?.digest}`, `${registry}/demo-app/api:by-hand`);
      inRegistry('push', `${registry}/demo-app/api:by-hand`);
      expect((await push('--tag', 'by-hand')).images).toMatchObject([
        { digest: image?.digest, built: false },
      ]);
      const other = Object.keys(JSON.parse(readFileSync(join(config, 'config.json'), 'utf8')).auths);
      expect(other).toEqual([registry]);
      execFileSync('docker', ['build', '--tag', `${registry}/demo-app/api:by-hand`, '-'], {
        input: `FROM ${registry}/demo-app/api:by-hand\nLABEL changed=yes\n`,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      expect(() => inRegistry('push', `${registry}/demo-app/api:by-hand`)).toThrow(/immutable/);
    } finally {
      rmSync(config, { recursive: true, force: true });
    }
  });

  it('replaces the container of a new deployment without a failed request', async () => {
    const [before] = containers();
    const load = startLoad(url);
    await project.json(['restart', '--env', 'local', '--service', 'api', '--yes']);
    const { sent, failed, reasons } = await load.stop();
    measured(`${sent} requests while the container was replaced, ${failed} failed`);
    expect(reasons).toEqual([]);
    expect(sent).toBeGreaterThan(20);
    await until(() => containers().length === 1);
    expect(containers()).not.toContain(before);
  }, 240_000);

  it('leaves no container when it is stopped, or killed', async () => {
    expect(leftovers()).toHaveLength(1);
    await project.json(['sandbox', 'stop']);
    expect(leftovers()).toEqual([]);
    await start();
    await until(() => containers().length === 1);
    const { pid } = (await project.json(['sandbox', 'status'])) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await until(() => leftovers().length === 0);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(250);
}

/** Prints the password of ECR's GetAuthorizationToken, as `aws ecr get-login-password` does. */
const tokenScript = `
const { AWS_ENDPOINT_URL } = process.env;
const headers = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
  authorization: 'AWS4-HMAC-SHA256 Credential=a/20300101/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=0',
};
fetch(AWS_ENDPOINT_URL, { method: 'POST', headers, body: '{}' }).then(async (answer) => {
  const { authorizationData: [{ authorizationToken }] } = await answer.json();
  process.stdout.write(Buffer.from(authorizationToken, 'base64').toString().slice(4));
});
`;

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import { connectAws, type Aws } from '../aws/aws.ts';
import { nodeMachine } from '../host/node-machine.ts';
import { Repositories } from '../sandbox/ecr/repositories.ts';
import { writeImageSnapshot } from '../sandbox/runner/image-snapshot.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { sandboxCredentials } from '../sandbox-target.ts';
import type { BuildRequest } from './builder.ts';
import { dockerBuilder } from './docker-builder.ts';
import { taggedDigest } from './image-digest.ts';
import { snapshotManifest } from './snapshot-builder.ts';

/** Writes down how it is called, and pushes the manifest in `$MANIFEST` to the registry behind `$REGISTRY`. */
const fakeDocker = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const stdin = args.includes('--password-stdin') ? fs.readFileSync(0, 'utf8') : '';
const settings = Object.entries(process.env).filter(([name]) => /^(DOCKER_|BUILDX_|SOURCE_DATE)/.test(name));
fs.appendFileSync(process.env.CALLS, JSON.stringify({ args, stdin, ...Object.fromEntries(settings) }) + '\\n');
if (args[0] === 'buildx' && args[1] === 'version') process.exit(process.env.BUILDX ? 0 : 1);
if (args[0] === 'context') console.log(process.env.CONTEXT);
const failure = process.env['FAIL_' + args[0].toUpperCase()];
if (failure) { console.error(failure.replace('{stdin}', stdin)); process.exit(1); }
if (args[0] === 'push') {
  const [, repository, imageTag] = /^(.*):(.*)$/.exec(args.at(-1));
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.PutImage', authorization: 'AWS4-HMAC-SHA256 Credential=a/20300101/eu-west-1/ecr/aws4_request, SignedHeaders=host, Signature=0' };
  const body = JSON.stringify({ repositoryName: repository.split('/').slice(1).join('/'), imageTag, imageManifest: process.env.MANIFEST });
  fetch(process.env.REGISTRY, { method: 'POST', headers, body }).then(async (response) => { if (!response.ok) { console.error(await response.text()); process.exit(1); } });
}
`;

interface Call {
  readonly args: readonly string[];
  readonly stdin: string;
  readonly DOCKER_CONFIG?: string;
  readonly DOCKER_HOST?: string;
  readonly DOCKER_CERT_PATH?: string;
  readonly DOCKER_TLS_VERIFY?: string;
  readonly DOCKER_TLS?: string;
  readonly DOCKER_BUILDKIT?: string;
  readonly SOURCE_DATE_EPOCH?: string;
  readonly BUILDX_NO_DEFAULT_ATTESTATIONS?: string;
}

const uri = '000000000000.dkr.ecr.eu-west-1.amazonaws.com/shop/api';
let sandbox: Sandbox;
let projects: FolderHost[] = [];
let aws: Aws;
let manifest = '';

beforeEach(async () => {
  const state = folderHost();
  projects = [state];
  sandbox = await createSandbox({ stateDir: state.folder, port: 0 });
  new Repositories(sandbox.context).put({
    name: 'shop/api',
    region: 'eu-west-1',
    created: 0,
    tagMutability: 'IMMUTABLE',
    exclusions: [],
    scanOnPush: true,
    encryption: { encryptionType: 'AES256' },
  });
  const config = { workingDir: '/', env: {}, entrypoint: [], cmd: ['node'] };
  const { digest } = await writeImageSnapshot(state.folder, config, [{ path: 'a', content: '' }]);
  manifest = snapshotManifest('{}', digest, 0);
  aws = connectAws({
    region: 'eu-west-1',
    endpoint: sandbox.endpoint,
    credentials: sandboxCredentials,
    interrupted: state.host.interrupted,
  });
});
afterEach(async () => {
  await sandbox.close();
  for (const project of projects) project.remove();
});

/** A project with the fake docker first on PATH. */
function project(env: Record<string, string> = {}): FolderHost {
  const base = folderHost();
  projects.push(base);
  base.write('bin/docker', fakeDocker);
  chmodSync(join(base.folder, 'bin/docker'), 0o755);
  const all = {
    PATH: [join(base.folder, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    HOME: base.folder,
    CALLS: join(base.folder, 'calls'),
    REGISTRY: sandbox.endpoint,
    MANIFEST: manifest,
    CONTEXT: '{"Endpoints":{"docker":{"Host":"unix:///run/user/engine.sock"}},"TLSMaterial":{}}',
    ...env,
  };
  return { ...base, host: { ...base.host, env: all } };
}

const registry = () => sandbox.endpoint.slice('http://'.length);

function build({ host, folder }: FolderHost, change: Partial<BuildRequest> = {}): Promise<void> {
  const source = {
    context: folder,
    dockerfile: join(folder, 'api/Dockerfile'),
    args: { NODE_VERSION: '24', TEXT: 'a b; $(c)' },
    target: 'runtime',
  };
  const request: BuildRequest = {
    service: 'api',
    source,
    repositoryUri: uri,
    repositoryName: 'shop/api',
    tag: 'abc',
    commit: 'c0ffee',
    labels: { 'org.opencontainers.image.revision': 'c0ffee' },
    platform: 'linux/arm64',
    cacheFrom: ['type=gha'],
    cacheTo: ['type=gha,mode=max'],
    ...change,
  };
  return dockerBuilder({ host, machine: nodeMachine, aws, say: (line) => host.err(`${line}\n`) }, request);
}

function calls({ folder }: FolderHost): readonly Call[] {
  const lines = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  return lines
    .map((line): Call => JSON.parse(line))
    .filter(({ args }) => args.join(' ') !== 'buildx version');
}

describe('dockerBuilder', () => {
  it('builds for the platform of Fargate, logs in for this push alone, and pushes', async () => {
    const shop = project();
    await build(shop);
    const [built, context, login, push] = calls(shop);
    const reference = `${registry()}/shop/api:abc`;
    expect(built?.args.join('|')).toBe(
      [
        `build|--platform|linux/arm64|--file|${join(shop.folder, 'api/Dockerfile')}|--tag|${reference}`,
        '--label|org.opencontainers.image.revision=c0ffee',
        '--build-arg|NODE_VERSION=24|--build-arg|TEXT=a b; $(c)',
        '--cache-from|type=gha|--cache-to|type=gha,mode=max',
        `--target|runtime|${shop.folder}`,
      ].join('|'),
    );
    expect(built).toMatchObject({
      BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
      DOCKER_BUILDKIT: '1',
      SOURCE_DATE_EPOCH: '0',
    });
    expect(built?.DOCKER_CONFIG).toBeUndefined();
    expect(context?.args[0]).toBe('context');
    expect(login?.args).toEqual(['login', '--username', 'AWS', '--password-stdin', registry()]);
    expect(login?.stdin).not.toBe('');
    expect(push?.args).toEqual(['push', '--quiet', reference]);
    expect(login).toMatchObject({
      DOCKER_CONFIG: push?.DOCKER_CONFIG,
      DOCKER_HOST: 'unix:///run/user/engine.sock',
    });
    expect(existsSync(push?.DOCKER_CONFIG ?? '/')).toBe(false);
    expect(await taggedDigest(await aws.ecr(), 'shop/api', 'abc')).toMatch(/^sha256:/);
    expect(shop.err()).toBe(`building api: docker build of api/Dockerfile\npushing ${reference}\n`);
  });

  it('tells the Dockerfile what it asks for by name: version and revision, and when that was', async () => {
    const shop = project();
    shop.write('api/Dockerfile', 'ARG VERSION\nFROM x\nARG REVISION=none TEXT\nARG OTHER\n');
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: shop.folder, encoding: 'utf8' }).trim();
    git('init', '-q');
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
    git(...who, 'commit', '-q', '--allow-empty', '-m', 'one', '--date', '2030-01-01T00:00:00Z');
    const commit = git('rev-parse', 'HEAD');
    await build(shop, { commit });
    const [built] = calls(shop);
    const given = built?.args.filter((_, index, all) => all[index - 1] === '--build-arg');
    expect(given).toEqual(['NODE_VERSION=24', 'TEXT=a b; $(c)', 'VERSION=abc', `REVISION=${commit}`]);
    expect(built?.SOURCE_DATE_EPOCH).toBe(git('show', '-s', '--format=%ct'));
  });

  it('builds with buildx where it is installed, and has the image loaded into the engine; for its platform unless told', async () => {
    const shop = project({ BUILDX: '1' });
    await build(shop, { platform: undefined });
    expect(calls(shop)[0]?.args.slice(0, 4)).toEqual(['buildx', 'build', '--load', '--file']);
  });

  it('leaves the engine alone that the user has chosen', async () => {
    const shop = project({ DOCKER_HOST: 'tcp://elsewhere:2375' });
    await build(shop);
    expect(calls(shop).map(({ args, DOCKER_HOST }) => [args[0], DOCKER_HOST])).toEqual([
      ['build', 'tcp://elsewhere:2375'],
      ['login', 'tcp://elsewhere:2375'],
      ['push', 'tcp://elsewhere:2375'],
    ]);
  });

  it.each([
    [false, { DOCKER_TLS_VERIFY: '1' }],
    [true, { DOCKER_TLS: '1' }],
  ])('takes the certificates of the context along, SkipTLSVerify %s', async (SkipTLSVerify, verify) => {
    const CONTEXT = JSON.stringify({
      Endpoints: { docker: { Host: 'tcp://far:2376', SkipTLSVerify } },
      TLSMaterial: { docker: ['ca.pem'] },
      Storage: { TLSPath: '/home/a/.docker/contexts/tls/far' },
    });
    const shop = project({ CONTEXT });
    await build(shop);
    const engine = {
      DOCKER_HOST: 'tcp://far:2376',
      DOCKER_CERT_PATH: '/home/a/.docker/contexts/tls/far/docker',
      ...verify,
    };
    const [, , login, push] = calls(shop);
    expect(login).toMatchObject(engine);
    expect(push).toMatchObject(engine);
  });

  it.each([
    [{}, '.docker'],
    [{ DOCKER_CERT_PATH: '/certificates' }, '/certificates'],
  ])('takes the certificates along that docker would use: %o', async (env, folder) => {
    const shop = project({ DOCKER_HOST: 'tcp://far:2376', DOCKER_TLS_VERIFY: '1', ...env });
    await build(shop);
    expect(calls(shop).at(-1)?.DOCKER_CERT_PATH).toBe(resolve(shop.folder, folder));
  });

  it.each(['', '{', 'null', '{}'])('leaves the engine to docker where its context is %j', async (CONTEXT) => {
    const shop = project({ CONTEXT });
    await build(shop);
    expect(calls(shop).at(-1)?.args[0]).toBe('push');
    expect(calls(shop).at(-1)?.DOCKER_HOST).toBeUndefined();
  });

  it('uses what another push of the same commit was faster with', async () => {
    const shop = project({
      FAIL_PUSH:
        "tag invalid: The image tag 'abc' already exists in the 'shop/api' repository and cannot be overwritten because the tag is immutable.",
    });
    await expect(build(shop)).resolves.toBeUndefined();
  });

  it('shows no password, whatever docker says', async () => {
    const failing = project({ FAIL_LOGIN: 'denied: {stdin}' });
    await expect(build(failing)).rejects.toMatchObject({
      exitCode: 3,
      message: `docker login to ${registry()} failed`,
    });
    const password = calls(failing).at(-1)?.stdin ?? '';
    expect(password.length).toBeGreaterThan(8);
    expect(failing.err()).toContain('denied: …');
    expect(failing.err()).not.toContain(password);
    expect(JSON.stringify(calls(failing).map(({ args }) => args))).not.toContain(password);
  });

  it.each([
    ['BUILD', 'executor failed', 'docker build of api failed', 'Its output stands above.'],
    [
      'BUILD',
      'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
      'docker build of api failed: the Docker engine is not running',
      'Start Docker, and then the same command again.',
    ],
    [
      'BUILD',
      'ERROR: BuildKit is enabled but the buildx component is missing or broken.',
      'docker build of api failed: this docker has no BuildKit',
      'Install its plugin buildx: https://docs.docker.com/build/install-buildx/',
    ],
    [
      'PUSH',
      'net/http: TLS handshake timeout',
      'docker push of api failed',
      'The same command tries again, from the layers that are there.',
    ],
  ])('says what failed: %s, %s', async (step, output, message, hint) => {
    const shop = project({ [`FAIL_${step}`]: output });
    await expect(build(shop)).rejects.toMatchObject({ exitCode: 3, message, hint });
    expect(shop.err()).toContain(output);
  });

  it('says what to do without docker', async () => {
    const shop = project({ PATH: '/nonexistent' });
    await expect(build(shop)).rejects.toMatchObject({
      exitCode: 3,
      message: 'docker is not installed, or not on PATH: api cannot be built here',
      hint: expect.stringContaining(`--image api=${uri}@sha256:`),
    });
  });
});

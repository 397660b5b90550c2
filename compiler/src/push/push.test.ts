import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import { connectAws } from '../aws/aws.ts';
import { compileEnvironment, type Compilation } from '../compile.ts';
import { Repositories } from '../sandbox/ecr/repositories.ts';
import { readImageSnapshot, snapshotFolder } from '../sandbox/runner/image-snapshot.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { sandboxCredentials } from '../sandbox-target.ts';
import type { Connection } from '../target.ts';
import { pushServices, type PushOptions } from './push.ts';

let project: FolderHost;
let sandbox: Sandbox;
let connection: Connection;

beforeEach(async () => {
  project = folderHost();
  project.write(
    'platform.yaml',
    'app: shop\nregion: eu-west-1\nservices:\n  api: { build: ./api }\n  ready: { image: "x.example.com/y@sha256:' +
      '0'.repeat(64) +
      '", routes: ["/y"] }\n',
  );
  project.write('environments/local.yaml', 'target: sandbox\n');
  project.write('.gitignore', '.platc\nbuilds\ndist\n');
  project.write('api/package.json', { name: 'api', scripts: { build: 'node build.js' } });
  project.write(
    'api/build.js',
    "const fs = require('fs'); fs.mkdirSync('dist', { recursive: true }); fs.writeFileSync('dist/server.js', 'console.log(1)'); fs.appendFileSync('builds', 'x');",
  );
  project.write(
    'api/Dockerfile',
    'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM node:22\nWORKDIR /app\nCOPY --from=build /app/dist dist\nENV A=1\nUSER node\nCMD ["node", "dist/server.js"]\n',
  );
  const stateDir = join(project.folder, '.platc/sandbox');
  sandbox = await createSandbox({ stateDir, port: 0 });
  new Repositories(sandbox.context).put({
    name: 'shop/api',
    region: 'eu-west-1',
    created: 0,
    tagMutability: 'IMMUTABLE',
    exclusions: [],
    scanOnPush: true,
    encryption: { encryptionType: 'AES256' },
  });
  const aws = connectAws({
    region: 'eu-west-1',
    endpoint: sandbox.endpoint,
    credentials: sandboxCredentials,
    interrupted: project.host.interrupted,
  });
  connection = {
    aws,
    account: '000000000000',
    region: 'eu-west-1',
    target: { kind: 'sandbox', endpoint: sandbox.endpoint, stateDir },
  };
});
afterEach(async () => {
  await sandbox.close();
  project.remove();
});

function compilation(): Compilation {
  const compiled = compileEnvironment(project.host, 'local');
  if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled;
}

function push(options: Partial<PushOptions> = {}) {
  return pushServices(project.host, connection, compilation(), {
    services: [],
    say: (line) => project.host.err(`${line}\n`),
    ...options,
  });
}

const builds = () => readFileSync(join(project.folder, 'api/builds'), 'utf8').length;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    cwd: project.folder,
    encoding: 'utf8',
  }).trim();

describe('pushServices to the sandbox', () => {
  it('builds a service once for each commit, and uses what has its tag already', async () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    const [image] = await push();
    const repository = '000000000000.dkr.ecr.eu-west-1.amazonaws.com/shop/api';
    expect(image).toEqual({
      service: 'api',
      uri: `${repository}@${image?.digest}`,
      digest: image?.digest,
      tag: git('rev-parse', 'HEAD'),
      built: true,
    });
    expect(project.err()).toBe('building api: npm run build in api\n');
    expect(await push()).toEqual([{ ...image, built: false }]);
    expect(builds()).toBe(1);

    project.write('api/new.js', '');
    const [dirty] = await push();
    expect(dirty).toMatchObject({
      tag: expect.stringMatching(`^${git('rev-parse', 'HEAD')}-dirty-[0-9a-f]{8}$`),
      digest: image?.digest,
      built: true,
    });
    expect(builds()).toBe(2);
  });

  it('tags by the content where there is no git', async () => {
    const [first] = await push();
    expect(first?.tag).toMatch(/^content-[0-9a-f]{16}$/);
    rmSync(join(project.folder, 'api/builds'));
    rmSync(join(project.folder, 'api/dist'), { recursive: true });
    expect(await push()).toEqual([{ ...first, built: false }]);
    project.write('api/build.js', `${readFileSync(join(project.folder, 'api/build.js'), 'utf8')}// changed`);
    const [changed] = await push();
    expect(changed?.tag).not.toBe(first?.tag);
  });

  it('puts an image by digest that names the snapshot, its configuration and its commit', async () => {
    const [image] = await push({ tag: 'v1' });
    const ecr = await connection.aws.ecr();
    const { images } = await ecr.batchGetImage({
      repositoryName: 'shop/api',
      imageIds: [{ imageDigest: image?.digest }],
    });
    const manifest = JSON.parse(images?.[0]?.imageManifest ?? '');
    expect(manifest).toMatchObject({
      layers: [{ mediaType: 'application/vnd.platc.image-snapshot.v1', size: 14 }],
    });
    expect(JSON.parse(Buffer.from(manifest.config.data, 'base64').toString())).toMatchObject({
      config: {
        Env: ['A=1'],
        User: 'node',
        WorkingDir: '/app',
        Cmd: ['node', 'dist/server.js'],
        Labels: { 'org.opencontainers.image.title': 'shop/api' },
      },
      rootfs: { diff_ids: [manifest.layers[0].digest] },
    });
    const snapshot = readImageSnapshot(
      snapshotFolder(join(project.folder, '.platc/sandbox'), manifest.layers[0].digest),
    );
    expect(snapshot.manifest).toMatchObject({
      workingDir: '/app',
      env: { A: '1' },
      cmd: ['node', 'dist/server.js'],
      user: 'node',
    });
    expect(readFileSync(join(snapshot.folder, 'rootfs/app/dist/server.js'), 'utf8')).toBe('console.log(1)');
  });

  it('shows what a failed build said, and pushes nothing', async () => {
    project.write('api/build.js', "console.log('out'); console.error('src/x.ts: wrong'); process.exit(7);");
    await expect(push({ tag: 'v1' })).rejects.toMatchObject({
      exitCode: 3,
      message: 'the build of api failed with exit code 7: its image was not pushed',
    });
    expect(project.err()).toMatch(/out\n[\s\S]*src\/x\.ts: wrong/);
    const { imageIds } = await (await connection.aws.ecr()).listImages({ repositoryName: 'shop/api' });
    expect(imageIds).toEqual([]);
  });

  it('names what was pushed before a build that fails, and makes every repository before the first build', async () => {
    project.write(
      'platform.yaml',
      'app: shop\nregion: eu-west-1\nservices:\n  api: { build: ./api }\n  web: { build: ./web, routes: [/web] }\n',
    );
    for (const file of ['package.json', 'build.js', 'Dockerfile'])
      project.write(`web/${file}`, readFileSync(join(project.folder, 'api', file), 'utf8'));
    project.write('web/build.js', 'process.exit(1)');
    const said: string[] = [];
    await expect(push({ tag: 'v1', say: (line) => said.push(line) })).rejects.toMatchObject({
      message: 'the build of web failed with exit code 1: its image was not pushed',
    });
    expect(said.findIndex((line) => line.includes('registry-web'))).toBeLessThan(
      said.findIndex((line) => line.startsWith('building api')),
    );
    expect(said.at(-1)).toMatch(/^api was pushed before that: .*shop\/api@sha256:/);
  });

  it('builds with Docker for a sandbox whose tasks are containers, also where a snapshot has the tag', async () => {
    await push({ tag: 'v1' });
    const { target } = connection;
    if (target.kind !== 'sandbox') throw new Error('there is no sandbox');
    connection = { ...connection, target: { ...target, runner: 'docker' } };
    const host = { ...project.host, env: { PATH: '/nonexistent' } };
    await expect(
      pushServices(host, connection, compilation(), { services: [], tag: 'v1', say: () => undefined }),
    ).rejects.toMatchObject({ message: expect.stringContaining('docker is not installed') });
  });

  it('goes on without what only a real build can do, and says so', async () => {
    project.write(
      'api/Dockerfile',
      'FROM node\nCOPY --from=tini /tini /tini\nCOPY dist /app/dist\nCMD ["node", "/app/dist/server.js"]',
    );
    await push();
    expect(project.err()).toContain(
      'api/Dockerfile: line 2: COPY --from=tini takes files of another image; the snapshot goes without\n',
    );
  });

  it.each([
    ['no command', 'FROM node\nCOPY . .', 'the Dockerfile of api says neither CMD nor ENTRYPOINT', 1],
    [
      'a file to copy that is not there',
      'FROM node\nCOPY nope.js nope*.js /app/\nCMD ["node"]',
      'api/Dockerfile:2: there is no nope.js to copy',
      1,
    ],
    ['a mistake', 'FROM node\nFORM x', 'api/Dockerfile:2: unknown instruction FORM', 1],
  ])('refuses a Dockerfile with %s', async (_what, dockerfile, message, exitCode) => {
    writeFileSync(join(project.folder, 'api/Dockerfile'), dockerfile);
    await expect(push()).rejects.toMatchObject({ message, exitCode });
  });

  it('refuses a target stage that there is not', async () => {
    project.write(
      'platform.yaml',
      'app: shop\nregion: eu-west-1\nservices:\n  api: { build: { context: api, target: run } }\n',
    );
    await expect(push()).rejects.toMatchObject({
      exitCode: 1,
      message: 'api/Dockerfile has no stage run',
      hint: 'There is build.',
    });
  });

  it.each([
    [
      'a service that there is not',
      { services: ['apo'] },
      'there is no service `apo`',
      'did you mean `api`?',
    ],
    [
      'a service that is not built',
      { services: ['ready'] },
      /^ready is not built here/,
      'Nothing was pushed.',
    ],
    ['what is no tag', { tag: 'a b' }, '--tag a b: not a tag', /128/],
    ['a tag of deploy', { tag: 'deployed-prod-1' }, /are set by deploy alone/, 'Choose another tag.'],
  ])('refuses %s on the command line', async (_what, options, message, hint) => {
    await expect(push(options)).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('ends with the interruption, the build with it', async () => {
    project.write('api/build.js', "require('fs').writeFileSync('started', ''); setInterval(() => {}, 1000);");
    const reason = new Error('interrupted');
    const pushing = push();
    const watch = setInterval(() => project.host.exists('api/started') && project.interrupt(reason), 20);
    await expect(pushing).rejects.toBe(reason);
    clearInterval(watch);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeMachine } from '../host/node-machine.ts';
import { writeImageSnapshot } from '../sandbox/runner/image-snapshot.ts';
import { buildSource } from './build-source.ts';
import { parseDockerfile } from './dockerfile.ts';
import { snapshotEntries } from './snapshot-builder.ts';
import { readStages, targetStage } from './stages.ts';

const { tree } = nodeMachine;
let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'platc-snapshot-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

/** A package in node_modules that exports its own name and version. */
function install(
  path: string,
  version: string,
  dependencies: Record<string, string> = {},
  more: object = {},
): void {
  const name = path.split('node_modules/').at(-1) ?? path;
  write(`${path}/package.json`, { name, version, main: 'index.js', dependencies, ...more });
  write(`${path}/index.js`, `module.exports = '${name}@${version}';`);
}

function snapshot(dockerfile: string, context = '.') {
  const source = buildSource(folder, { context, dockerfile, args: {}, target: undefined });
  const stages = readStages(parseDockerfile(tree.text(source.dockerfile) ?? ''));
  const stage = targetStage(stages);
  if (!stage) throw new Error('no stage');
  return { ...snapshotEntries(tree, source, stages, stage), config: stage.config };
}

const paths = (dockerfile: string, context?: string) =>
  [...snapshot(dockerfile, context).entries.keys()].sort();

/** A workspace root with hoisted and nested modules, a linked workspace, and modules only for development. */
function workspace(): void {
  write('package.json', {
    name: 'root',
    workspaces: ['service', 'packages/*'],
    devDependencies: { typescript: '1' },
  });
  write('package-lock.json', {});
  write('service/package.json', {
    name: 'service',
    dependencies: { a: '1', '@s/shared': '*' },
    optionalDependencies: { gone: '1' },
    devDependencies: { dev: '1' },
  });
  write('service/src/server.ts', '');
  write('service/dist/server.js', "console.log(require('a'), require('@s/shared'));");
  write('packages/shared/package.json', { name: '@s/shared', main: 'lib.js', dependencies: { c: '2' } });
  write('packages/shared/lib.js', "module.exports = 'shared with ' + require('c');");
  install('node_modules/a', '1', { b: '1' }, { peerDependencies: { peer: '*', absent: '*' } });
  install('node_modules/a/node_modules/b', '1');
  install('node_modules/b', '2');
  install('node_modules/c', '1');
  install('node_modules/peer', '1');
  install('node_modules/dev', '1');
  install('node_modules/typescript', '1');
  install('packages/shared/node_modules/c', '2');
  mkdirSync(join(folder, 'node_modules/@s'), { recursive: true });
  symlinkSync('../../packages/shared', join(folder, 'node_modules/@s/shared'));
  symlinkSync('../service', join(folder, 'node_modules/service'));
  write('node_modules/a/cli.js', '');
  mkdirSync(join(folder, 'node_modules/.bin'));
  symlinkSync('../a/cli.js', join(folder, 'node_modules/.bin/a'));
  symlinkSync('../typescript/index.js', join(folder, 'node_modules/.bin/tsc'));
  write('.dockerignore', '*\n!package*.json\n!service/src\n!service/package.json\n!packages\n');
}

const workspaceDockerfile = `
FROM node:22 AS build
WORKDIR /repo
COPY package.json package-lock.json ./
COPY service/package.json service/
RUN npm ci
COPY service/src service/src
RUN npm run build -w service
FROM node:22
WORKDIR /app
COPY --from=build /repo/node_modules node_modules
COPY --from=build /repo/service/package.json service/
COPY --from=build /repo/service/dist service/dist
CMD ["node", "service/dist/server.js"]
`;

describe('the files of a snapshot', () => {
  it('mirror the image of a workspace: what it copies, and the modules that run, where they are found', () => {
    workspace();
    write('service/Dockerfile', workspaceDockerfile);
    expect(paths('service/Dockerfile')).toEqual([
      '/app/node_modules/.bin/a',
      '/app/node_modules/@s/shared',
      '/app/node_modules/a/cli.js',
      '/app/node_modules/a/index.js',
      '/app/node_modules/a/node_modules/b/index.js',
      '/app/node_modules/a/node_modules/b/package.json',
      '/app/node_modules/a/package.json',
      '/app/node_modules/peer/index.js',
      '/app/node_modules/peer/package.json',
      '/app/packages/shared/lib.js',
      '/app/packages/shared/node_modules/c/index.js',
      '/app/packages/shared/node_modules/c/package.json',
      '/app/packages/shared/package.json',
      '/app/service/dist/server.js',
      '/app/service/package.json',
    ]);
    expect(snapshot('service/Dockerfile').warnings).toEqual([]);
  });

  it('run after the source is gone, and have the same digest again', async () => {
    workspace();
    write('service/Dockerfile', workspaceDockerfile);
    const state = mkdtempSync(join(tmpdir(), 'platc-state-'));
    try {
      const { entries, config } = snapshot('service/Dockerfile');
      const first = await writeImageSnapshot(state, config, entries.values());
      const again = await writeImageSnapshot(state, config, snapshot('service/Dockerfile').entries.values());
      expect(again.digest).toBe(first.digest);
      rmSync(folder, { recursive: true });
      const output = execFileSync(process.execPath, ['service/dist/server.js'], {
        cwd: join(first.folder, 'rootfs/app'),
        encoding: 'utf8',
      });
      expect(output).toBe('a@1 shared with c@2\n');
    } finally {
      rmSync(state, { recursive: true, force: true });
    }
  });

  it('find the modules of a service that the image holds alone, as hoisted around its context', async () => {
    workspace();
    write(
      'service/Dockerfile',
      'FROM node\nWORKDIR /app\nCOPY package.json ./\nRUN npm install --omit=dev\nCOPY dist dist\nCMD ["node", "dist/server.js"]',
    );
    const found = paths('service/Dockerfile', 'service');
    expect(found).toContain('/app/node_modules/a/node_modules/b/index.js');
    expect(found).toContain('/app/packages/shared/lib.js');
    expect(found).toContain('/app/dist/server.js');
    expect(found).not.toContain('/app/node_modules/dev/index.js');
  });

  it('keep nested modules of such a service apart from hoisted ones', () => {
    workspace();
    install('service/node_modules/a', '9');
    write(
      'service/Dockerfile',
      'FROM node\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY dist dist\nCMD ["node", "dist/server.js"]',
    );
    const found = paths('service/Dockerfile', 'service');
    expect(found).toContain('/app/node_modules/a/index.js');
    expect(found).toContain('/node_modules/@s/shared');
  });

  it('of one package with its own modules, everything copied', () => {
    write('package.json', { name: 'one', dependencies: { a: '1' }, devDependencies: { dev: '1' } });
    write('package-lock.json', {});
    install('node_modules/a', '1');
    write('node_modules/a/test/node_modules/fixture/index.js', '');
    install('node_modules/dev', '1');
    write('server.js', '');
    write('.env', 'SECRET=1');
    write('.git/HEAD', '');
    write('.platc/sandbox/x', '');
    write('dist/main.js', '');
    write('.dockerignore', '.env\ndist\n');
    write(
      'Dockerfile',
      'FROM node AS base\nWORKDIR /srv\nCOPY . .\nRUN npm ci && npm run build\nFROM base\nCMD ["node", "server.js"]',
    );
    const all = paths('Dockerfile');
    expect(all).toEqual([
      '/srv/.dockerignore',
      '/srv/Dockerfile',
      '/srv/dist/main.js',
      '/srv/node_modules/a/index.js',
      '/srv/node_modules/a/package.json',
      '/srv/node_modules/a/test/node_modules/fixture/index.js',
      '/srv/package-lock.json',
      '/srv/package.json',
      '/srv/server.js',
    ]);
    write('Dockerfile', 'FROM node\nWORKDIR /srv\nCOPY . .\nCMD ["node", "server.js"]');
    expect(paths('Dockerfile')).toEqual([
      '/srv/.dockerignore',
      '/srv/Dockerfile',
      '/srv/package-lock.json',
      '/srv/package.json',
      '/srv/server.js',
    ]);
  });

  it('follow wildcards, folders into folders, and renamed files', () => {
    write('a.js', '');
    write('b.js', '');
    write('c.txt', '');
    write('lib/deep/d.js', '');
    write(
      'Dockerfile',
      'FROM x AS one\nCOPY . /src\nFROM y\nWORKDIR /w\nCOPY *.js out/\nCOPY c.txt renamed.txt\nCOPY lib lib\nCOPY c.txt lib\nCOPY --from=one /src/lib/*/d.js /src/c.txt flat/\nCMD ["a"]',
    );
    expect(paths('Dockerfile')).toEqual([
      '/w/flat/c.txt',
      '/w/flat/d.js',
      '/w/lib/c.txt',
      '/w/lib/deep/d.js',
      '/w/out/a.js',
      '/w/out/b.js',
      '/w/renamed.txt',
    ]);
  });

  it('say what only a real build can do', () => {
    write('package.json', {});
    write(
      'Dockerfile',
      'FROM x AS one\nRUN make\nFROM y\nCOPY --from=one /usr/bin/tini /tini\nCOPY --from=nginx /etc/x /x\nADD https://example.com/a /a\nCOPY package.json node_modules /app/\nCMD ["a"]',
    );
    expect(snapshot('Dockerfile').warnings).toEqual([
      'line 4: /usr/bin/tini is not among the files of the project',
      'line 5: COPY --from=nginx takes files of another image',
      'line 6: ADD https://example.com/a needs a real build',
      'line 7: node_modules is copied to /app, which Node does not look into',
    ]);
  });

  it('may find nothing for a pattern, but not for a path, in any stage', () => {
    write('Dockerfile', 'FROM x AS one\nCOPY *.none /a/\nFROM y\nCOPY --from=one /a /a\nCMD ["a"]');
    expect(paths('Dockerfile')).toEqual([]);
    write('Dockerfile', 'FROM x AS one\nCOPY b.none /a/\nFROM y\nCOPY --from=one /a /a\nCMD ["a"]');
    expect(() => paths('Dockerfile')).toThrow('there is no b.none to copy');
  });

  it('are found behind a root that another stage has put together, on an image that begins with nothing', () => {
    workspace();
    write(
      'service/Dockerfile',
      `${workspaceDockerfile.split('\nFROM node:22\n')[0]}
FROM node:22 AS layers
RUN node collect.mjs /runtime
COPY --from=build /repo/node_modules /modules/app/node_modules
COPY service/package.json /own/app/service/
COPY --from=build /repo/service/dist /own/app/service/dist
FROM scratch
COPY --from=layers /runtime /
COPY --from=layers /modules /
COPY --from=layers /own /
CMD ["node", "/app/service/dist/server.js"]`,
    );
    expect(snapshot('service/Dockerfile').warnings).toEqual([]);
    const found = paths('service/Dockerfile');
    expect(found).toContain('/app/node_modules/a/node_modules/b/index.js');
    expect(found).toContain('/app/service/dist/server.js');
    expect(found).toContain('/app/service/package.json');
    expect(found).not.toContain('/app/node_modules/dev/index.js');
  });

  it('are not those that .dockerignore keeps from the build', () => {
    write('dist/server.js', '');
    write('deep/kept/a.js', '');
    write('deep/left.js', '');
    write('.dockerignore', 'dist\ndeep\n!deep/kept\n');
    write('Dockerfile', 'FROM x\nCOPY deep /deep\nCOPY d*st /a\nCMD ["a"]');
    expect(paths('Dockerfile')).toEqual(['/deep/kept/a.js']);
    write('Dockerfile', 'FROM x\nCOPY dist /app\nCMD ["a"]');
    expect(() => paths('Dockerfile')).toThrow('there is no dist to copy: .dockerignore leaves it out');
    write('Dockerfile', 'FROM x\nCOPY deep/left.js /app/\nCMD ["a"]');
    expect(() => paths('Dockerfile')).toThrow(
      'there is no deep/left.js to copy: .dockerignore leaves it out',
    );
  });

  it('hold no modules where the image has none', () => {
    workspace();
    write('service/Dockerfile', 'FROM node\nCOPY service/package.json /app/\nCMD ["node"]');
    expect(paths('service/Dockerfile')).toEqual(['/app/package.json']);
  });

  it('refuse modules that are not installed, or lie outside of the project', () => {
    workspace();
    write('service/Dockerfile', workspaceDockerfile);
    rmSync(join(folder, 'node_modules/peer'), { recursive: true });
    expect(() => paths('service/Dockerfile')).not.toThrow();
    rmSync(join(folder, 'node_modules/a'), { recursive: true });
    expect(() => paths('service/Dockerfile')).toThrow(`service needs a, which is not installed in ${folder}`);
    symlinkSync(tmpdir(), join(folder, 'node_modules/a'));
    expect(() => paths('service/Dockerfile')).toThrow(/lies outside of/);
  });
});

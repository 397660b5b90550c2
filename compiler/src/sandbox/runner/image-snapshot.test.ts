import {
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
  readdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseImageManifest } from './image-manifest.ts';
import type { ImageEntry } from './image-snapshot.ts';
import { readImageSnapshot, snapshotFolder, writeImageSnapshot } from './image-snapshot.ts';

const CONFIG = {
  workingDir: '/app',
  env: { B: '2', A: '1' },
  entrypoint: [],
  cmd: ['node', 'server.js'],
  user: 'node',
};
const ENTRIES: readonly ImageEntry[] = [
  { path: 'app/server.js', content: 'console.log(1)' },
  { path: 'app/bin/run', content: '#!/bin/sh\n', executable: true },
  { path: 'app/node_modules/.bin/x', link: '../x/cli.js' },
];

let stateDir = '';
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'platc-image-'));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

describe('writeImageSnapshot', () => {
  it('mirrors the entries below rootfs, read-only, and reads back', async () => {
    const source = join(stateDir, 'source.txt');
    writeFileSync(source, 'from a file');
    const { digest, folder } = await writeImageSnapshot(stateDir, CONFIG, [
      ...ENTRIES,
      { path: 'app/data.txt', file: source },
    ]);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(folder).toBe(snapshotFolder(stateDir, digest));
    expect(readFileSync(join(folder, 'rootfs/app/data.txt'), 'utf8')).toBe('from a file');
    expect(statSync(join(folder, 'rootfs/app/server.js')).mode & 0o777).toBe(0o444);
    expect(statSync(join(folder, 'rootfs/app/bin/run')).mode & 0o777).toBe(0o555);
    expect(readlinkSync(join(folder, 'rootfs/app/node_modules/.bin/x'))).toBe('../x/cli.js');
    expect(readImageSnapshot(folder).manifest).toEqual({ version: 1, root: 'rootfs', ...CONFIG });
  });

  it('gives the same digest for the same content in any order, and leaves nothing else behind', async () => {
    const first = await writeImageSnapshot(stateDir, CONFIG, ENTRIES);
    const env = { A: '1', B: '2' };
    const again = await writeImageSnapshot(stateDir, { ...CONFIG, env }, [...ENTRIES].reverse());
    expect(again).toEqual(first);
    expect(readdirSync(join(stateDir, 'images'))).toEqual([first.digest.slice(7)]);
  });

  it.each([
    ['content', CONFIG, [{ path: 'app/server.js', content: 'console.log(2)' }, ...ENTRIES.slice(1)]],
    [
      'mode',
      CONFIG,
      [{ path: 'app/server.js', content: 'console.log(1)', executable: true }, ...ENTRIES.slice(1)],
    ],
    ['path', CONFIG, [{ path: 'app/serve.js', content: 'console.log(1)' }, ...ENTRIES.slice(1)]],
    ['configuration', { ...CONFIG, cmd: ['node', 'x.js'] }, ENTRIES],
  ])('gives another digest for another %s', async (_what, config, entries) => {
    const before = await writeImageSnapshot(stateDir, CONFIG, ENTRIES);
    const after = await writeImageSnapshot(stateDir, config, entries);
    expect(after.digest).not.toBe(before.digest);
  });

  it.each([
    ['a path that leaves the image', { path: '../x', content: '' }],
    ['an absolute path', { path: '/etc/x', content: '' }],
    ['a link that leaves the image', { path: 'app/x', link: '../../etc/passwd' }],
    ['an absolute link', { path: 'app/x', link: '/etc/passwd' }],
    ['a path twice', { path: 'app/server.js', content: '' }],
  ])('refuses %s and leaves nothing behind', async (_what, entry) => {
    await expect(writeImageSnapshot(stateDir, CONFIG, [...ENTRIES, entry])).rejects.toThrow(/image/);
    expect(readdirSync(stateDir)).toEqual([]);
  });
});

describe('reading', () => {
  it('refuses a folder that is no snapshot', () => {
    expect(() => readImageSnapshot(join(stateDir, 'none'))).toThrow(/ENOENT/);
    expect(() => snapshotFolder(stateDir, 'sha256:../..')).toThrow(/not a sha256 digest/);
  });

  it.each([
    ['version', { version: 2 }],
    ['root', { root: '/' }],
    ['workingDir', { workingDir: 'app' }],
    ['env', { env: { A: 1 } }],
    ['entrypoint', { entrypoint: 'node' }],
    ['cmd', { cmd: [] }],
    ['user', { user: 1 }],
  ])('refuses a manifest with a wrong %s', (member, wrong) => {
    expect(() => parseImageManifest({ version: 1, root: 'rootfs', ...CONFIG, ...wrong })).toThrow(member);
  });
});

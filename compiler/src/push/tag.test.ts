import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import { nodeMachine } from '../host/node-machine.ts';
import { buildSource } from './build-source.ts';
import { contentTag } from './tag.ts';

let project: FolderHost;

beforeEach(() => {
  project = folderHost();
  project.write('api/Dockerfile', 'FROM node\n');
  project.write('api/server.js', 'one');
  project.write('api/.dockerignore', 'notes\n');
});
afterEach(() => project.remove());

function tag(args: Record<string, string> = {}): string {
  const source = buildSource(project.folder, {
    context: './api',
    dockerfile: 'api/Dockerfile',
    args,
    target: undefined,
  });
  return contentTag(nodeMachine.tree, source);
}

describe('contentTag', () => {
  it.each<[string, () => void]>([
    ['what the build does not see', () => project.write('other', '')],
    ['what .dockerignore leaves out', () => project.write('api/notes', 'x')],
    ['modules', () => project.write('api/node_modules/a/index.js', '')],
    ['the state of the sandbox', () => project.write('api/.platc/x', '')],
  ])('stays the same with %s', (_what, change) => {
    const before = tag();
    change();
    expect(tag()).toBe(before);
  });

  it.each<[string, () => void]>([
    ['a file', () => project.write('api/server.js', 'two')],
    ['a new file', () => project.write('api/lib/a.js', '')],
    ['a mode', () => chmodSync(join(project.folder, 'api/server.js'), 0o755)],
    ['a link', () => symlinkSync('server.js', join(project.folder, 'api/link.js'))],
    ['the Dockerfile', () => project.write('api/Dockerfile', 'FROM node:22\n')],
  ])('changes with %s', (_what, change) => {
    const before = tag();
    change();
    expect(tag()).not.toBe(before);
  });

  it('changes with a build argument', () => {
    expect(tag({ A: '1' })).not.toBe(tag({ A: '2' }));
  });
});

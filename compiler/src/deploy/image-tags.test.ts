import { describe, expect, it } from 'vitest';
import { folderHost } from '../../test/helpers/folder-host.ts';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { compileEnvironment } from '../compile.ts';
import type { Git } from '../host/git.ts';
import { nodeMachine } from '../host/node-machine.ts';
import { imageTags } from './image-tags.ts';

const OWN = `registry.example.com/own@sha256:${'a'.repeat(64)}`;
const { model } = compileEnvironment(
  memoryHost([
    [
      'platform.yaml',
      `app: shop\nregion: eu-central-1\nservices:\n  api: { build: ./api }\n  own: { image: "${OWN}", routes: ["/own/*"] }\n`,
    ],
    ['environments/dev.yaml', '{}\n'],
    ['api/Dockerfile', 'FROM scratch\n'],
  ]),
  'dev',
);
const git = (more: Partial<Git> = {}): Git => ({
  commitOf: async () => undefined,
  headCommit: async () => 'c0ffee',
  isDirty: async () => false,
  dirtyHash: async () => '12345678',
  readFileAt: async () => undefined,
  listFilesAt: async () => [],
  ...more,
});

async function tagsOf(service: string, changes: Partial<Git>, cwd = '/nowhere') {
  if (!model) throw new Error('the config has errors');
  const { of, ...rest } = await imageTags(cwd, model.config, git(changes), nodeMachine.tree);
  return { ...rest, tags: of(service) };
}

describe('the tags of an image', () => {
  it('are the commit', async () => {
    expect(await tagsOf('api', {})).toEqual({ commit: 'c0ffee', dirty: false, tags: ['c0ffee'] });
  });

  it('are of the changed files first, then the commit', async () => {
    expect(await tagsOf('api', { isDirty: async () => true })).toEqual({
      commit: 'c0ffee',
      dirty: true,
      tags: ['c0ffee-dirty-12345678', 'c0ffee'],
    });
  });

  it('are, without git, of the files that it is built from', async () => {
    const project = folderHost();
    project.write('api/Dockerfile', 'FROM scratch\n');
    project.write('api/server.js', '1');
    const tags = async () => tagsOf('api', { headCommit: async () => undefined }, project.folder);
    try {
      const first = await tags();
      expect(first).toEqual({
        commit: undefined,
        dirty: false,
        tags: [expect.stringMatching(/^content-[0-9a-f]{16}$/)],
      });
      expect(await tags()).toEqual(first);
      project.write('api/server.js', '2');
      expect(await tags()).not.toEqual(first);
    } finally {
      project.remove();
    }
  });

  it('are none for a service that brings its image', async () => {
    expect((await tagsOf('own', {})).tags).toEqual([]);
  });
});

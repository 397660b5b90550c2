import { join, posix } from 'node:path';
import type { FileTree } from '../host/machine.ts';
import type { BuildSource } from './build-source.ts';
import { glob } from './glob.ts';

/**
 * What `.dockerignore` leaves out of the build context: a test for paths relative to it. The last pattern that
 * matches a path or a folder around it decides. https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function dockerignore(text: string): (path: string) => boolean {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const keep = line.startsWith('!');
      const pattern = posix
        .normalize((keep ? line.slice(1) : line).trim())
        .replace(/^\/+/, '')
        .replace(/\/+$/, '');
      return { keep, pattern: glob(pattern) };
    });
  return (path) => {
    const ways = path.split('/').map((_, index, steps) => steps.slice(0, index + 1).join('/'));
    return rules.reduce(
      (ignored, { keep, pattern }) => (ways.some((way) => pattern.test(way)) ? !keep : ignored),
      false,
    );
  };
}

/**
 * The rules for one build: `<Dockerfile>.dockerignore` beside the Dockerfile, else `.dockerignore` of the context.
 * https://docs.docker.com/build/concepts/context/#filename-and-location
 */
export function dockerignoreOf(tree: FileTree, source: BuildSource): (path: string) => boolean {
  return dockerignore(
    tree.text(`${source.dockerfile}.dockerignore`) ?? tree.text(join(source.context, '.dockerignore')) ?? '',
  );
}

import { join } from 'node:path';
import type { FileTree } from '../host/machine.ts';

/** The files that a build sees. */
export interface BuildFiles {
  readonly tree: FileTree;
  /** Absolute. */
  readonly context: string;
  /** Whether `.dockerignore` leaves out a path, which is relative to the context. */
  readonly ignored: (path: string) => boolean;
}

/** Whether the builder gets to see a path: a folder that is left out may hold what a later pattern keeps. */
export function isSent(files: BuildFiles, path: string): boolean {
  if (path === '.' || !files.ignored(path)) return true;
  return files.tree.entries(join(files.context, path)).some(({ name }) => isSent(files, `${path}/${name}`));
}

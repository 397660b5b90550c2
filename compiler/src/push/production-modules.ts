import { dirname, join, relative, sep } from 'node:path';
import { CommandError, exit } from '../commands/command.ts';
import type { FileTree } from '../host/machine.ts';
import { readPackageJson } from './package-json.ts';

/** One package that runs with the service. Paths are absolute. */
export interface InstalledModule {
  /** Where it is found: `…/node_modules/fastify`. */
  readonly folder: string;
  /** Where `folder` is a link (a workspace), what it points to, links followed. */
  readonly linkedTo?: string;
}

/**
 * The packages that a package needs to run, and theirs, as npm has installed them: nested ones, hoisted ones and
 * workspaces. Sorted by folder. Nothing of `devDependencies`.
 * How a name is found: https://nodejs.org/api/modules.html#loading-from-node_modules-folders
 * @throws CommandError where one is not installed
 */
export function productionModules(tree: FileTree, folder: string, root: string): readonly InstalledModule[] {
  const found = new Map<string, InstalledModule>();
  const waiting = [folder];
  for (let from; (from = waiting.pop()) !== undefined;) {
    const json = readPackageJson(tree, from);
    for (const name of [...(json?.dependencies ?? []), ...(json?.optional ?? [])]) {
      const at = findModule(tree, name, from, root);
      if (at === undefined) {
        if (json?.optional.includes(name)) continue;
        throw new CommandError(
          exit.failed,
          `${json?.name ?? relative(root, from)} needs ${name}, which is not installed in ${root}`,
          'Run `npm install` there, and then the same command again.',
        );
      }
      if (found.has(at)) continue;
      const real = tree.realPath(at) ?? at;
      const linkedTo = tree.linkTarget(at) === undefined ? undefined : real;
      found.set(at, { folder: at, ...(linkedTo !== undefined && { linkedTo }) });
      waiting.push(linkedTo ?? at);
    }
  }
  return [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** Up from the folder to the root, as Node does; above the root nothing belongs to the project. */
function findModule(tree: FileTree, name: string, from: string, root: string): string | undefined {
  for (let at = from; at === root || at.startsWith(root + sep); at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (tree.kind(candidate) === 'folder') return candidate;
    if (dirname(at) === at) return undefined;
  }
  return undefined;
}

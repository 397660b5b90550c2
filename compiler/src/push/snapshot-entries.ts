import { join, posix, relative, sep } from 'node:path';
import { CommandError, exit } from '../commands/command.ts';
import type { FileTree } from '../host/machine.ts';
import type { ImageEntry } from '../sandbox/runner/image-snapshot.ts';
import type { ImageLayout, ModulesPlacement } from './image-layout.ts';
import type { InstalledModule } from './production-modules.ts';

/** The folders of a project that a snapshot is made of. All absolute. */
export interface ProjectFolders {
  readonly context: string;
  /** The service's package. */
  readonly folder: string;
  /** Where its modules are hoisted to: `folder`, or a folder around it. */
  readonly root: string;
}

/** Never part of an image that anybody wants: history, platc's own state, tokens of registries, and modules, which come by themselves. */
const left = new Set(['.git', '.platc', '.npmrc', 'node_modules']);

/** The files of the project that an image holds, by where they stand in the image (absolute there). */
export function projectEntries(
  tree: FileTree,
  context: string,
  layout: ImageLayout,
  ignored: (path: string) => boolean,
): ReadonlyMap<string, ImageEntry> {
  const entries = new Map<string, ImageEntry>();
  for (const { image, source, kind, built } of layout.placements) {
    const skip = (path: string) => ignored(path) && !(built && mayBeMade(path));
    if (kind === 'file') {
      if (!skip(source)) add(entries, tree, image, join(context, source));
      continue;
    }
    for (const file of filesBelow(tree, join(context, source), (inside) =>
      skip(posix.join(source, inside)),
    )) {
      add(entries, tree, posix.join(image, file.inside), file.path);
    }
  }
  return entries;
}

/**
 * The modules as the image has them: the tree of the project, at the place where the Dockerfile puts it. Empty where
 * it puts none; then nothing is looked for.
 */
export function moduleEntries(
  tree: FileTree,
  project: ProjectFolders,
  layout: ImageLayout,
  find: () => readonly InstalledModule[],
): ReadonlyMap<string, ImageEntry> {
  const entries = new Map<string, ImageEntry>();
  const place = modulesPlace(tree, project, layout);
  if (!place) return entries;
  const modules = find();
  const own = join(project.folder, 'node_modules') + sep;
  const nested = project.folder !== project.root && modules.some((module) => module.folder.startsWith(own));
  const locate = imagePath(project, place, nested);
  for (const module of modules) {
    const image = locate(module.folder);
    if (module.linkedTo !== undefined) {
      const target = locate(module.linkedTo);
      entries.set(image, { path: image.slice(1), link: posix.relative(posix.dirname(image), target) });
    }
    const folder = module.linkedTo ?? module.folder;
    for (const file of filesBelow(tree, folder, (inside) => inside === 'node_modules')) {
      add(entries, tree, posix.join(locate(folder), file.inside), file.path);
    }
  }
  addPrograms(tree, entries, modules, locate);
  return entries;
}

/** What `.dockerignore` names can still be in a stage that ran something: the output of the build. No build makes secrets. */
function mayBeMade(path: string): boolean {
  return !posix.basename(path).startsWith('.env');
}

interface ModulesPlace {
  /** The folder of the image that stands for the root of the project; undefined where only the package is in the image. */
  readonly root: string | undefined;
  /** The folder of the image that stands for the package. */
  readonly folder: string;
}

/** Where the image has the package and the root of its modules. */
function modulesPlace(
  tree: FileTree,
  { context, folder, root }: ProjectFolders,
  layout: ImageLayout,
): ModulesPlace | undefined {
  const inside = toPosix(relative(root, folder));
  const packagePlace = layout.placements.flatMap((placement) =>
    ancestorPlace(placement.image, toPosix(relative(folder, join(context, placement.source)))),
  )[0];
  const copied = layout.placements
    .filter((p) => p.kind === 'folder' && p.built && contains(join(context, p.source), root))
    .map((p): ModulesPlacement => ({
      image: posix.join(p.image, toPosix(relative(join(context, p.source), root)), 'node_modules'),
      owner: undefined,
    }));
  const explicit = [...layout.modules, ...copied];
  if (explicit.length === 0) return undefined;
  const ofRoot =
    explicit.find(({ owner }) => owner !== undefined && tree.realPath(join(context, owner)) === root) ??
    explicit[0];
  const above = ofRoot ? posix.dirname(ofRoot.image) : '/';
  const within = posix.join(above, inside);
  if (inside === '') return { root: above, folder: above };
  if (packagePlace === undefined || packagePlace === within) return { root: above, folder: within };
  return { root: undefined, folder: above };
}

/** The image's folder of the package, where a placement shows it: `/app/dist` for `dist` means `/app`. */
function ancestorPlace(image: string, inside: string): readonly string[] {
  if (inside.startsWith('..')) return [];
  if (inside === '') return [image];
  return image.endsWith(`/${inside}`) ? [image.slice(0, -inside.length - 1) || '/'] : [];
}

/**
 * From a path of the project to its path in the image. Where the image holds the package alone, what was hoisted
 * stands in its own `node_modules`, or one folder above where it has modules of its own.
 */
function imagePath(
  { folder, root }: ProjectFolders,
  place: ModulesPlace,
  nested: boolean,
): (path: string) => string {
  return (path) => {
    if (contains(folder, path)) return posix.join(place.folder, toPosix(relative(folder, path)));
    if (!contains(root, path)) {
      throw new CommandError(
        exit.failed,
        `${path} is linked into node_modules, but lies outside of ${root}`,
        'Make it a workspace, or install it as a package.',
      );
    }
    const base = place.root ?? (nested ? posix.dirname(place.folder) : place.folder);
    return posix.join(base, toPosix(relative(root, path)));
  };
}

/** `node_modules/.bin`: what npm scripts find by name. */
function addPrograms(
  tree: FileTree,
  entries: Map<string, ImageEntry>,
  modules: readonly InstalledModule[],
  locate: (path: string) => string,
): void {
  const folders = new Set(
    modules.map(({ folder }) =>
      folder.slice(0, folder.lastIndexOf(`node_modules${sep}`) + 'node_modules'.length),
    ),
  );
  for (const folder of folders) {
    for (const { name, kind } of tree.entries(join(folder, '.bin'))) {
      const path = join(folder, '.bin', name);
      const target = kind === 'link' ? tree.linkTarget(path) : undefined;
      if (target === undefined) continue;
      const program = posix.join(posix.dirname(locate(path)), toPosix(target));
      if (entries.has(program))
        entries.set(locate(path), { path: locate(path).slice(1), link: toPosix(target) });
    }
  }
}

function add(entries: Map<string, ImageEntry>, tree: FileTree, image: string, file: string): void {
  entries.set(image, { path: image.slice(1), file, executable: tree.isExecutable(file) });
}

/** Files below a folder; a link to a file counts as that file, a link to a folder is not followed. */
function* filesBelow(
  tree: FileTree,
  folder: string,
  skip: (inside: string) => boolean,
  inside = '',
): Generator<{ inside: string; path: string }> {
  for (const { name, kind } of tree.entries(join(folder, inside))) {
    const next = inside === '' ? name : `${inside}/${name}`;
    const path = join(folder, next);
    if ((left.has(name) && (name !== 'node_modules' || !inModules(folder))) || skip(next)) continue;
    if (kind === 'folder') yield* filesBelow(tree, folder, skip, next);
    else if (kind === 'file' || tree.kind(path) === 'file') yield { inside: next, path };
  }
}

/** Deep inside a package, a folder of this name is part of what was published. */
function inModules(folder: string): boolean {
  return folder.includes(`${sep}node_modules${sep}`);
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function toPosix(path: string): string {
  return path.split(sep).join('/');
}

import { dirname, join } from 'node:path';
import type { FileTree } from '../host/machine.ts';

/** What building an image needs of a package.json. */
export interface PackageJson {
  readonly name: string | undefined;
  readonly scripts: Readonly<Record<string, string>>;
  /** Names that must be installed to run the package. */
  readonly dependencies: readonly string[];
  /** Names that may be missing: optional dependencies, and peers that npm has installed where they are there. */
  readonly optional: readonly string[];
}

/** Undefined where the folder has none, or one that is no JSON object. */
export function readPackageJson(tree: FileTree, folder: string): PackageJson | undefined {
  const text = tree.text(join(folder, 'package.json'));
  if (text === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(json)) return undefined;
  const optional = Object.keys(texts(json['optionalDependencies']));
  return {
    name: typeof json['name'] === 'string' ? json['name'] : undefined,
    scripts: texts(json['scripts']),
    // npm copies optional dependencies into `dependencies` when it publishes.
    dependencies: Object.keys(texts(json['dependencies'])).filter((name) => !optional.includes(name)),
    optional: [...optional, ...Object.keys(texts(json['peerDependencies']))],
  };
}

/**
 * The folder of the service's package: that of the Dockerfile, else the build context; undefined where neither is one.
 * Both absolute.
 */
export function packageFolder(tree: FileTree, dockerfile: string, context: string): string | undefined {
  return [dirname(dockerfile), context].find((folder) => readPackageJson(tree, folder) !== undefined);
}

/**
 * Where npm hoists the modules of a package to: the nearest folder, itself or around it, with a package-lock.json,
 * else the package itself. https://docs.npmjs.com/cli/configuring-npm/package-lock-json
 */
export function lockRoot(tree: FileTree, folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (tree.kind(join(at, 'package-lock.json')) === 'file') return at;
    if (dirname(at) === at) return folder;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

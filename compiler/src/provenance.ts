import type { Path } from './diagnostics/diagnostic.ts';

/** Where one value of the merged config comes from. */
export interface Origin {
  /** `set`: written in `file` at `path`. `default`: nobody wrote it; `file` and `path` are the nearest key around it that somebody wrote. */
  readonly kind: 'set' | 'default';
  readonly file: string;
  readonly path: Path;
  /** What this value took the place of: the one in platform.yaml under one of an environment. */
  readonly overrides?: { readonly origin: Origin; readonly value: unknown };
}

/** Origins by JSON pointer (RFC 6901) of the resolved config. */
export type Origins = ReadonlyMap<string, Origin>;

export function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The origin of a path: its own, else a default below the nearest ancestor that has one. */
export function originOf(origins: Origins, path: Path): Origin | undefined {
  const own = origins.get(pointer(path));
  if (own) return own;
  for (let length = path.length - 1; length >= 0; length--) {
    const near = origins.get(pointer(path.slice(0, length)));
    if (near) return { kind: 'default', file: near.file, path: near.path };
  }
  return undefined;
}

/** A value together with the paths of the config that it was made from. */
export class Sourced<T> {
  readonly value: T;
  readonly paths: readonly Path[];

  constructor(value: T, paths: readonly Path[]) {
    this.value = value;
    this.paths = paths;
  }

  /** The value made into another; the paths stay. */
  map<U>(make: (value: T) => U): Sourced<U> {
    return new Sourced(make(this.value), this.paths);
  }
}

/** A value made from several others; it knows the paths of all of them. */
export function from<T>(value: T, ...sources: readonly Sourced<unknown>[]): Sourced<T> {
  return new Sourced(
    value,
    sources.flatMap((source) => source.paths),
  );
}

/** A node of the resolved config that knows its own path: `config.at('services').at('api').at('cpu')`. */
export class Cursor<T> extends Sourced<T> {
  readonly path: Path;

  constructor(value: T, path: Path = []) {
    super(value, [path]);
    this.path = path;
  }

  at<K extends keyof NonNullable<T> & (string | number)>(key: K): Cursor<NonNullable<T>[K]> {
    const parent: NonNullable<T> | undefined = this.value ?? undefined;
    return new Cursor(parent?.[key] as NonNullable<T>[K], [...this.path, key]);
  }

  /** The entries of a map in the order in which they were written. */
  entries(): readonly (readonly [name: string, entry: Cursor<NonNullable<T>[keyof NonNullable<T>]>])[] {
    const map = (this.value ?? {}) as NonNullable<T> & object;
    return Object.keys(map).map((name) => [name, this.at(name as keyof NonNullable<T> & string)]);
  }

  /** The items of a list. */
  items<Item>(this: Cursor<readonly Item[] | undefined>): readonly Cursor<Item>[] {
    return (this.value ?? []).map((item, index) => new Cursor(item, [...this.path, index]));
  }
}

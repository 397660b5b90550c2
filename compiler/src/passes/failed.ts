import type { Path } from '../diagnostics/diagnostic.ts';

/**
 * The paths of the config that an earlier pass found wrong. Later passes go on with the rest, and are silent about
 * whatever depends on one of these, so that one run reports everything and nothing twice.
 */
export class FailedPaths {
  private readonly paths: Path[];

  constructor(...earlier: readonly FailedPaths[]) {
    this.paths = earlier.flatMap(({ paths }) => paths);
  }

  add(path: Path): void {
    this.paths.push(path);
  }

  /** Whether a value, something above it or something below it failed. */
  touches(path: Path): boolean {
    return this.paths.some((failed) => {
      const shared = Math.min(failed.length, path.length);
      return failed.slice(0, shared).every((step, index) => String(step) === String(path[index]));
    });
  }

  /** Whether a value itself, or the whole that it is a part of, failed. */
  covers(path: Path): boolean {
    return this.paths.some(
      (failed) =>
        failed.length <= path.length && failed.every((step, index) => String(step) === String(path[index])),
    );
  }

  /** A copy of a tree without the failed values, so that defaults take their places. */
  prune<T>(value: T, path: Path = []): T | undefined {
    if (this.paths.length === 0) return value;
    if (this.covers(path)) return undefined;
    if (Array.isArray(value))
      return value
        .map((item, index) => this.prune(item as unknown, [...path, index]))
        .filter((item) => item !== undefined) as T;
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.create(null) as Record<string, unknown>;
    for (const [key, child] of Object.entries(value)) {
      const kept = this.prune(child as unknown, [...path, key]);
      if (kept !== undefined) copy[key] = kept;
    }
    return copy as T;
  }
}

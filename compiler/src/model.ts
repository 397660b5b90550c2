import type { Path, Place } from './diagnostics/diagnostic.ts';
import type { ResolvedPlatform } from './generated/config.ts';
import type { FailedPaths } from './passes/failed.ts';
import { originOf, type Cursor, type Origins, type Sourced } from './provenance.ts';

/** One environment's config, resolved: defaults filled in, names known, units made plain. */
export interface Model {
  /** File name of the environment: `dev`, `prod`. */
  readonly environment: string;
  readonly config: ResolvedPlatform;
  /** The same config, where each value knows its path. */
  readonly root: Cursor<ResolvedPlatform>;
  readonly origins: Origins;
  /** For `common`: the environments of the project. Else none. */
  readonly environments: readonly Model[];
  /** What earlier passes found wrong: rules say nothing about it. */
  readonly failed: FailedPaths;
}

/** Whether rules may look at these values: none of them failed in an earlier pass. */
export function isSound(model: Model, ...values: readonly Sourced<unknown>[]): boolean {
  return !values.some((value) => value.paths.some((path) => model.failed.touches(path)));
}

/** Where a value of the model was set; for a default, the nearest key around it that somebody wrote. */
export function placeOf(model: Model, path: Path, at: 'key' | 'value' = 'value'): Place {
  const origin = originOf(model.origins, path);
  if (!origin) throw new Error(`no origin for ${path.join('.')}`);
  return { file: origin.file, path: origin.path, at: origin.kind === 'default' ? 'key' : at };
}

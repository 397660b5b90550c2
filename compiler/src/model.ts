import type { ResolvedPlatform } from './generated/config.ts';
import type { Cursor, Origins } from './provenance.ts';

/** One environment's config, resolved: defaults filled in, names known, units made plain. */
export interface Model {
  /** File name of the environment: `dev`, `prod`. */
  readonly environment: string;
  readonly config: ResolvedPlatform;
  /** The same config, where each value knows its path. */
  readonly root: Cursor<ResolvedPlatform>;
  readonly origins: Origins;
}

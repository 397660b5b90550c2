import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { Sources } from './diagnostics/format.ts';
import type { Model } from './model.ts';
import type { RenderedStack } from './stack.ts';

/** One environment, compiled: what every command past `validate` starts from. */
export interface Compilation {
  readonly model: Model;
  /** In dependency order. `common` holds the stacks that all environments share (common, registries). */
  readonly stacks: readonly RenderedStack[];
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, for places and code frames. */
  readonly sources: Sources;
}

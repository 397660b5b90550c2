import { checkEnvironment, checkShared, type Checked } from './check-config.ts';
import { hasErrors, type Diagnostic } from './diagnostics/diagnostic.ts';
import type { Sources } from './diagnostics/format.ts';
import type { Host } from './host/host.ts';
import type { Model } from './model.ts';
import { check } from './passes/check.ts';
import { renderEnvironment, renderShared } from './passes/render.ts';
import type { RenderedStack } from './stack.ts';

/** One environment, compiled: what every command past `validate` starts from. */
export interface Compilation {
  readonly model: Model;
  /** The environment's own stacks, in dependency order. */
  readonly stacks: readonly RenderedStack[];
  /** The stacks that it shares with all others: common, registries. */
  readonly shared: readonly RenderedStack[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

export type Compiled = Compilation | (Omit<Checked, 'model'> & { readonly model: undefined });

/** Checks and renders one environment. */
export function compileEnvironment(host: Host, environment: string): Compiled {
  return compiled(checkEnvironment(host, environment), renderEnvironment);
}

/** Checks platform.yaml and renders what all environments share. */
export function compileShared(host: Host): Compiled {
  return compiled(checkShared(host), () => []);
}

function compiled(checked: Checked, renderOwn: (model: Model) => readonly RenderedStack[]): Compiled {
  const { model } = checked;
  if (!model) return { ...checked, model };
  const [stacks, shared] = [renderOwn(model), renderShared(model)];
  const diagnostics = [...checked.diagnostics, ...check(model, [...stacks, ...shared])];
  if (hasErrors(diagnostics)) return { model: undefined, diagnostics, sources: checked.sources };
  return { model, stacks, shared, diagnostics, sources: checked.sources };
}

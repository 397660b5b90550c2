import { checkCommon, checkEnvironment, type Checked } from './check-config.ts';
import { executionRoleOutput, hasRoles, homeRegion } from './components/access/names.ts';
import { hasErrors, type Diagnostic } from './diagnostics/diagnostic.ts';
import type { Sources } from './diagnostics/format.ts';
import type { Host } from './host/host.ts';
import type { Model } from './model.ts';
import { check } from './passes/check.ts';
import { renderEnvironment, renderShared } from './passes/render.ts';
import type { RenderedStack } from './stack.ts';

/** A role in the stack `<app>-access`, which is in the application's home Region. */
export interface ExecutionRole {
  readonly stack: string;
  readonly region: string;
  /** The output that holds its ARN. */
  readonly output: string;
}

/** One environment, compiled: what every command past `validate` starts from. */
export interface Compilation {
  readonly model: Model;
  /** The environment's own stacks, in dependency order. */
  readonly stacks: readonly RenderedStack[];
  /** The stacks that it shares with all others: common, registries. */
  readonly shared: readonly RenderedStack[];
  /** Where the role is that CloudFormation acts as for the environment's own stacks; undefined where it acts as the caller. */
  readonly executionRole: ExecutionRole | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

export type Compiled = Compilation | (Omit<Checked, 'model'> & { readonly model: undefined });

/** Checks and renders one environment. */
export function compileEnvironment(host: Host, environment: string): Compiled {
  return compiled(checkEnvironment(host, environment), renderEnvironment);
}

/** Checks platform.yaml, and the environments where they have roles, and renders what all environments share. */
export function compileShared(host: Host): Compiled {
  return compiled(checkCommon(host), () => []);
}

function compiled(checked: Checked, renderOwn: (model: Model) => readonly RenderedStack[]): Compiled {
  const { model } = checked;
  if (!model) return { ...checked, model };
  const [stacks, shared] = [renderOwn(model), renderShared(model)];
  const diagnostics = [...checked.diagnostics, ...check(model, [...stacks, ...shared])];
  if (hasErrors(diagnostics)) return { model: undefined, diagnostics, sources: checked.sources };
  return {
    model,
    stacks,
    shared,
    executionRole: executionRoleOf(model),
    diagnostics,
    sources: checked.sources,
  };
}

function executionRoleOf(model: Model): ExecutionRole | undefined {
  if (model.environment === 'common' || !hasRoles(model)) return undefined;
  return {
    stack: `${model.config.app}-access`,
    region: homeRegion(model),
    output: executionRoleOutput(model.environment),
  };
}

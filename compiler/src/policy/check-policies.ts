import type { Compilation } from '../compile.ts';
import type { Host } from '../host/host.ts';
import { nodeMachine } from '../host/node-machine.ts';
import type { RenderedStack } from '../stack.ts';
import { EngineError, findEngine } from './engine.ts';
import { evaluate, type PolicyResult } from './evaluate.ts';
import { POLICY_FOLDER, ruleFiles } from './rules.ts';

/** `off`: the config wants no check. `no-engine`: there is nothing to check with. `broken`: a rule cannot be read. */
export type PolicyCheck =
  | { readonly state: 'checked'; readonly result: PolicyResult }
  | { readonly state: 'off' }
  | { readonly state: 'no-engine' }
  | { readonly state: 'broken'; readonly problem: string };

/** Holds the stacks of an environment to the built-in rules and to those of the project. */
export async function checkPolicies(
  host: Host,
  compilation: Compilation,
  stacks: readonly RenderedStack[],
): Promise<PolicyCheck> {
  const { policy } = compilation.model.config;
  if (policy.level === 'off' && Object.values(policy.rules ?? {}).every((level) => level === 'off'))
    return { state: 'off' };
  const engine = await findEngine(nodeMachine, host.cwd, nodeMachine.platform, host.env);
  if (!engine) return { state: 'no-engine' };
  const files = ruleFiles(nodeMachine.tree, `${host.cwd}/${POLICY_FOLDER}`);
  try {
    const today = host.now().toISOString().slice(0, 10);
    return { state: 'checked', result: await evaluate(engine, files, compilation, stacks, today) };
  } catch (error) {
    if (error instanceof EngineError) return { state: 'broken', problem: error.message };
    throw error;
  }
}

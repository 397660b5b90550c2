import { applyStack } from './apply-stack.ts';
import { CommandError } from '../commands/command.ts';
import type { Deployment, StackError, StackOutcome } from './deployment.ts';
import { inOrder } from './graph.ts';
import { checkJoin, dependenciesOf, joinedParameters } from './parameters.ts';
import { conditionOf, outputsOf, readStack } from './stack-state.ts';
import type { RenderedStack } from '../stack.ts';

export interface StacksRequest {
  /** To be deployed. */
  readonly stacks: readonly RenderedStack[];
  /** These, and all others whose outputs they may need. */
  readonly all: readonly RenderedStack[];
  /** By service, by digest. */
  readonly images: ReadonlyMap<string, string>;
  /** Told of the outputs of each stack that is needed or deployed, as soon as they are known. */
  readonly known?: (stack: RenderedStack, outputs: Readonly<Record<string, string>>) => void;
}

export interface Deployed {
  readonly outcomes: readonly StackOutcome[];
  /** Of the stacks that nothing was executed on, and why: a guard refused, AWS did. */
  readonly errors: readonly StackError[];
  /** Of these stacks, and of those that they needed. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/**
 * Refuses (4) a stack that needs another one of its environment which is neither deployed nor about to be: before anything is
 * written, or anybody asked.
 * @param all of the environment
 */
export async function checkJoins(
  { aws, clock }: Pick<Deployment, 'aws' | 'clock'>,
  stacks: readonly RenderedStack[],
  all: readonly RenderedStack[],
): Promise<void> {
  const api = await aws.cloudFormation();
  for (const source of new Set(stacks.flatMap((stack) => dependenciesOf(stack, all)))) {
    if (stacks.includes(source)) continue;
    const outputs = outputsOf(await readStack(api, clock, source.name));
    for (const stack of stacks) checkJoin(stack, source, all, outputs);
  }
}

/**
 * Deploys stacks in the order of their joins, independent ones at the same time. A stack whose dependency failed is left alone.
 * Throws the reason of an interruption, or a bug, after everything that runs has come to its end.
 */
export async function deployStacks(
  deployment: Deployment,
  { stacks, all, images, known }: StacksRequest,
): Promise<Deployed> {
  const api = await deployment.aws.cloudFormation();
  const needed = new Set(stacks.flatMap((stack) => dependenciesOf(stack, all)));
  const outputs = new Map<string, Readonly<Record<string, string>>>();
  const remember = (stack: RenderedStack, found: Readonly<Record<string, string>>) => {
    outputs.set(stack.name, found);
    known?.(stack, found);
  };
  for (const stack of needed) {
    if (!stacks.includes(stack))
      remember(stack, outputsOf(await readStack(api, deployment.clock, stack.name)));
  }
  const errors: StackError[] = [];
  const outcomes = await inOrder(
    stacks,
    (stack) => dependenciesOf(stack, all).filter((other) => stacks.includes(other)),
    async (stack) => {
      const image =
        stack.service !== undefined && stack.parameters.includes('Image')
          ? images.get(stack.service)
          : undefined;
      try {
        const result = await applyStack(deployment, stack, joinedParameters(stack, all, outputs), image);
        remember(stack, result.outputs);
        return { result, ok: result.failure === undefined };
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        errors.push({ stack: stack.name, error });
        deployment.progress.phase(stack.name, 'failed', error.message.replace(`${stack.name}: `, ''));
        return { ok: false };
      }
    },
    (stack) => deployment.progress.phase(stack.name, 'skipped', 'not touched'),
  );
  return { outcomes, errors, outputs };
}

/**
 * The outputs of a stack that all environments share; made first where it is not there. One that is there is left as it is: it is
 * changed by `deploy --env common` alone.
 */
export async function ensureStack(deployment: Deployment, stack: RenderedStack): Promise<StackOutcome> {
  const api = await deployment.aws.cloudFormation();
  const now = await readStack(api, deployment.clock, stack.name);
  const status = now?.StackStatus ?? '';
  if (conditionOf(status) === 'stable') {
    return { name: stack.name, action: 'none', status, changes: 0, outputs: outputsOf(now) };
  }
  return applyStack(deployment, stack, {});
}

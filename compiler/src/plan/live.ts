import { setTimeout } from 'node:timers/promises';
import type { Aws } from '../aws/aws.ts';
import type { Clock } from '../deploy/clock.ts';
import { outputsOf, readStack } from '../deploy/stack-state.ts';
import { stackKinds } from '../stack.ts';
import { providerOf, type Planning } from './live-parameters.ts';
import { planStack } from './live-stack.ts';
import type { Plan, PlanRequest, StackPlan } from './plan.ts';
import { loadReplacementRules } from './replacement.ts';
import { stacksOf } from './stack-plan.ts';
import type { ChangeSetTools } from './temporary-change-set.ts';

/** An account to plan against, and the time as it passes there. */
export interface Account {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Waits in milliseconds, even after an interruption; the time of this machine, if absent. */
  pause?(ms: number): Promise<void>;
}

/** Plans each stack by a change set where one can be made, and by its template where not. */
export async function planAgainstAccount(
  request: PlanRequest,
  account: Account,
): Promise<Pick<Plan, 'comparedWith' | 'stacks'>> {
  const { aws, clock } = account;
  const tools: ChangeSetTools = {
    api: await aws.cloudFormation(),
    uninterrupted: await aws.uninterrupted().cloudFormation(),
    clock,
    pause: account.pause ?? ((ms) => setTimeout(ms)),
  };
  const [identity, rules] = await Promise.all([aws.identity(), loadReplacementRules()]);
  const planning: Planning = { request, tools, rules, outputs: new Map() };
  await readOutputs(planning);
  const { planned } = stacksOf(request);
  const stacks: StackPlan[] = [];
  for (const kind of stackKinds) {
    const group = planned.filter((stack) => stack.kind === kind);
    // All are waited for, also when one fails: each removes its change set by itself.
    const results = await Promise.allSettled(group.map((stack) => planStack(planning, stack)));
    for (const result of results) {
      if (result.status === 'rejected') throw result.reason;
      stacks.push(result.value.plan);
      planning.outputs.set(result.value.plan.name, result.value.outputs);
    }
  }
  return { comparedWith: `account ${identity.account} in ${aws.region}`, stacks };
}

/** Of stacks that are not planned, but fill parameters of those that are. */
async function readOutputs(planning: Planning): Promise<void> {
  const { planned } = stacksOf(planning.request);
  const { api, clock } = planning.tools;
  const providers = planned.flatMap((stack) =>
    stack.parameters.flatMap((name) => providerOf(planning, stack, name) ?? []),
  );
  for (const { name } of new Set(providers.filter((provider) => !planned.includes(provider)))) {
    planning.outputs.set(name, new Map(Object.entries(outputsOf(await readStack(api, clock, name)))));
  }
}

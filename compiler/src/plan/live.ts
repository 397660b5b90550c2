import { setTimeout } from 'node:timers/promises';
import { AwsError } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import type { Stack } from '../aws/cloudformation.ts';
import { isNoChange } from '../deploy/change-set.ts';
import { patiently, type Clock } from '../deploy/clock.ts';
import { conditionOf, outputsOf, readStack } from '../deploy/stack-state.ts';
import { inlineLimit } from '../deploy/template-source.ts';
import { stackKinds, type RenderedStack } from '../stack.ts';
import { differencesOf } from './change-set-changes.ts';
import {
  diffOutputs,
  diffTemplates,
  isKnownAfterApply,
  type DiffInput,
  type OutputDifference,
  type ResourceDifference,
} from './diff.ts';
import { imageOf, parametersFor, providerOf, type Planning } from './live-parameters.ts';
import { placesOf } from './place.ts';
import type { Plan, PlanRequest, StackPlan } from './plan.ts';
import { loadReplacementRules } from './replacement.ts';
import { rolloutOf } from './rollout.ts';
import {
  outputChanges,
  parameterChanges,
  resourceChanges,
  stacksOf,
  tagChanges,
  typeNotes,
  type Compared,
} from './stack-plan.ts';
import { describeUpdate, removeAbandoned, type ChangeSetTools } from './temporary-change-set.ts';
import type { ParameterValues } from './template-names.ts';
import { readTemplate, type Template } from './template.ts';

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

interface PlannedStack {
  readonly plan: StackPlan;
  readonly outputs: ReadonlyMap<string, string | undefined>;
}

async function planStack(planning: Planning, stack: RenderedStack): Promise<PlannedStack> {
  const { api, clock } = planning.tools;
  const existing = await readStack(api, clock, stack.name);
  const condition = conditionOf(existing?.StackStatus);
  const after = readTemplate(stack.body);
  if (!existing || condition === 'absent' || condition === 'leftover') {
    const notes =
      condition === 'leftover'
        ? [`its creation failed earlier (${existing?.StackStatus}): what is left of it is deleted first`]
        : [];
    return templatePlan(planning, comparedOf(planning, stack, undefined, after), undefined, notes);
  }
  const { TemplateBody = '' } = await patiently(clock, () =>
    api.getTemplate({ StackName: existing.StackId, TemplateStage: 'Original' }),
  );
  const compared = comparedOf(planning, stack, readTemplate(TemplateBody), after);
  const obstacles = obstaclesOf(planning, stack, existing, condition === 'stable');
  if (obstacles.length > 0) return templatePlan(planning, compared, existing, obstacles);
  return changeSetPlan(planning, compared, existing);
}

/** Why no change set can tell what would happen. */
function obstaclesOf(
  planning: Planning,
  stack: RenderedStack,
  existing: Stack,
  stable: boolean,
): readonly string[] {
  const { unknown, missing } = parametersFor(planning, stack, existing);
  const waits = new Set([...unknown].map((name) => providerOf(planning, stack, name)?.name ?? ''));
  const large = Buffer.byteLength(stack.body) > inlineLimit;
  return [
    ...(stable ? [] : [`it is ${existing.StackStatus}: planned from its template`]),
    ...(unknown.size > 0
      ? [`waits for ${[...unknown].join(', ')} of ${[...waits].join(', ')}: planned from its template`]
      : []),
    ...(missing.length > 0
      ? [
          `${missing.join(', ')} ${missing.length === 1 ? 'gets its first value' : 'get their first values'} while deploying: planned from its template`,
        ]
      : []),
    ...(large ? ['its template is too large to be sent along: planned from it'] : []),
  ];
}

function comparedOf(
  { request }: Planning,
  stack: RenderedStack,
  before: Template | undefined,
  after: Template,
): Compared {
  const { sources, model } = request.compilation;
  const { planned: stacks } = stacksOf(request);
  return {
    stack,
    before,
    after,
    places: placesOf(stack, after, { origins: model.origins, sources }),
    later: stacks.slice(stacks.indexOf(stack) + 1),
  };
}

function templatePlan(
  planning: Planning,
  compared: Compared,
  existing: Stack | undefined,
  notes: readonly string[],
): PlannedStack {
  const { values } = parametersFor(planning, compared.stack, existing);
  const diff = diffTemplates({
    before: compared.before,
    after: compared.after,
    parameters: values,
    rules: planning.rules,
  });
  return assemble(planning, compared, existing, { ...diff, values, from: 'template', notes });
}

async function changeSetPlan(planning: Planning, compared: Compared, existing: Stack): Promise<PlannedStack> {
  const { values, inputs } = parametersFor(planning, compared.stack, existing);
  const input: DiffInput = {
    before: compared.before,
    after: compared.after,
    parameters: values,
    rules: planning.rules,
  };
  const own = diffTemplates(input);
  const stackId = existing.StackId ?? compared.stack.name;
  await removeAbandoned(planning.tools, stackId);
  const found = { values, from: 'change-set', notes: [] } as const;
  let described;
  try {
    described = await describeUpdate(planning.tools, stackId, compared.stack, inputs);
  } catch (error) {
    if (!(error instanceof AwsError) || error.kind !== 'refused') throw error;
    return assemble(planning, compared, existing, {
      ...own,
      ...found,
      refused: oneLine(error.reason || error.message),
    });
  }
  const reason = oneLine(described.StatusReason ?? '');
  if (described.Status === 'FAILED' && isNoChange(reason))
    return assemble(planning, compared, existing, { resources: [], outputs: [], ...found });
  if (described.Status === 'FAILED')
    return assemble(planning, compared, existing, { ...own, ...found, refused: reason });
  const resources = differencesOf(described.Changes ?? [], own.resources, [
    ...compared.after.Resources.keys(),
  ]);
  const replaced = new Map(resources.map(({ logicalId, replacement }) => [logicalId, replacement]));
  const notes = reason.startsWith('[WARN]') ? [reason] : [];
  return assemble(planning, compared, existing, {
    resources,
    outputs: diffOutputs(input, replaced),
    ...found,
    notes,
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

interface Found {
  readonly resources: readonly ResourceDifference[];
  readonly outputs: readonly OutputDifference[];
  readonly values: ParameterValues;
  readonly from: StackPlan['from'];
  readonly notes: readonly string[];
  readonly refused?: string;
}

function assemble(
  planning: Planning,
  compared: Compared,
  existing: Stack | undefined,
  found: Found,
): PlannedStack {
  const { stack, after, before } = compared;
  const changes = resourceChanges(compared, found.resources);
  const outputs = outputChanges(found.outputs);
  const tags = before ? tagChanges(tagsOf(existing), stack.tags) : [];
  const rollout = rolloutOf(after, changes);
  const image = imageOf(planning, stack, existing);
  const changed = changes.length + outputs.length + tags.length > 0;
  const plan: StackPlan = {
    name: stack.name,
    kind: stack.kind,
    ...(stack.service !== undefined && { service: stack.service }),
    state: before ? (changed ? 'update' : 'unchanged') : 'create',
    from: found.from,
    notes: [...found.notes, ...typeNotes(changes)],
    ...(found.refused !== undefined && { refused: found.refused }),
    changes,
    parameters: parameterChanges(compared, found.values),
    outputs: before ? outputs : [],
    tags,
    ...(rollout && { rollout }),
    ...(image && { image }),
  };
  return { plan, outputs: outputValues(stack, before && existing, found.outputs) };
}

/** CloudFormation adds tags of its own. */
function tagsOf(existing: Stack | undefined): Readonly<Record<string, string>> {
  const tags = (existing?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const);
  return Object.fromEntries(tags.filter(([key]) => !key.startsWith('aws:')));
}

/** What the later stacks get: a value that stays, a new one that is already known, or one that is not. */
function outputValues(
  stack: RenderedStack,
  existing: Stack | undefined,
  changed: readonly OutputDifference[],
) {
  const deployed = outputsOf(existing);
  return new Map(
    stack.outputs.map((name) => {
      const change = changed.find((output) => output.name === name);
      if (!change) return [name, deployed[name]] as const;
      const { after } = change;
      return [name, typeof after === 'string' && !isKnownAfterApply(after) ? after : undefined] as const;
    }),
  );
}

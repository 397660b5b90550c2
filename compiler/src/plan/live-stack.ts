import { AwsError } from '../aws/aws-error.ts';
import type { Stack } from '../aws/cloudformation.ts';
import { isNoChange } from '../deploy/change-set.ts';
import { patiently } from '../deploy/clock.ts';
import { conditionOf, outputsOf, readStack } from '../deploy/stack-state.ts';
import type { RenderedStack } from '../stack.ts';
import { assemble, type Found } from './assemble.ts';
import { differencesOf } from './change-set-changes.ts';
import {
  diffOutputs,
  diffTemplates,
  type DiffInput,
  type OutputDifference,
  type TemplateDiff,
} from './diff.ts';
import { isKnownAfterApply } from './resolve.ts';
import { imageOf, parametersFor, type Planning } from './live-parameters.ts';
import { obstaclesOf } from './obstacles.ts';
import { placesOf } from './place.ts';
import type { StackPlan } from './plan.ts';
import { stacksOf, type Compared } from './stack-plan.ts';
import { describeUpdate, removeAbandoned } from './temporary-change-set.ts';
import { readTemplate, type Template } from './template.ts';

interface PlannedStack {
  readonly plan: StackPlan;
  /** By name; undefined: known only while deploying. */
  readonly outputs: ReadonlyMap<string, string | undefined>;
}

/** Plans one stack by a change set where one can be made, and by its template where not, which it says. */
export async function planStack(planning: Planning, stack: RenderedStack): Promise<PlannedStack> {
  const { api, clock } = planning.tools;
  const existing = await readStack(api, clock, stack.name);
  const condition = conditionOf(existing?.StackStatus);
  if (!existing || condition === 'absent' || condition === 'leftover') {
    const notes =
      condition === 'leftover'
        ? [`its creation failed earlier (${existing?.StackStatus}): what is left of it is deleted first`]
        : [];
    return byTemplate(planning, comparedOf(planning, stack, undefined), undefined, notes);
  }
  const { TemplateBody = '' } = await patiently(clock, () =>
    api.getTemplate({ StackName: existing.StackId, TemplateStage: 'Original' }),
  );
  const compared = comparedOf(planning, stack, readTemplate(TemplateBody));
  const obstacles = obstaclesOf(planning, stack, existing, condition === 'stable');
  return obstacles.length > 0
    ? byTemplate(planning, compared, existing, obstacles)
    : byChangeSet(planning, compared, existing);
}

function comparedOf({ request }: Planning, stack: RenderedStack, before: Template | undefined): Compared {
  const { sources, model } = request.compilation;
  const { planned } = stacksOf(request);
  const after = readTemplate(stack.body);
  const places = placesOf(stack, after, { origins: model.origins, sources });
  return { stack, before, after, places, later: planned.slice(planned.indexOf(stack) + 1) };
}

function byTemplate(
  planning: Planning,
  compared: Compared,
  existing: Stack | undefined,
  notes: readonly string[],
): PlannedStack {
  const diff = diffTemplates(inputOf(planning, compared, existing));
  return planned(planning, compared, existing, { ...diff, from: 'template', notes });
}

function inputOf(planning: Planning, compared: Compared, existing: Stack | undefined): DiffInput {
  const { before, after, stack } = compared;
  return {
    before,
    after,
    parameters: parametersFor(planning, stack, existing).values,
    rules: planning.rules,
  };
}

async function byChangeSet(planning: Planning, compared: Compared, existing: Stack): Promise<PlannedStack> {
  const { stack, after } = compared;
  const input = inputOf(planning, compared, existing);
  const own = diffTemplates(input);
  const stackId = existing.StackId ?? stack.name;
  const { inputs } = parametersFor(planning, stack, existing);
  await removeAbandoned(planning.tools, stackId);
  const described = await describeUpdate(planning.tools, stackId, stack, inputs);
  if (described instanceof AwsError) {
    const refused = oneLine(described.reason || described.message);
    return planned(planning, compared, existing, { ...own, from: 'template', refused });
  }
  const reason = oneLine(described.StatusReason ?? '');
  if (described.Status === 'FAILED') {
    const found: Differences = isNoChange(reason)
      ? { resources: [], outputs: [], from: 'change-set' }
      : { ...own, from: 'template', refused: reason };
    return planned(planning, compared, existing, found);
  }
  const resources = differencesOf(described.Changes ?? [], own.resources, [...after.Resources.keys()]);
  const replaced = new Map(resources.map(({ logicalId, replacement }) => [logicalId, replacement]));
  return planned(planning, compared, existing, {
    resources,
    outputs: diffOutputs(input, replaced),
    from: 'change-set',
    notes: reason.startsWith('[WARN]') ? [reason] : [],
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

type Differences = TemplateDiff & Pick<Found, 'from' | 'notes' | 'refused'>;

function planned(
  planning: Planning,
  compared: Compared,
  existing: Stack | undefined,
  differences: Differences,
): PlannedStack {
  const { stack, before } = compared;
  const { values } = parametersFor(planning, stack, existing);
  const image = imageOf(planning, stack, existing);
  const found = { ...differences, values, tags: tagsOf(existing), image };
  const plan = assemble(compared, found, stacksOf(planning.request).all);
  return { plan, outputs: outputValues(stack, before && existing, differences.outputs) };
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

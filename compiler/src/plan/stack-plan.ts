import type { Path } from '../diagnostics/diagnostic.ts';
import type { ChosenImage } from '../deploy/images.ts';
import { sourceOf } from '../deploy/parameters.ts';
import { deployParameters, type RenderedStack } from '../stack.ts';
import { isKnownAfterApply, type OutputDifference, type ResourceDifference } from './diff.ts';
import type { Attribute, PropertyDifference } from './property-differences.ts';
import { holdsData } from './holds-data.ts';
import { isRecord, references } from './intrinsic.ts';
import type { FilePlace, Places } from './place.ts';
import type { PlannedImage, PlanRequest, PropertyChange, ResourceChange, ValueChange } from './plan.ts';
import { withoutSecretAt, withoutSecrets } from './secret.ts';
import { MASKED } from '../secret.ts';
import type { ParameterValues } from './template-names.ts';
import type { Block, Template } from './template.ts';

/** A stack's two templates, and where the new one comes from. */
export interface Compared {
  readonly stack: RenderedStack;
  readonly before: Template | undefined;
  readonly after: Template;
  readonly places: Places;
  /** The stacks after it, which its outputs may feed. */
  readonly later: readonly RenderedStack[];
}

/** The stacks that are planned, and all whose outputs may fill their parameters. */
export function stacksOf({ stacks, compilation }: PlanRequest) {
  return { planned: stacks ?? compilation.stacks, all: [...compilation.shared, ...compilation.stacks] };
}

/** Differences as a plan shows them: with places in the config, and without secrets. */
export function resourceChanges(
  compared: Compared,
  differences: readonly ResourceDifference[],
): readonly ResourceChange[] {
  return differences.map((difference) => {
    const { action, logicalId, type, replacement, policyAction } = difference;
    const goes = action === 'Remove' || replacement !== 'no';
    return {
      action,
      logicalId,
      type,
      replacement,
      ...(policyAction && { policyAction }),
      holdsData: holdsData(type),
      properties: difference.properties.map((property) => propertyChange(compared, logicalId, property)),
      usedBy: goes ? usersOf(compared, logicalId) : [],
      ...placeOf(compared.places, logicalId),
    };
  });
}

function placeOf(places: Places, logicalId: string, path?: Path) {
  const place = places.of('Resources', logicalId, path);
  return place && { place };
}

function propertyChange(
  { places }: Compared,
  logicalId: string,
  difference: PropertyDifference,
): PropertyChange {
  const { attribute, label, path, before, after, replacement, causes } = difference;
  return {
    attribute,
    property: label,
    ...(before !== undefined && { before: withoutSecretAt(before, path, label) }),
    ...(after !== undefined && { after: withoutSecretAt(after, path, label) }),
    replacement,
    causes,
    knownAfterApply: isKnownAfterApply(after),
    ...placeOf(places, logicalId, pathInResource(attribute, path)),
  };
}

function pathInResource(attribute: Attribute, path: Path): Path {
  return attribute === 'Properties' || attribute === 'Tags' ? ['Properties', ...path] : [attribute, ...path];
}

/** Later stacks with a parameter that an output fills which refers to the resource. */
function usersOf({ before, after, later }: Compared, logicalId: string): readonly string[] {
  const outputs = [...(before?.Outputs ?? []), ...after.Outputs]
    .filter(([, block]) => block.text.includes(logicalId) && references(block.value).has(logicalId))
    .map(([name]) => name);
  return later
    .filter(({ parameters }) => parameters.some((name) => outputs.includes(name)))
    .map(({ name }) => name);
}

export function outputChanges(
  { places }: Compared,
  differences: readonly OutputDifference[],
): readonly ValueChange[] {
  return differences.map(({ name, before, after, causes }) => ({
    ...valueChange(name, withoutSecrets(before), withoutSecrets(after), places.of('Outputs', name)),
    ...(causes.length > 0 && { source: causes.map((cause) => cause.name).join(', ') }),
  }));
}

/**
 * Parameters of both templates whose values differ, and all of a new stack's, with what fills them; what is hidden at AWS
 * is hidden here.
 * @param all stacks that may fill them
 */
export function parameterChanges(
  { stack, before, after, places }: Compared,
  values: ParameterValues,
  all: readonly RenderedStack[],
): readonly ValueChange[] {
  return [...after.Parameters].flatMap(([name, block]) => {
    const secret = [block, before?.Parameters.get(name)].some(isHidden);
    const show = (value: string | undefined) =>
      secret && value !== undefined ? MASKED : withoutSecrets(value);
    const [was, is] = [values.before.get(name), values.after.get(name)];
    const unknown = values.unknown.has(name) || (!before && is === undefined);
    if (!unknown && (was === is || is === undefined)) return [];
    const change = valueChange(
      name,
      show(was),
      unknown ? undefined : show(is),
      places.of('Parameters', name),
    );
    return [{ ...change, knownAfterApply: unknown, source: parameterSource(stack, name, all) }];
  });
}

function parameterSource(stack: RenderedStack, name: string, all: readonly RenderedStack[]): string {
  const provider = deployParameters.some((own) => own === name) ? undefined : sourceOf(stack, name, all);
  return provider?.name ?? 'deploy';
}

function isHidden(block: Block | undefined): boolean {
  return isRecord(block?.value) && String(block.value['NoEcho']) === 'true';
}

export function tagChanges(
  { stack, places }: Compared,
  before: Readonly<Record<string, string>>,
): readonly ValueChange[] {
  const after = stack.tags;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .map((name) => valueChange(name, before[name], after[name], places.whole));
}

function valueChange(
  name: string,
  before: unknown,
  after: unknown,
  place: FilePlace | undefined,
): ValueChange {
  return {
    name,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    knownAfterApply: isKnownAfterApply(after),
    ...(place && { place }),
  };
}

/**
 * What CloudFormation refuses, though templates say it: another type under the same logical id.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-get-template.html
 */
export function typeNotes(changes: readonly ResourceChange[]): readonly string[] {
  return changes
    .filter(({ properties }) => properties.some(({ attribute }) => attribute === 'Type'))
    .map(
      ({ logicalId }) => `${logicalId} has another type, which CloudFormation refuses under the same name`,
    );
}

const imageRules = {
  option: 'given by --image',
  pushed: 'just pushed',
  config: 'named in the config',
  commit: 'of this commit',
  deployed: 'the one that is deployed',
  release: 'the one of that release',
} as const;

/** Which image a service gets, and why. */
export function imageText({ image, rule, tag }: Omit<ChosenImage, 'service'>): PlannedImage {
  return {
    reference: image,
    rule:
      rule === 'commit' && tag !== undefined
        ? `tag ${tag.replace(/^[0-9a-f]{40}/, (hash) => hash.slice(0, 7))}`
        : imageRules[rule],
  };
}

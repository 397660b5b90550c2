import { sourceOf } from '../deploy/parameters.ts';
import { MASKED } from '../secret.ts';
import { deployParameters, type RenderedStack } from '../stack.ts';
import type { OutputDifference } from './diff.ts';
import { isRecord } from './intrinsic.ts';
import type { FilePlace } from './place.ts';
import type { ValueChange } from './plan.ts';
import { isKnownAfterApply } from './resolve.ts';
import { withoutSecrets } from './secret.ts';
import type { Compared } from './stack-plan.ts';
import type { ParameterValues } from './template-names.ts';
import type { Block } from './template.ts';

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

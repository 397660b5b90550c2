import { isRecord, references } from './intrinsic.ts';
import {
  attributeDifferences,
  propertyDifferences,
  type Cause,
  type PropertyDifference,
  type Touched,
} from './property-differences.ts';
import { policyActionOf, type PolicyAction } from './policy-action.ts';
import { stronger, type Replacement, type ReplacementRules } from './replacement.ts';
import { KNOWN_AFTER_APPLY, resolve } from './resolve.ts';
import { templateNames, type ParameterValues, type TemplateNames } from './template-names.ts';
import type { Block, Blocks, Template } from './template.ts';
import { differences } from './value-diff.ts';

/** What happens to a resource, in CloudFormation's words. */
export type Action = 'Add' | 'Modify' | 'Remove' | 'Import';

export interface ResourceDifference {
  readonly action: Action;
  readonly logicalId: string;
  readonly type: string;
  readonly replacement: Replacement;
  readonly policyAction?: PolicyAction;
  readonly properties: readonly PropertyDifference[];
}

export interface OutputDifference {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Resources whose replacement changes the output's value. */
  readonly causes: readonly Cause[];
}

export interface TemplateDiff {
  /** In the order of the new template; what was removed comes last. */
  readonly resources: readonly ResourceDifference[];
  readonly outputs: readonly OutputDifference[];
}

export interface DiffInput {
  /** Undefined: nothing is there. */
  readonly before: Template | undefined;
  readonly after: Template | undefined;
  readonly parameters: ParameterValues;
  readonly rules: ReplacementRules;
}

const none: Blocks = new Map();

/** Compares two templates, and follows each change to what refers to it, until nothing new is reached. */
export function diffTemplates(input: DiffInput): TemplateDiff {
  const { before, after } = input;
  let touched = seeds(input);
  for (;;) {
    const names = templateNames(input, touched);
    const reached = new Map(touched);
    const resources = union(after?.Resources, before?.Resources).flatMap((logicalId) => {
      const difference = resourceDifference(logicalId, input, names, touched);
      if (difference && difference.replacement !== 'no') {
        const replacement = stronger(difference.replacement, touched.get(logicalId)?.replacement ?? 'no');
        reached.set(logicalId, { kind: 'resource', replacement });
      }
      return difference ? [difference] : [];
    });
    const grown = [...reached].some(
      ([name, { replacement }]) => touched.get(name)?.replacement !== replacement,
    );
    if (!grown) return { resources, outputs: outputDifferences(input, names, touched) };
    touched = reached;
  }
}

function union(first: Blocks = none, second: Blocks = none): readonly string[] {
  return [...new Set([...first.keys(), ...second.keys()])];
}

/** What differs before any resource does: values of parameters, mappings, conditions. */
function seeds(input: DiffInput): Touched {
  const { before, after, parameters } = input;
  const touched = new Map<string, { kind: Cause['kind']; replacement: Replacement }>();
  if (!before || !after) return touched;
  for (const name of parameters.unknown) touched.set(name, { kind: 'parameter', replacement: 'conditional' });
  const names = templateNames(input, touched);
  for (const name of after.Parameters.keys()) {
    const [was, is] = [names.before.valueOf(name), names.after.valueOf(name)];
    const known = was !== undefined && is !== undefined;
    if (known && JSON.stringify(was) !== JSON.stringify(is) && !touched.has(name)) {
      touched.set(name, { kind: 'parameter', replacement: 'yes' });
    }
  }
  for (const [name, block] of after.Mappings) {
    const was = before.Mappings.get(name);
    if (was && was.text !== block.text) touched.set(name, { kind: 'mapping', replacement: 'conditional' });
  }
  for (const [name, block] of after.Conditions) {
    const was = before.Conditions.get(name);
    const same = was?.text === block.text && !mentions(block.text, touched);
    if (!same && names.before.condition(name) !== names.after.condition(name)) {
      touched.set(name, { kind: 'condition', replacement: 'yes' });
    }
  }
  return touched;
}

/** A cheap test on the text, so that only blocks that may be affected are parsed. */
function mentions(text: string, touched: Touched): boolean {
  for (const name of touched.keys()) if (text.includes(name)) return true;
  return false;
}

function present(
  template: Template | undefined,
  logicalId: string,
  holds: (name: string) => boolean | undefined,
): Block | undefined {
  const block = template?.Resources.get(logicalId);
  if (!block || !block.text.includes('Condition')) return block;
  const condition = recordOf(block)['Condition'];
  return typeof condition === 'string' && holds(condition) === false ? undefined : block;
}

function recordOf(block: Block): Readonly<Record<string, unknown>> {
  return isRecord(block.value) ? block.value : {};
}

function resourceDifference(
  logicalId: string,
  input: DiffInput,
  names: TemplateNames,
  touched: Touched,
): ResourceDifference | undefined {
  const was = present(input.before, logicalId, names.before.condition);
  const is = present(input.after, logicalId, names.after.condition);
  if (!was && !is) return undefined;
  if (was && is) {
    if (was.text === is.text && !mentions(is.text, touched)) return undefined;
    return modified(logicalId, recordOf(was), recordOf(is), input, names, touched);
  }
  const resource = recordOf(was ?? is ?? unreachable());
  const policyAction = was && policyActionOf('Remove', resource, 'no');
  return {
    action: was ? 'Remove' : 'Add',
    logicalId,
    type: String(resource['Type']),
    replacement: 'no',
    ...(policyAction && { policyAction }),
    properties: [],
  };
}

function unreachable(): never {
  throw new Error('a resource is in neither template');
}

function modified(
  logicalId: string,
  was: Readonly<Record<string, unknown>>,
  is: Readonly<Record<string, unknown>>,
  input: DiffInput,
  names: TemplateNames,
  touched: Touched,
): ResourceDifference | undefined {
  const type = String(is['Type']);
  const properties = [
    ...attributeDifferences(was, is, names),
    ...propertyDifferences(
      was['Properties'] ?? {},
      is['Properties'] ?? {},
      type,
      input.rules,
      names,
      touched,
    ),
  ];
  if (properties.length === 0) return undefined;
  const replacement = properties.map((property) => property.replacement).reduce(stronger);
  const policyAction = policyActionOf('Modify', is, replacement);
  return {
    action: 'Modify',
    logicalId,
    type,
    replacement,
    ...(policyAction && { policyAction }),
    properties,
  };
}

function outputDifferences(
  input: DiffInput,
  names: TemplateNames,
  touched: Touched,
): readonly OutputDifference[] {
  return union(input.after?.Outputs, input.before?.Outputs).flatMap((name) => {
    const [was, is] = [input.before?.Outputs.get(name), input.after?.Outputs.get(name)];
    if (was && is && was.text === is.text && !mentions(is.text, touched)) return [];
    const before = was && resolve(recordOf(was)['Value'], names.before);
    const after = is && resolve(recordOf(is)['Value'], names.after);
    if (differences(before, after).length === 0) return [];
    const causes = [...references(is && recordOf(is)['Value'])].flatMap((cause) => {
      const change = touched.get(cause);
      return change ? [{ kind: change.kind, name: cause }] : [];
    });
    return [{ name, before, after, causes }];
  });
}

/** The outputs that change with what CloudFormation says is replaced. */
export function diffOutputs(
  input: DiffInput,
  replaced: ReadonlyMap<string, Replacement>,
): readonly OutputDifference[] {
  const touched = new Map(seeds(input));
  for (const [name, replacement] of replaced)
    if (replacement !== 'no') touched.set(name, { kind: 'resource', replacement });
  return outputDifferences(input, templateNames(input, touched), touched);
}

/** Whether a value, or a part of it, is known only once it is deployed. */
export function isKnownAfterApply(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(KNOWN_AFTER_APPLY);
  if (Array.isArray(value)) return value.some(isKnownAfterApply);
  return isRecord(value) && Object.values(value).some(isKnownAfterApply);
}

import { references } from './intrinsic.ts';
import type { Cause, Touched } from './property-differences.ts';
import { stronger, type Replacement, type ReplacementRules } from './replacement.ts';
import { resolve } from './resolve.ts';
import { resourceDifference, type ResourceDifference } from './resource-difference.ts';
import { templateNames, type ParameterValues, type TemplateNames } from './template-names.ts';
import { recordOf, type Blocks, type Template } from './template.ts';
import { mentions, seeds } from './touched.ts';
import { differences } from './value-diff.ts';

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

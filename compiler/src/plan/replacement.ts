import type { Path } from '../diagnostics/diagnostic.ts';

/** Whether an update makes a new physical resource in the place of the old one. */
export type Replacement = 'yes' | 'conditional' | 'no';

/** By resource type, the properties that replace it and those that may: see `scripts/extract-spec.ts`. */
type Specification = Readonly<Record<string, readonly string[]>>;

/** Tells for a resource type and the path of one of its properties what a change to it does. */
export type ReplacementRules = (type: string, path: Path) => Replacement;

/**
 * The rules of the published resource specification ("Update requires" on every page of
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html).
 * A type that it does not know (a custom one) is never replaced as far as anybody can tell from here.
 */
export async function loadReplacementRules(): Promise<ReplacementRules> {
  const specification: Specification = (await import('../generated/spec.json', { with: { type: 'json' } }))
    .default;
  return (type, path) => {
    const [yes = '', maybe = ''] = specification[type] ?? [];
    if (matches(yes, path)) return 'yes';
    return matches(maybe, path) ? 'conditional' : 'no';
  };
}

/** Whether one of the listed properties is on the way to the path, or lies below it: then it is part of what changes. */
function matches(properties: string, path: Path): boolean {
  return (
    properties !== '' &&
    properties.split(' ').some((property) => {
      const steps = property.split('.');
      const shared = Math.min(steps.length, path.length);
      return (
        shared > 0 &&
        steps.slice(0, shared).every((step, index) => step === '*' || step === String(path[index]))
      );
    })
  );
}

/** The stronger of two. */
export function stronger(a: Replacement, b: Replacement): Replacement {
  if (a === 'yes' || b === 'yes') return 'yes';
  return a === 'conditional' || b === 'conditional' ? 'conditional' : 'no';
}

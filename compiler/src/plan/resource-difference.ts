import type { DiffInput } from './diff.ts';
import { policyActionOf, type PolicyAction } from './policy-action.ts';
import {
  attributeDifferences,
  propertyDifferences,
  type PropertyDifference,
  type Touched,
} from './property-differences.ts';
import { stronger, type Replacement } from './replacement.ts';
import type { TemplateNames } from './template-names.ts';
import { recordOf, type Block, type Template } from './template.ts';
import { mentions } from './touched.ts';

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

/** What becomes of a resource; undefined where it stays as it is, or is in neither template. */
export function resourceDifference(
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

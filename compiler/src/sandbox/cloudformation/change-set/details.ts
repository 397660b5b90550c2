import { isDeepStrictEqual } from 'node:util';
import { type PropertyDifference, propertyDifferences } from '../../resources/replacement.ts';
import type { Resource } from '../../resources/specification.ts';
import type { Desired } from '../engine/desired.ts';
import type { ResourceRecord } from '../records.ts';
import type { ResourceInstance } from '../template/instance.ts';
import { isObject, own } from '../template/json.ts';
import { type TemplateReference, references } from '../template/references.ts';
import type { DifferenceDetail, ResourceDifference } from './difference.ts';
import type { Side } from './stack-differences.ts';

export interface DetailContext {
  readonly before: Side | undefined;
  readonly after: Side;
  /** Of the resources that come before in dependency order. */
  readonly differences: ReadonlyMap<string, ResourceDifference>;
}

/** Why a value changes: by itself, or through something that it refers to. */
type Cause = Pick<DifferenceDetail, 'causingEntity' | 'evaluation' | 'source'>;

const DIRECT: Cause = { evaluation: 'Static', source: 'DirectModification' };

/**
 * Details of the properties that differ. A value that changes through a parameter or a replaced resource is told
 * twice: with its cause, and as a modification that only execution can tell.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html
 */
export function propertyDetails(
  specification: Resource,
  record: ResourceRecord,
  desired: Desired,
  resource: ResourceInstance,
  context: DetailContext,
): DifferenceDetail[] {
  const old = context.before?.instance.resources.get(record.logicalId);
  return propertyDifferences(specification, record.properties, desired.properties).flatMap((difference) => {
    const { path, before, after, requiresRecreation } = difference;
    const tags = path[0] === specification.tagInformation?.tagPropertyName;
    const target = {
      ...(tags ? { attribute: 'Tags' as const } : { attribute: 'Properties' as const, name: path[0] }),
      path: `/Properties/${path.join('/')}`,
      requiresRecreation,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
    return causes(difference, resource, old, context).map((cause) => ({ ...target, ...cause }));
  });
}

function causes(
  { path }: PropertyDifference,
  resource: ResourceInstance,
  old: ResourceInstance | undefined,
  context: DetailContext,
): Cause[] {
  const expression = expressionAt(resource.properties, path);
  const edited = old !== undefined && !isDeepStrictEqual(expressionAt(old.properties, path), expression);
  const found = uniqueCauses(references(expression).map((reference) => causeOf(reference, context)));
  const certain = found.filter(({ evaluation }) => evaluation === 'Static');
  if (edited || found.length === 0) return [...certain, DIRECT];
  if (certain.length === 0) return found;
  return [...certain, { evaluation: 'Dynamic', source: 'DirectModification' }];
}

function causeOf(
  { name, attribute }: TemplateReference,
  { before, after, differences }: DetailContext,
): Cause | undefined {
  if (Object.hasOwn(after.definition.parameters, name) && attribute === undefined) {
    const same = isDeepStrictEqual(before?.definition.parameters[name], after.definition.parameters[name]);
    return same ? undefined : { evaluation: 'Static', source: 'ParameterReference', causingEntity: name };
  }
  const difference = differences.get(name);
  if (!difference) return undefined;
  const renewed = difference.action === 'Add' || difference.replacement === 'True';
  if (attribute !== undefined) {
    const evaluation = renewed ? 'Static' : 'Dynamic';
    return { evaluation, source: 'ResourceAttribute', causingEntity: `${name}.${attribute}` };
  }
  return renewed ? { evaluation: 'Static', source: 'ResourceReference', causingEntity: name } : undefined;
}

function uniqueCauses(list: readonly (Cause | undefined)[]): Cause[] {
  const byText = new Map(list.flatMap((cause) => (cause ? [[JSON.stringify(cause), cause] as const] : [])));
  return [...byText.values()];
}

/** The expression that gives the value at a path: the value itself, or the function that makes it or what is around it. */
function expressionAt(properties: unknown, path: readonly string[]): unknown {
  let value = properties;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return value;
    if (isObject(value) && Object.keys(value).some((name) => name === 'Ref' || name.startsWith('Fn::')))
      return value;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Details of what is not a property: tags of the stack, metadata, policies. None of it makes a new resource. */
export function attributeDetails(
  record: ResourceRecord,
  desired: Desired,
  resource: ResourceInstance,
  { before }: DetailContext,
): DifferenceDetail[] {
  const old = before?.instance.resources.get(record.logicalId);
  const pairs = [
    ['Metadata', record.metadata, desired.metadata],
    ['DeletionPolicy', record.deletionPolicy, desired.deletionPolicy],
    ['UpdateReplacePolicy', record.updateReplacePolicy, desired.updateReplacePolicy],
    ['UpdatePolicy', old?.updatePolicy, resource.updatePolicy],
  ] as const;
  const differing = pairs.flatMap(([attribute, from, to]) =>
    isDeepStrictEqual(from, to) ? [] : [{ attribute, path: `/${attribute}`, before: from, after: to }],
  );
  const tags = [...new Set([...Object.keys(record.tags), ...Object.keys(desired.tags)])].flatMap((key) => {
    const [from, to] = [own(record.tags, key), own(desired.tags, key)];
    if (from === to || ownTag(record.properties, key) || ownTag(desired.properties, key)) return [];
    return [{ attribute: 'Tags' as const, path: `/Properties/Tags/${key}`, before: from, after: to }];
  });
  return [...differing, ...tags].map((difference) => ({
    ...difference,
    ...DIRECT,
    requiresRecreation: 'Never',
  }));
}

/** Whether the template gives the tag on the resource itself, where it is a property. */
function ownTag(properties: Readonly<Record<string, unknown>>, key: string): boolean {
  const tags = properties['Tags'];
  if (Array.isArray(tags)) return tags.some((tag) => isObject(tag) && tag['Key'] === key);
  return isObject(tags) && key in tags;
}

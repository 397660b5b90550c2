import { KNOWN_AFTER_APPLY } from '../../resources/known-after-apply.ts';
import { type PropertyIssue } from '../../resources/conform.ts';
import { type Desired, desiredResource, specificationOf } from '../engine/desired.ts';
import { attributeOf } from '../engine/live-scope.ts';
import type { ResourceRecord, StackDefinition } from '../records.ts';
import type { ResourceInstance, TemplateInstance } from '../template/instance.ts';
import type { Scope } from '../template/resolve.ts';
import { type DetailContext, attributeDetails, propertyDetails } from './details.ts';
import type { DifferenceDetail, ResourceDifference } from './difference.ts';

/** A template as it is deployed, or as it shall be. */
export interface Side {
  readonly instance: TemplateInstance;
  readonly definition: StackDefinition;
}

export interface StackDifferences {
  readonly resources: readonly ResourceDifference[];
  /** As far as they can be told before execution. */
  readonly desired: readonly { readonly desired: Desired; readonly issues: readonly PropertyIssue[] }[];
  readonly scope: Scope;
  /** Exports that no stack has. */
  readonly missingImports: readonly { readonly logicalId: string; readonly name: string }[];
}

/**
 * What turning the deployed resources into those of a template would do.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets-samples.html
 */
export function stackDifferences(
  before: Side | undefined,
  after: Side,
  records: ReadonlyMap<string, ResourceRecord>,
  importValue: (name: string) => string | undefined,
): StackDifferences {
  const differences = new Map<string, ResourceDifference>();
  const missingImports: { logicalId: string; name: string }[] = [];
  let current = '';
  const scope: Scope = {
    ...after.instance.scope,
    ref: (id) =>
      isNew(differences.get(id)) ? KNOWN_AFTER_APPLY : (records.get(id)?.physicalId ?? KNOWN_AFTER_APPLY),
    getAtt: (id, attribute) => {
      const record = records.get(id);
      return !record || differences.has(id)
        ? KNOWN_AFTER_APPLY
        : (attributeOf(record, attribute) ?? KNOWN_AFTER_APPLY);
    },
    importValue: (name) => {
      const value = importValue(name);
      if (value === undefined) missingImports.push({ logicalId: current, name });
      return value ?? KNOWN_AFTER_APPLY;
    },
  };
  const context: DetailContext = { before, after, differences };
  const desired = [...after.instance.resources.values()].map((resource) => {
    current = resource.logicalId;
    const wanted = desiredResource(resource, scope, after.definition.tags);
    const record = records.get(resource.logicalId);
    const difference = record ? modified(record, wanted.desired, resource, context) : added(wanted.desired);
    if (difference) differences.set(resource.logicalId, difference);
    return wanted;
  });
  for (const [logicalId, record] of records) {
    if (!after.instance.resources.has(logicalId)) differences.set(logicalId, removed(record));
  }
  return { resources: [...differences.values()], desired, scope, missingImports };
}

/** Whether a resource will have another physical id. */
function isNew(difference: ResourceDifference | undefined): boolean {
  return difference !== undefined && (difference.action === 'Add' || difference.replacement === 'True');
}

function added({ logicalId, type, properties }: Desired): ResourceDifference {
  return { action: 'Add', logicalId, type, details: [], after: properties };
}

function removed({
  logicalId,
  type,
  physicalId,
  properties,
  deletionPolicy,
}: ResourceRecord): ResourceDifference {
  const kept =
    deletionPolicy === 'Retain' || deletionPolicy === 'RetainExceptOnCreate' ? 'Retain' : undefined;
  const policyAction = kept ?? (deletionPolicy === 'Snapshot' ? 'Snapshot' : 'Delete');
  return { action: 'Remove', logicalId, type, physicalId, policyAction, details: [], before: properties };
}

function modified(
  record: ResourceRecord,
  desired: Desired,
  resource: ResourceInstance,
  context: DetailContext,
): ResourceDifference | undefined {
  const details = [
    ...propertyDetails(specificationOf(record.type), record, desired, resource, context),
    ...attributeDetails(record, desired, resource, context),
  ];
  if (details.length === 0) return undefined;
  const replacement = replacementOf(details);
  const { logicalId, type, physicalId } = record;
  return {
    action: 'Modify',
    logicalId,
    type,
    physicalId,
    replacement,
    ...(replacement === 'True' && { policyAction: replacePolicyAction(desired) }),
    details,
    before: record.properties,
    after: desired.properties,
  };
}

function replacementOf(details: readonly DifferenceDetail[]): 'Conditional' | 'False' | 'True' {
  if (
    details.some(
      ({ requiresRecreation, evaluation }) => requiresRecreation === 'Always' && evaluation === 'Static',
    )
  ) {
    return 'True';
  }
  return details.some(({ requiresRecreation }) => requiresRecreation !== 'Never') ? 'Conditional' : 'False';
}

function replacePolicyAction({
  updateReplacePolicy,
}: Desired): 'ReplaceAndDelete' | 'ReplaceAndRetain' | 'ReplaceAndSnapshot' {
  if (updateReplacePolicy === 'Retain') return 'ReplaceAndRetain';
  return updateReplacePolicy === 'Snapshot' ? 'ReplaceAndSnapshot' : 'ReplaceAndDelete';
}

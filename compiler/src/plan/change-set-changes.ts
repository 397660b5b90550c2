import type { Change, ResourceChange as ActualChange, ResourceChangeDetail } from '../aws/cloudformation.ts';
import type { ResourceDifference } from './resource-difference.ts';
import type { Attribute, Cause, PropertyDifference } from './property-differences.ts';
import type { Replacement } from './replacement.ts';

/**
 * What a change set says, filled in with what the two templates say: CloudFormation decides which resources change and
 * whether they are replaced; the templates know which lines, and both values in full.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 * @param order logical ids as the new template has them
 */
export function differencesOf(
  changes: readonly Change[],
  own: readonly ResourceDifference[],
  order: readonly string[],
): readonly ResourceDifference[] {
  const position = (logicalId: string) =>
    order.includes(logicalId) ? order.indexOf(logicalId) : order.length;
  return resourceChangesIn(changes)
    .map((change) =>
      combined(
        change,
        own.find(({ logicalId }) => logicalId === change.LogicalResourceId),
      ),
    )
    .toSorted((a, b) => position(a.logicalId) - position(b.logicalId));
}

/** Without those that only look again at an attribute of a resource which changes in place: it stays what it is. */
export function resourceChangesIn(changes: readonly Change[]): readonly ActualChange[] {
  return changes.flatMap(({ ResourceChange: change }) => {
    if (!change) return [];
    const details = change.Details ?? [];
    const idle =
      details.length > 0 &&
      details.every(
        (detail) => detail.Evaluation === 'Dynamic' && detail.ChangeSource === 'ResourceAttribute',
      );
    return idle && change.Action === 'Modify' ? [] : [change];
  });
}

/** Only for Modify: in the spring of 2025 `Add` carried "True", too. */
export function replacementOf({ Action, Replacement }: ActualChange): Replacement {
  if (Action !== 'Modify') return 'no';
  return Replacement === 'True' ? 'yes' : Replacement === 'Conditional' ? 'conditional' : 'no';
}

function combined(change: ActualChange, own: ResourceDifference | undefined): ResourceDifference {
  const { Action, PolicyAction } = change;
  const action = Action === 'Add' || Action === 'Remove' || Action === 'Import' ? Action : 'Modify';
  const policyAction = PolicyAction ?? (own?.action === action ? own.policyAction : undefined);
  return {
    action,
    logicalId: change.LogicalResourceId ?? '',
    type: change.ResourceType ?? own?.type ?? '',
    replacement: replacementOf(change),
    ...(policyAction && { policyAction }),
    properties: action === 'Modify' ? properties(change.Details ?? [], own?.properties ?? []) : [],
  };
}

function properties(
  details: readonly ResourceChangeDetail[],
  own: readonly PropertyDifference[],
): readonly PropertyDifference[] {
  if (details.length === 0) return own;
  const groups = new Map<string, ResourceChangeDetail[]>();
  for (const detail of details) {
    const key = `${detail.Target?.Attribute ?? ''} ${detail.Target?.Name ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), detail]);
  }
  return [...groups.values()].flatMap((group) => {
    const mine = own.filter((property) => group.some((detail) => isAbout(detail, property)));
    const replacement = recreationOf(group);
    if (mine.length > 0) return mine.map((property) => ({ ...property, replacement }));
    return reported(group, replacement);
  });
}

function isAbout({ Target: target }: ResourceChangeDetail, { attribute, path }: PropertyDifference): boolean {
  const ofProperties = attribute === 'Properties' || attribute === 'Tags';
  if (target?.Attribute === 'Properties') return ofProperties && target.Name === path[0];
  return target?.Attribute === attribute;
}

function recreationOf(group: readonly ResourceChangeDetail[]): Replacement {
  const of = (wanted: string) => group.filter(({ Target: target }) => target?.RequiresRecreation === wanted);
  if (of('Always').some(({ Evaluation }) => Evaluation !== 'Dynamic')) return 'yes';
  return of('Always').length + of('Conditionally').length > 0 ? 'conditional' : 'no';
}

const attributeNames: ReadonlySet<string> = new Set([
  'Properties',
  'Tags',
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
  'DeletionPolicy',
  'UpdateReplacePolicy',
] satisfies Attribute[]);

function isAttribute(name: string | undefined): name is Attribute {
  return name !== undefined && attributeNames.has(name);
}

/** A property that only CloudFormation sees change: its own words. */
function reported(
  group: readonly ResourceChangeDetail[],
  replacement: Replacement,
): readonly PropertyDifference[] {
  const detail =
    group.find(
      ({ Target: target }) => target?.AfterValue !== undefined || target?.BeforeValue !== undefined,
    ) ?? group[0];
  const target = detail?.Target;
  if (!target) return [];
  const attribute = isAttribute(target.Attribute) ? target.Attribute : 'Properties';
  const name = target.Name ?? attribute;
  const causes = group.flatMap(causeOf);
  return [
    {
      attribute,
      path: attribute === 'Properties' ? [name] : [],
      label: name,
      before: target.BeforeValue,
      after: target.AfterValue,
      replacement,
      causes,
    },
  ];
}

function causeOf({ ChangeSource: source, CausingEntity: entity }: ResourceChangeDetail): readonly Cause[] {
  if (entity === undefined) return [];
  if (source === 'ParameterReference') return [{ kind: 'parameter', name: entity }];
  if (source === 'ResourceReference' || source === 'ResourceAttribute')
    return [{ kind: 'resource', name: entity.split('.')[0] ?? entity }];
  return [];
}

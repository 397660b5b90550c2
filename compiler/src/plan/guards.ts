import type { Change, ResourceChange as ActualChange } from '../aws/cloudformation.ts';
import { replacementOf, resourceChangesIn } from './change-set-changes.ts';
import { holdsData } from './holds-data.ts';
import type { ResourceChange, StackPlan } from './plan.ts';
import { changesPermissions, endangersData } from './summary.ts';

/** Something in a change set that the plan did not show. */
export interface Surprise {
  /** `change`: one that neither replaces, deletes nor touches permissions. */
  readonly kind: 'replace' | 'delete' | 'iam' | 'change';
  readonly logicalId: string;
  readonly type: string;
  readonly holdsData: boolean;
  /** `LogGroup (AWS::Logs::LogGroup) would be deleted, and the plan did not show it` */
  readonly message: string;
}

/**
 * Holds a change set to what was shown: a resource may change less than the plan said, never more. Give it what
 * DescribeChangeSet says, with or without property values.
 */
export function judge(planned: StackPlan, actual: readonly Change[]): readonly Surprise[] {
  return resourceChangesIn(actual).flatMap((change) => {
    const logicalId = change.LogicalResourceId ?? '';
    const type = change.ResourceType ?? '';
    const shown = planned.changes.find((one) => one.logicalId === logicalId);
    const replaces = replacementOf(change) !== 'no';
    const surprise = (kind: Surprise['kind'], what: string): readonly Surprise[] => [
      {
        kind,
        logicalId,
        type,
        holdsData: holdsData(type),
        message: `${logicalId} (${type}) would be ${what}, and the plan did not show it`,
      },
    ];
    if (change.Action === 'Remove') return shown?.action === 'Remove' ? [] : surprise('delete', 'deleted');
    if (replaces)
      return shown && (shown.replacement !== 'no' || shown.action === 'Remove')
        ? []
        : surprise('replace', 'replaced');
    if (shown) {
      const unseen = propertiesNotIn(shown, change);
      return changesPermissions({ type, properties: unseen }) && unseen.length > 0
        ? surprise('iam', `changed in ${unseen.map(({ property }) => property).join(', ')}`)
        : [];
    }
    const what = change.Action === 'Add' ? 'created' : 'changed';
    return surprise(changesPermissions({ type, properties: [] }) ? 'iam' : 'change', what);
  });
}

/** What `Dynamic` says of a property, CloudFormation itself does not know yet: it only looks again. */
function propertiesNotIn(
  shown: ResourceChange,
  { Details: details = [] }: ActualChange,
): readonly { readonly property: string }[] {
  const known = new Set(shown.properties.map(({ property }) => /^\w+/.exec(property)?.[0]));
  return details.flatMap(({ Evaluation: evaluation, Target: { Attribute: attribute, Name: name } = {} }) =>
    shown.action === 'Modify' &&
    evaluation !== 'Dynamic' &&
    attribute === 'Properties' &&
    name !== undefined &&
    !known.has(name)
      ? [{ property: name }]
      : [],
  );
}

/** The data that a change set would replace or delete, whatever was shown of it. */
export function dataInDanger(
  actual: readonly Change[],
): readonly { readonly kind: 'replace' | 'delete'; readonly message: string }[] {
  return resourceChangesIn(actual).flatMap((change) => {
    const { Action, LogicalResourceId: logicalId, ResourceType: type = '', PolicyAction } = change;
    const action = Action === 'Remove' ? 'Remove' : 'Modify';
    const danger = endangersData({
      holdsData: holdsData(type),
      action,
      replacement: replacementOf(change),
      ...(PolicyAction && { policyAction: PolicyAction }),
    });
    if (!danger) return [];
    const kind = action === 'Remove' ? 'delete' : 'replace';
    return [{ kind, message: `${logicalId} (${type}) holds data and would be ${kind}d` }];
  });
}

/** What of a plan needs to be allowed by name before it is carried out. */
export interface Guarded {
  readonly kind: 'replace' | 'delete' | 'outage';
  readonly stack: string;
  /** Of the resource; undefined for what befalls the service as a whole. */
  readonly logicalId?: string;
  readonly message: string;
}

/**
 * Data that would be lost or left behind, replaced resources behind outputs that later stacks use, and updates during which the
 * users of a service are not served.
 */
export function guardedChanges(stacks: readonly StackPlan[]): readonly Guarded[] {
  return stacks.flatMap(({ name, changes, state, rollout }) => [
    ...changes.flatMap((change): readonly Guarded[] => {
      const { logicalId, type, action, usedBy } = change;
      const kind = action === 'Remove' ? 'delete' : 'replace';
      const what = `${logicalId} (${type}) would be ${kind === 'delete' ? 'deleted' : 'replaced'}`;
      if (endangersData(change))
        return [{ kind, stack: name, logicalId, message: `${what}, and it holds data` }];
      if (kind === 'replace' && usedBy.length > 0)
        return [{ kind, stack: name, logicalId, message: `${what}, and ${usedBy.join(', ')} use it` }];
      return [];
    }),
    ...(state === 'update' && rollout?.interruption
      ? ([
          { kind: 'outage', stack: name, message: `users would not be served meanwhile: ${rollout.text}` },
        ] as const)
      : []),
  ]);
}

import type { Change } from '../aws/cloudformation.ts';
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
    if (shown) return [];
    const unseen: ResourceChange = {
      action: 'Modify',
      logicalId,
      type,
      replacement: 'no',
      holdsData: holdsData(type),
      properties: [],
      usedBy: [],
    };
    const what = change.Action === 'Add' ? 'created' : 'changed';
    return surprise(changesPermissions(unseen) ? 'iam' : 'change', what);
  });
}

/** What of a plan needs to be allowed by name before it is carried out. */
export interface Guarded {
  readonly kind: 'replace' | 'delete';
  readonly stack: string;
  readonly logicalId: string;
  readonly message: string;
}

/** Data that would be lost or left behind, and replaced resources behind outputs that later stacks use. */
export function guardedChanges(stacks: readonly StackPlan[]): readonly Guarded[] {
  return stacks.flatMap(({ name, changes }) =>
    changes.flatMap((change): readonly Guarded[] => {
      const { logicalId, type, action, usedBy } = change;
      const kind = action === 'Remove' ? 'delete' : 'replace';
      const what = `${logicalId} (${type}) would be ${kind === 'delete' ? 'deleted' : 'replaced'}`;
      if (endangersData(change))
        return [{ kind, stack: name, logicalId, message: `${what}, and it holds data` }];
      if (kind === 'replace' && usedBy.length > 0)
        return [{ kind, stack: name, logicalId, message: `${what}, and ${usedBy.join(', ')} use it` }];
      return [];
    }),
  );
}

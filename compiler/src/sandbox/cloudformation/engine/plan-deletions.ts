import type { ResourceRecord } from '../records.ts';
import { type NewStep, putStep } from './new-step.ts';
import type { Turn } from './turn.ts';

/** Types that are kept as a snapshot unless their template says otherwise. */
const SNAPSHOT_BY_DEFAULT = new Set(['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance']);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
const CAN_SNAPSHOT = new Set([
  'AWS::EC2::Volume',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::Neptune::DBCluster',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Redshift::Cluster',
]);

/** Deletes every resource, also what an update that did not end has put aside. */
export function planDelete(turn: Turn): void {
  const { stack, tables, operation } = turn;
  const rollingBack = operation.type !== 'DELETE_STACK';
  const alive = tables
    .resources(stack.stackId)
    .filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED');
  const current = alive.map((target): NewStep => ({
    key: target.logicalId,
    logicalId: target.logicalId,
    kind: 'delete',
    target,
    policy: operation.retainResources.includes(target.logicalId)
      ? 'Retain'
      : deletionPolicy(turn, target, rollingBack),
  }));
  const aside = tables.undos(stack.stackId).flatMap(([logicalId, { before, discard }]) => {
    const physicalId = tables.resource(stack.stackId, logicalId)?.physicalId;
    const others = [before, discard].filter((other) => other?.physicalId && other.physicalId !== physicalId);
    return others.map((target): NewStep => ({
      ...replaced(logicalId),
      ...(target && { target }),
      policy: 'Delete',
    }));
  });
  putDeletions(turn, [...current, ...aside]);
}

/** Deletes what an update has replaced or no longer has, or what its rollback leaves over. */
export function planCleanup(turn: Turn): void {
  const { stack, tables, services } = turn;
  const rollingBack = stack.status === 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
  const steps: NewStep[] = [];
  for (const [logicalId, { before, discard }] of tables.undos(stack.stackId)) {
    const current = tables.resource(stack.stackId, logicalId);
    const old = rollingBack ? discard : before;
    if (rollingBack && !before && current) {
      steps.push({
        key: logicalId,
        logicalId,
        kind: 'delete',
        target: current,
        cleanup: true,
        policy: deletionPolicy(turn, current, true),
      });
    } else if (old?.physicalId && old.physicalId !== current?.physicalId && current) {
      const policy = rollingBack ? 'Delete' : snapshotOr(current.updateReplacePolicy, old.type);
      steps.push({ ...replaced(logicalId), target: old, cleanup: true, policy });
    }
  }
  if (!rollingBack && stack.definition) {
    const instance = services.instances.get(stack, stack.definition);
    for (const target of tables.resources(stack.stackId)) {
      const { logicalId } = target;
      if (instance.resources.has(logicalId)) continue;
      steps.push({
        key: logicalId,
        logicalId,
        kind: 'delete',
        target,
        cleanup: true,
        policy: deletionPolicy(turn, target, false),
      });
    }
  }
  putDeletions(turn, steps);
}

function replaced(logicalId: string): Pick<NewStep, 'detached' | 'key' | 'kind' | 'logicalId'> {
  return { key: `${logicalId} replaced`, logicalId, kind: 'delete', detached: true };
}

/** What uses a resource is deleted before it. */
function putDeletions(turn: Turn, steps: readonly NewStep[]): void {
  for (const step of steps.toReversed()) {
    const users = steps.filter(
      ({ key, target }) => key !== step.key && target?.dependencies.includes(step.logicalId),
    );
    putStep(turn, { ...step, waitsFor: users.map(({ key }) => key) });
  }
}

function deletionPolicy(
  { operation }: Turn,
  record: ResourceRecord,
  rollingBack: boolean,
): 'Delete' | 'Retain' | 'Snapshot' {
  const { deletionPolicy: policy, type, properties } = record;
  if (policy === 'RetainExceptOnCreate') return rollingBack ? 'Delete' : 'Retain';
  if (policy === 'Retain' && rollingBack && operation.retainExceptOnCreate) return 'Delete';
  const byDefault = SNAPSHOT_BY_DEFAULT.has(type) && properties['DBClusterIdentifier'] === undefined;
  return snapshotOr(policy ?? (byDefault || type === 'AWS::RDS::DBCluster' ? 'Snapshot' : 'Delete'), type);
}

/** A type that cannot be snapshot is deleted. */
function snapshotOr(
  policy: ResourceRecord['deletionPolicy'],
  type: string,
): 'Delete' | 'Retain' | 'Snapshot' {
  if (policy === 'Retain') return 'Retain';
  return policy === 'Snapshot' && CAN_SNAPSHOT.has(type) ? 'Snapshot' : 'Delete';
}

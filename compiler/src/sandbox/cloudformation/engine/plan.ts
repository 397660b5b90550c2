import type { ResourceRecord, StepRecord } from '../records.ts';
import { deniedByStackPolicy } from '../stack-policy.ts';
import type { TemplateInstance } from '../template/instance.ts';
import { references } from '../template/references.ts';
import { resolve } from '../template/resolve.ts';
import { exportedValue } from './exports.ts';
import { liveScope, supportsAttribute } from './live-scope.ts';
import { reasonOf } from './reason.ts';
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

type NewStep = Omit<StepRecord, 'at' | 'attempts' | 'state' | 'waitsFor'> & {
  readonly waitsFor?: readonly string[];
};

/** Puts the steps of the phase that begins. */
export function planPhase(turn: Turn): void {
  const { phase } = turn.operation;
  turn.tables.clearSteps(turn.stack.stackId);
  if (phase === 'apply') planApply(turn);
  else if (phase === 'restore') planRestore(turn);
  else if (phase === 'cleanup') planCleanup(turn);
  else planDelete(turn);
  turn.changeOperation({ planned: true });
}

function planApply(turn: Turn): void {
  const { stack, services } = turn;
  if (!stack.definition) throw new Error(`${stack.stackId} has no definition to apply`);
  try {
    const instance = services.instances.get(stack, stack.definition);
    const failure = unsupportedAttribute(instance) ?? deniedRemoval(turn, instance);
    turn.changeOperation({ imports: importsOf(turn, instance) });
    if (failure !== undefined) turn.changeOperation({ failure });
    else
      for (const { logicalId, dependencies } of instance.resources.values())
        put(turn, { key: logicalId, logicalId, kind: 'apply', waitsFor: dependencies });
  } catch (error) {
    turn.changeOperation({ failure: reasonOf(error) });
  }
}

/** Every export that the template uses, which all have to exist before anything is made. */
function importsOf(turn: Turn, instance: TemplateInstance): string[] {
  const { stack, tables } = turn;
  const imports = new Set<string>();
  const scope = liveScope(
    instance,
    () => undefined,
    (name) => {
      imports.add(name);
      return exportedValue(tables, stack.region, name);
    },
  );
  const dry = { ...scope, ref: () => '', getAtt: () => '' };
  const search = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('Fn::ImportValue' in value) resolve(value, dry);
    else Object.values(value).forEach(search);
  };
  for (const { properties } of instance.resources.values()) search(properties);
  for (const { value } of instance.outputs.values()) search(value);
  return [...imports];
}

function unsupportedAttribute({ resources, outputs }: TemplateInstance): string | undefined {
  const used = [
    ...[...resources].flatMap(([id, { properties }]) =>
      references(properties, `/Resources/${id}/Properties`),
    ),
    ...[...outputs].flatMap(([name, { value }]) => references(value, `/Outputs/${name}/Value`)),
  ];
  for (const { name, attribute, path } of used) {
    const type = resources.get(name)?.type;
    if (!attribute || !type || supportsAttribute(type, attribute)) continue;
    return `[Error] ${path}: Resource type ${type} does not support attribute {${attribute}}.`;
  }
  return undefined;
}

function deniedRemoval({ stack, tables }: Turn, instance: TemplateInstance): string | undefined {
  return tables
    .resources(stack.stackId)
    .filter(({ logicalId }) => !instance.resources.has(logicalId))
    .map(({ logicalId, type }) => deniedByStackPolicy(stack.stackPolicy, 'Update:Delete', logicalId, type))
    .find((denied) => denied !== undefined);
}

/** Those that use a resource go back before it does. */
function planRestore(turn: Turn): void {
  const { stack, tables } = turn;
  const waiting = tables.undos(stack.stackId).filter(([, { before, restored }]) => before && !restored);
  const dependencies = new Map(
    waiting.map(([id, { before }]) => [
      id,
      [...(before?.dependencies ?? []), ...(tables.resource(stack.stackId, id)?.dependencies ?? [])],
    ]),
  );
  for (const [logicalId] of waiting.toReversed()) {
    const users = [...dependencies]
      .filter(([id, used]) => id !== logicalId && used.includes(logicalId))
      .map(([id]) => id);
    put(turn, { key: logicalId, logicalId, kind: 'restore', waitsFor: users });
  }
}

function planDelete(turn: Turn): void {
  const { stack, tables, operation } = turn;
  const rollingBack = operation.type !== 'DELETE_STACK';
  const alive = tables
    .resources(stack.stackId)
    .filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED');
  putDeletions(
    turn,
    alive.map((target) => ({
      key: target.logicalId,
      logicalId: target.logicalId,
      kind: 'delete',
      target,
      policy: operation.retainResources.includes(target.logicalId)
        ? 'Retain'
        : deletionPolicy(turn, target, rollingBack),
    })),
  );
}

function planCleanup(turn: Turn): void {
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
      steps.push({
        key: `${logicalId} replaced`,
        logicalId,
        kind: 'delete',
        target: old,
        cleanup: true,
        detached: true,
        policy,
      });
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

/** What uses a resource is deleted before it. */
function putDeletions(turn: Turn, steps: readonly NewStep[]): void {
  for (const step of steps.toReversed()) {
    const users = steps.filter(
      ({ key, target }) => key !== step.key && target?.dependencies.includes(step.logicalId),
    );
    put(turn, { ...step, waitsFor: users.map(({ key }) => key) });
  }
}

function put({ stack, tables, now }: Turn, step: NewStep): void {
  tables.putStep(stack.stackId, { waitsFor: [], ...step, state: 'waiting', at: now, attempts: 0 });
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

import { generatedName } from '../../resources/generated-name.ts';
import type { Change, ResourceRecord, StepRecord } from '../records.ts';
import { type Desired, changeOf, desiredResource } from './desired.ts';
import { exportedValue } from './exports.ts';
import { failApply } from './fail-apply.ts';
import { liveScope } from './live-scope.ts';
import { reasonOf } from './reason.ts';
import { CALL_MS } from './timing.ts';
import type { Turn } from './turn.ts';

const REPLACING = 'Requested update requires the creation of a new physical resource; hence creating one.';

/**
 * Finds out what a resource needs, once all that it depends on is there, and announces it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-resource-configuration-complete.html
 */
export function startApply(turn: Turn, step: StepRecord): void {
  const { stack, tables } = turn;
  const current = tables.resource(stack.stackId, step.logicalId);
  const leftover = current?.status === 'CREATE_FAILED' ? current : undefined;
  const before = leftover ? undefined : current;
  const wanted = want(turn, step);
  if ('error' in wanted) {
    announce(turn, step, before ? 'update' : 'create', wanted.desired, before, leftover);
    failApply(turn, tables.steps(stack.stackId).find(({ key }) => key === step.key) ?? step, wanted.error);
    return;
  }
  const needed = before ? changeOf(before, wanted.desired) : 'create';
  // What failed is tried again even where nothing differs from its last good state.
  const change = needed === 'none' && before?.status === 'UPDATE_FAILED' ? 'update' : needed;
  if (change === 'none' && before) {
    keep(turn, before, wanted.desired);
    tables.putStep(stack.stackId, { ...step, state: 'done' });
    return;
  }
  announce(turn, step, change === 'none' ? 'update' : change, wanted.desired, before, leftover);
}

function want(turn: Turn, step: StepRecord): { desired: Desired } | { desired: Desired; error: string } {
  const { stack, services, tables } = turn;
  if (!stack.definition) throw new Error(`${stack.stackId} has no definition to apply`);
  const resource = services.instances.get(stack, stack.definition).resources.get(step.logicalId);
  if (!resource) throw new Error(`${step.logicalId} is not in the template of ${stack.stackId}`);
  const scope = liveScope(
    services.instances.get(stack, stack.definition),
    (logicalId) => tables.resource(stack.stackId, logicalId),
    (name) => exportedValue(tables, stack.region, name),
  );
  try {
    const { desired, failure } = desiredResource(resource, scope, stack.definition.tags);
    return failure === undefined ? { desired } : { desired, error: failure };
  } catch (error) {
    const { logicalId, type, dependencies } = resource;
    return { desired: { logicalId, type, dependencies, properties: {}, tags: {} }, error: reasonOf(error) };
  }
}

/** Attributes of the resource that no provider sees, such as its policies, follow the template silently. */
function keep(turn: Turn, before: ResourceRecord, desired: Desired): void {
  const record = { ...identityOf(before), ...desired };
  remember(turn, before);
  turn.tables.putResource(turn.stack.stackId, record);
}

function identityOf(record: ResourceRecord): Omit<ResourceRecord, keyof Desired> {
  const { attributes, generatedName: name, physicalId, status, statusReason, timestamp } = record;
  return {
    attributes,
    generatedName: name,
    physicalId,
    status,
    timestamp,
    ...(statusReason !== undefined && { statusReason }),
  };
}

/** Notes how a resource was before the first change since the stack was complete. */
function remember(turn: Turn, before: ResourceRecord | undefined, logicalId = before?.logicalId ?? ''): void {
  const { stack, tables } = turn;
  if (tables.undo(stack.stackId, logicalId)) return;
  tables.putUndo(stack.stackId, logicalId, before ? { before } : {});
}

function announce(
  turn: Turn,
  step: StepRecord,
  change: Exclude<Change, 'delete'>,
  desired: Desired,
  before: ResourceRecord | undefined,
  leftover: ResourceRecord | undefined,
): void {
  const { stack, tables, services } = turn;
  remember(turn, before, step.logicalId);
  const seed = services.context.randomHex(32);
  const fresh: ResourceRecord = {
    ...desired,
    physicalId: '',
    status: 'CREATE_IN_PROGRESS',
    timestamp: turn.now,
    generatedName: generatedName(desired.type, stack.stackName, desired.logicalId, seed),
    attributes: {},
  };
  const begun: StepRecord = { ...step, state: 'begun', at: turn.now + CALL_MS, change };
  if (!before) {
    const { status, timestamp } = turn.setResource(fresh, 'CREATE_IN_PROGRESS');
    // What an earlier attempt made is the stack's own until it is removed, also where this one never gets that far.
    if (leftover) tables.putResource(stack.stackId, { ...leftover, status, timestamp });
    tables.putStep(stack.stackId, { ...begun, target: fresh, ...(leftover && { previous: leftover }) });
  } else if (change === 'replace') {
    turn.setResource(before, 'UPDATE_IN_PROGRESS', REPLACING);
    tables.putStep(stack.stackId, { ...begun, target: fresh, previous: before });
  } else {
    const target = turn.setResource({ ...identityOf(before), ...desired }, 'UPDATE_IN_PROGRESS');
    tables.putStep(stack.stackId, { ...begun, target, previous: before });
  }
}

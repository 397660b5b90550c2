import { AwsError } from '../../aws-error.ts';
import { generatedName } from '../../resources/generated-name.ts';
import { deniedByStackPolicy } from '../stack-policy.ts';
import type { Change, ResourceRecord, StepRecord } from '../records.ts';
import { type Desired, changeOf, desiredResource, identityKey, refuseSameName } from './desired.ts';
import { exportedValue } from './exports.ts';
import { liveScope } from './live-scope.ts';
import { reasonOf } from './reason.ts';
import { CALL_MS, POLL_MS } from './timing.ts';
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
    turn.setResource(fresh, 'CREATE_IN_PROGRESS');
    tables.putStep(stack.stackId, { ...begun, target: fresh, ...(leftover && { previous: leftover }) });
  } else if (change === 'replace') {
    turn.setResource(before, 'UPDATE_IN_PROGRESS', REPLACING);
    tables.putStep(stack.stackId, { ...begun, target: fresh, previous: before });
  } else {
    const target = turn.setResource({ ...identityOf(before), ...desired }, 'UPDATE_IN_PROGRESS');
    tables.putStep(stack.stackId, { ...begun, target, previous: before });
  }
}

/** The next move of a step that has begun: calls the provider, or looks whether the resource has settled. */
export function progressApply(turn: Turn, step: StepRecord): void {
  const { stack, tables, services } = turn;
  const { target, previous, change } = step;
  if (!target) throw new Error(`Step ${step.key} of ${stack.stackId} has begun with nothing to make`);
  try {
    if (step.state === 'begun') {
      const made =
        change === 'update' && previous ? updated(turn, target, previous) : created(turn, step, target);
      tables.putStep(stack.stackId, { ...step, state: 'initiated', at: turn.now + CALL_MS, target: made });
      return;
    }
    const settling = services.providers.settled(stack, target, change === 'update' ? 'update' : 'create');
    if (settling === 'pending') {
      tables.putStep(stack.stackId, { ...step, at: turn.now + POLL_MS });
    } else if (settling === 'done') {
      turn.setResource(target, change === 'create' ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE');
      tables.putStep(stack.stackId, { ...step, state: 'done' });
    } else {
      failApply(turn, step, settling.failed);
    }
  } catch (error) {
    failApply(turn, step, reasonOf(error));
  }
}

function created(turn: Turn, step: StepRecord, target: ResourceRecord): ResourceRecord {
  const { stack, tables, services, operation } = turn;
  const { previous, change } = step;
  if (change === 'replace' && previous) {
    if (operation.disableRollback) {
      throw new AwsError(
        'ValidationError',
        'Replacement type updates not supported on stack with disable-rollback.',
      );
    }
    refusePolicy(turn, target, 'Update:Replace');
    refuseSameName(previous, target);
  } else if (previous?.physicalId) {
    services.providers.remove(stack, previous);
  }
  const key = identityKey(stack.region, target);
  const taken = key === undefined ? undefined : tables.identity(key);
  if (taken && (taken.stackId !== stack.stackId || taken.logicalId !== target.logicalId)) {
    const name = key?.split(' ').at(-1) ?? '';
    throw new AwsError('AlreadyExists', `${name} already exists in stack ${taken.stackId}`);
  }
  const made = { ...target, ...services.providers.create(stack, target) };
  if (key !== undefined) tables.putIdentity(key, { stackId: stack.stackId, logicalId: target.logicalId });
  const status = change === 'create' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
  return turn.setResource(made, status, 'Resource creation Initiated');
}

function updated(turn: Turn, target: ResourceRecord, previous: ResourceRecord): ResourceRecord {
  const { stack, tables, services } = turn;
  refusePolicy(turn, target, 'Update:Modify');
  const made = { ...target, ...services.providers.update(stack, target, previous.properties) };
  tables.putResource(stack.stackId, made);
  return made;
}

function refusePolicy(turn: Turn, target: ResourceRecord, action: 'Update:Modify' | 'Update:Replace'): void {
  const denied = deniedByStackPolicy(turn.stack.stackPolicy, action, target.logicalId, target.type);
  if (denied !== undefined) throw new AwsError('ValidationError', denied);
}

/**
 * Fails a step. With rollback everything else stops here; without it the resource goes back to its last good state
 * and what does not depend on it goes on.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 */
function failApply(turn: Turn, step: StepRecord, reason: string): void {
  const { stack, tables, operation } = turn;
  const record = tables.resource(stack.stackId, step.logicalId) ?? step.target;
  if (!record) throw new Error(`${step.logicalId} failed before it was announced`);
  const creating = step.change === 'create';
  const failed = turn.setResource(record, creating ? 'CREATE_FAILED' : 'UPDATE_FAILED', reason);
  tables.putStep(stack.stackId, { ...step, state: 'failed' });
  if (!operation.disableRollback) {
    cancelSteps(turn, step.key);
  } else if (step.change === 'update' && step.previous) {
    putBack(turn, failed, step.previous);
  }
}

function putBack(turn: Turn, failed: ResourceRecord, previous: ResourceRecord): void {
  const { status, statusReason, timestamp } = failed;
  try {
    turn.services.providers.update(turn.stack, previous, failed.properties);
  } catch {
    // The event has told the first failure; the next operation meets the resource as it is.
  }
  turn.tables.putResource(turn.stack.stackId, {
    ...previous,
    status,
    timestamp,
    ...(statusReason !== undefined && { statusReason }),
  });
}

/** Stops what is under way and what waits, except the step that is the cause. */
export function cancelSteps(turn: Turn, cause?: string): void {
  const { stack, tables } = turn;
  for (const step of tables.steps(stack.stackId)) {
    if (step.key === cause || !['waiting', 'begun', 'initiated'].includes(step.state)) continue;
    tables.putStep(stack.stackId, { ...step, state: 'cancelled' });
    const record = tables.resource(stack.stackId, step.logicalId);
    if (step.state === 'waiting' || !record) continue;
    if (step.change === 'create') turn.setResource(record, 'CREATE_FAILED', 'Resource creation cancelled');
    else turn.setResource(record, 'UPDATE_FAILED', 'Resource update cancelled');
  }
}

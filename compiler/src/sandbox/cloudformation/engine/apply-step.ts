import { AwsError } from '../../aws-error.ts';
import type { ResourceRecord, StepRecord } from '../records.ts';
import { deniedByStackPolicy } from '../stack-policy.ts';
import { identityKey, refuseSameName } from './desired.ts';
import { nameTakenBy } from './taken-name.ts';
import { failApply } from './fail-apply.ts';
import { reasonOf } from './reason.ts';
import { CALL_MS, POLL_MS } from './timing.ts';
import type { Turn } from './turn.ts';

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
    tables.putResource(stack.stackId, target);
  }
  const key = identityKey(stack.region, target);
  const taken = nameTakenBy(services, tables, stack, target);
  if (taken && (taken.owner.stackId !== stack.stackId || taken.owner.logicalId !== target.logicalId))
    throw new AwsError('AlreadyExists', `${taken.name} already exists in stack ${taken.owner.stackId}`);
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

import type { ResourceStatus } from '@aws-sdk/client-cloudformation';
import type { ResourceRecord, StepRecord } from '../records.ts';
import { identityKey } from './desired.ts';
import { reasonOf } from './reason.ts';
import { CALL_MS, POLL_MS } from './timing.ts';
import type { Turn } from './turn.ts';

const MOST_ATTEMPTS = 3;

/**
 * Announces a deletion, or that the resource is kept.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function startDelete(turn: Turn, step: StepRecord): void {
  const { stack, tables } = turn;
  const target = targetOf(step);
  if (step.policy === 'Retain' && target.physicalId !== '') {
    end(turn, step, target, 'DELETE_SKIPPED');
  } else if (target.physicalId === '') {
    end(turn, step, target, 'DELETE_COMPLETE');
  } else {
    tell(turn, step, target, 'DELETE_IN_PROGRESS');
    tables.putStep(stack.stackId, { ...step, state: 'begun', at: turn.now + CALL_MS, change: 'delete' });
  }
}

export function progressDelete(turn: Turn, step: StepRecord): void {
  const { stack, tables, services } = turn;
  const target = targetOf(step);
  try {
    if (step.state === 'begun') {
      if (step.policy === 'Snapshot') {
        const { logicalId, physicalId, type } = target;
        services.context.effect('cloudformation.snapshot', {
          stackName: stack.stackName,
          logicalId,
          physicalId,
          type,
        });
      }
      services.providers.remove(stack, target);
      tables.putStep(stack.stackId, { ...step, state: 'initiated', at: turn.now + CALL_MS });
      return;
    }
    const settling = services.providers.settled(stack, target, 'delete');
    if (settling === 'pending') tables.putStep(stack.stackId, { ...step, at: turn.now + POLL_MS });
    else if (settling === 'done') end(turn, step, target, 'DELETE_COMPLETE');
    else failDelete(turn, step, target, settling.failed);
  } catch (error) {
    failDelete(turn, step, target, reasonOf(error));
  }
}

function failDelete(turn: Turn, step: StepRecord, target: ResourceRecord, reason: string): void {
  const attempts = step.attempts + 1;
  if (step.cleanup && attempts < MOST_ATTEMPTS) {
    turn.tables.putStep(turn.stack.stackId, { ...step, state: 'begun', attempts, at: turn.now + POLL_MS });
    return;
  }
  if (turn.operation.force) {
    end(turn, step, target, 'DELETE_SKIPPED', reason);
    return;
  }
  tell(turn, step, target, 'DELETE_FAILED', reason);
  if (step.cleanup && !step.detached) turn.tables.deleteResource(turn.stack.stackId, step.logicalId);
  turn.tables.putStep(turn.stack.stackId, { ...step, attempts, state: 'failed' });
}

function end(
  turn: Turn,
  step: StepRecord,
  target: ResourceRecord,
  status: 'DELETE_COMPLETE' | 'DELETE_SKIPPED',
  reason?: string,
): void {
  const { stack, tables } = turn;
  tell(turn, step, target, status, reason);
  if (step.cleanup && !step.detached) tables.deleteResource(stack.stackId, step.logicalId);
  releaseIdentity(turn, target, status === 'DELETE_SKIPPED');
  tables.putStep(stack.stackId, { ...step, state: 'done' });
}

function tell(
  turn: Turn,
  step: StepRecord,
  target: ResourceRecord,
  status: ResourceStatus,
  reason?: string,
): void {
  if (step.detached) turn.tellDetached(target, status, reason);
  else turn.setResource(target, status, reason);
}

/** The name of a resource that is kept stays taken, by no resource of any stack. */
function releaseIdentity(turn: Turn, target: ResourceRecord, kept: boolean): void {
  const { stack, tables } = turn;
  const key = identityKey(stack.region, target);
  if (key === undefined) return;
  const owner = tables.identity(key);
  const current = tables.resource(stack.stackId, target.logicalId);
  const stillUsed =
    current && current.physicalId !== target.physicalId && identityKey(stack.region, current) === key;
  if (owner?.stackId !== stack.stackId || owner.logicalId !== target.logicalId || stillUsed) return;
  if (kept) tables.putIdentity(key, { stackId: stack.stackId, logicalId: '' });
  else tables.deleteIdentity(key);
}

function targetOf(step: StepRecord): ResourceRecord {
  if (!step.target) throw new Error(`Step ${step.key} has nothing to delete`);
  return step.target;
}

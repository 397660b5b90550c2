import type { OperationType, StackStatus } from '@aws-sdk/client-cloudformation';
import { uuidFrom } from '../arn.ts';
import type { OperationRecord, Phase, StackRecord, StepRecord } from '../records.ts';
import { recoverTransaction, Transaction } from '../transaction.ts';
import { Tables } from '../tables.ts';
import { progressApply } from './apply-step.ts';
import { startApply } from './begin-apply.ts';
import { progressDelete, startDelete } from './delete-step.ts';
import { cancelSteps } from './fail-apply.ts';
import { finishPhase } from './finish.ts';
import { planPhase } from './plan.ts';
import { progressRestore, startRestore } from './restore-step.ts';
import { type EngineServices, Turn } from './turn.ts';

export interface NewOperation {
  readonly type: OperationType;
  readonly phase: Phase;
  readonly status: StackStatus;
  readonly reason?: string;
  readonly token?: string;
  readonly disableRollback?: boolean;
  readonly retainResources?: readonly string[];
  readonly skipResources?: readonly string[];
  readonly retainExceptOnCreate?: boolean;
  readonly force?: boolean;
}

/**
 * Moves stacks from one state to the next. Each move is one transaction of the store and each is made on the clock,
 * so that whatever was under way goes on from the store alone.
 */
export class Engine {
  readonly services: EngineServices;
  readonly #timers = new Map<string, () => void>();

  constructor(services: EngineServices) {
    this.services = services;
  }

  /** Goes on with every operation that was under way. */
  start(): void {
    const { store } = this.services.context;
    recoverTransaction(store);
    for (const { stackId, operation } of new Tables(new Transaction(store)).stacks()) {
      if (operation) this.wake(stackId);
    }
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  /** Notes a new operation on a stack. The caller commits, and wakes the stack after that. */
  begin(turn: Turn, { type, phase, status, reason, token, ...options }: NewOperation): OperationRecord {
    const operation: OperationRecord = {
      id: uuidFrom(this.services.context.randomHex(32)),
      type,
      ...(token !== undefined && { token }),
      phase,
      planned: false,
      startedAt: turn.now,
      disableRollback: options.disableRollback ?? false,
      retainResources: options.retainResources ?? [],
      skipResources: options.skipResources ?? [],
      retainExceptOnCreate: options.retainExceptOnCreate ?? false,
      imports: [],
      force: options.force ?? false,
    };
    turn.change({ operation });
    turn.setStatus(status, reason);
    return operation;
  }

  /** Looks at a stack in `ms` milliseconds of the clock, and not when it was to be looked at before. */
  wake(stackId: string, ms = 0): void {
    this.#timers.get(stackId)?.();
    const cancel = this.services.context.clock.after(ms, () => {
      this.#timers.delete(stackId);
      this.#advance(stackId);
    });
    this.#timers.set(stackId, cancel);
  }

  /** Gives up the update under way, so that it is rolled back. */
  cancelUpdate(turn: Turn): void {
    turn.changeOperation({ cancelled: true });
    cancelSteps(turn);
  }

  #advance(stackId: string): void {
    for (;;) {
      const turn = Turn.open(this.services, stackId);
      if (!turn?.stack.operation) return;
      const next = move(turn);
      turn.commit();
      if (next !== undefined) {
        this.wake(stackId, Math.max(0, next - turn.now));
        return;
      }
    }
  }
}

/** Makes one move. Gives the time of the next when there is nothing to do before. */
function move(turn: Turn): number | undefined {
  const { stack, operation, tables, now } = turn;
  if (!operation.planned) {
    planPhase(turn);
    return undefined;
  }
  const steps = tables.steps(stack.stackId);
  const active = steps.filter(({ state }) => state === 'begun' || state === 'initiated');
  const deadline = deadlineOf(stack);
  if (now >= deadline && operation.phase === 'apply' && operation.failure === undefined) {
    turn.changeOperation({ failure: 'Stack creation time exceeded the specified timeout.' });
    cancelSteps(turn);
    return undefined;
  }
  const due = active.find(({ at }) => at <= now);
  if (due) {
    progress(turn, due);
    return undefined;
  }
  const startable = nextToStart(steps, active.length > 0);
  if (startable) {
    if (startable.blocked) tables.putStep(stack.stackId, { ...startable.step, state: 'cancelled' });
    else start(turn, startable.step);
    return undefined;
  }
  if (active.length === 0) {
    finishPhase(turn);
    return undefined;
  }
  return Math.min(deadline, ...active.map(({ at }) => at));
}

function deadlineOf({ timeoutInMinutes, operation }: StackRecord): number {
  if (timeoutInMinutes === undefined || operation?.type !== 'CREATE_STACK' || operation.phase !== 'apply')
    return Infinity;
  return operation.startedAt + timeoutInMinutes * 60_000;
}

/** A waiting step that need not wait any longer: all it waits for is done, or one of them never will be. */
function nextToStart(
  steps: readonly StepRecord[],
  busy: boolean,
): { step: StepRecord; blocked: boolean } | undefined {
  const states = new Map(steps.map(({ key, state }) => [key, state]));
  const waiting = steps.filter(({ state }) => state === 'waiting');
  for (const step of waiting) {
    const others = step.waitsFor.map((key) => states.get(key) ?? 'done');
    if (others.every((state) => state === 'done')) return { step, blocked: false };
    if (others.some((state) => state === 'failed' || state === 'cancelled')) return { step, blocked: true };
  }
  // Resources of two generations of a template may use each other in a circle: some one has to go first.
  const [first] = waiting;
  return first && !busy ? { step: first, blocked: false } : undefined;
}

function start(turn: Turn, step: StepRecord): void {
  if (step.kind === 'apply') startApply(turn, step);
  else if (step.kind === 'delete') startDelete(turn, step);
  else startRestore(turn, step);
}

function progress(turn: Turn, step: StepRecord): void {
  if (step.kind === 'apply') progressApply(turn, step);
  else if (step.kind === 'delete') progressDelete(turn, step);
  else progressRestore(turn, step);
}

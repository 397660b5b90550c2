import { putStep } from './new-step.ts';
import { planApply } from './plan-apply.ts';
import { planCleanup, planDelete } from './plan-deletions.ts';
import type { Turn } from './turn.ts';

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
    putStep(turn, { key: logicalId, logicalId, kind: 'restore', waitsFor: users });
  }
}

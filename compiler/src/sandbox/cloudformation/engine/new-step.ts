import type { StepRecord } from '../records.ts';
import type { Turn } from './turn.ts';

export type NewStep = Omit<StepRecord, 'at' | 'attempts' | 'state' | 'waitsFor'> & {
  readonly waitsFor?: readonly string[];
};

/** Puts a step that waits for others, or for nothing. */
export function putStep({ stack, tables, now }: Turn, step: NewStep): void {
  tables.putStep(stack.stackId, { waitsFor: [], ...step, state: 'waiting', at: now, attempts: 0 });
}

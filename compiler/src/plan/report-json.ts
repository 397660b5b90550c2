import type { Plan } from './plan.ts';

/** A plan as one JSON document: the typed `Plan` as it is. */
export function planToJson(plan: Plan): string {
  return `${JSON.stringify(plan)}\n`;
}

import { CommandError, exit } from '../commands/command.ts';
import type { Host } from '../host/host.ts';
import { guardedChanges } from '../plan/guards.ts';
import type { Plan } from '../plan/plan.ts';
import { planToText } from '../plan/report-text.ts';
import type { Allowed } from './allowable.ts';

export interface Agreement {
  readonly yes: boolean;
  /** The plan goes to stderr, since stdout holds a document. */
  readonly json: boolean;
  readonly allow: readonly Allowed[];
  /** `Deploy this to prod?` */
  readonly question: string;
  /** Said where the answer is no: `not deployed`. */
  readonly declined: string;
  /** The sentence on what was written by then. */
  readonly touched: () => string;
}

/**
 * Refuses (4) to begin where somebody has to be asked and nobody can answer.
 * @param doing `deploying`
 */
export function checkSomebodyAnswers(host: Host, yes: boolean, doing: string): void {
  if (yes || host.terminal.interactive) return;
  throw new CommandError(
    exit.refused,
    `${doing} asks for consent, and there is no terminal to ask on`,
    'Nothing was touched. Add --yes where nobody can answer.',
  );
}

/** Shows a plan, refuses what it forbids, and asks, where anything would change. Throws `CommandError` unless all agree. */
export async function agreeTo(host: Host, plan: Plan, agreement: Agreement): Promise<void> {
  const { yes, json, question, declined, touched } = agreement;
  const { terminal } = host;
  const text = planToText(plan, json ? terminal.errStyle : terminal.style, terminal.columns);
  if (json) host.err(text);
  else host.out(text);
  checkPlan(plan, agreement);
  if (!plan.summary.hasChanges || yes) return;
  const answer = await terminal.ask(`${question} [y/N] `);
  if (/^y(es)?$/i.test(answer?.trim() ?? '')) return;
  throw new CommandError(exit.refused, `${declined}: you did not agree`, touched());
}

/** What the plan itself forbids: before anybody is asked. */
function checkPlan(plan: Plan, { allow, touched }: Agreement): void {
  const refused = plan.stacks.find((stack) => stack.refused !== undefined);
  if (refused)
    throw new CommandError(
      exit.failed,
      `CloudFormation cannot plan ${refused.name}: ${refused.refused}`,
      touched(),
      { stack: refused.name },
    );
  const forbidden = guardedChanges(plan.stacks).filter(({ kind }) => !allow.includes(kind));
  if (forbidden.length === 0) return;
  const kinds = [...new Set(forbidden.map(({ kind }) => kind))];
  throw new CommandError(
    exit.refused,
    forbidden.map(({ stack, message }) => `${stack}: ${message}`).join('\n'),
    `${touched()} If it is meant: ${kinds.map((kind) => `--allow ${kind}`).join(' ')}`,
    { refused: forbidden },
  );
}

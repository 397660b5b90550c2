import type { Host } from '../host/host.ts';
import type { Phase, Progress } from './progress.ts';
import { progressLines } from './progress-lines.ts';
import { progressTable } from './progress-table.ts';

/** Progress that also remembers where each stack is, for what is said when the user interrupts. */
export interface TrackedProgress extends Progress {
  /** Stacks on which AWS goes on working when platc stops. */
  underWay(): readonly { readonly stack: string; readonly phase: Phase }[];
}

const atAws: readonly Phase[] = ['following', 'creating', 'updating', 'deleting', 'rolling back', 'rollout'];

/**
 * A table on a terminal, lines elsewhere; with `--json` on stderr.
 * @param stacks in the order in which they are worked on
 */
export function progressOf(
  host: Pick<Host, 'out' | 'err' | 'terminal' | 'now'>,
  json: boolean,
  title: string,
  stacks: readonly string[],
  prefixes: readonly string[],
): TrackedProgress {
  const now = () => host.now();
  const { terminal } = host;
  const inner = terminal.interactive
    ? progressTable(
        { write: (text) => host.out(text), columns: () => terminal.columns, style: terminal.style, now },
        title,
        stacks,
        prefixes,
      )
    : progressLines((text) => (json ? host.err(text) : host.out(text)), now);
  const phases = new Map<string, Phase>();
  return {
    ...inner,
    phase(stack, phase, detail) {
      phases.set(stack, phase);
      inner.phase(stack, phase, detail);
    },
    underWay: () =>
      [...phases].flatMap(([stack, phase]) => (atAws.includes(phase) ? [{ stack, phase }] : [])),
  };
}

/** What is said when the user interrupts: what goes on at AWS, and how to pick it up. */
export function interruptionText(progress: TrackedProgress, again: string): string {
  const going = progress.underWay();
  if (going.length === 0) return `Stopped. Nothing is under way at AWS; \`${again}\` goes on from here.\n`;
  const list = going.map(({ stack, phase }) => `${stack} (${phase})`).join(', ');
  return `Stopped watching. At AWS this goes on: ${list}.\nThe same command picks it up: ${again}\n`;
}

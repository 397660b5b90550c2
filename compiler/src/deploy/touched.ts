import type { StackOutcome } from './deployment.ts';

/** What `--push` has written by the time that somebody is asked. */
export interface Written {
  /** Stacks that all environments share and that had to be made. */
  readonly made: StackOutcome[];
  /** References of images that were not there before, by digest. */
  readonly pushed: string[];
}

/** The sentence of a refusal on what it leaves behind: that nothing was touched, or what was written before it. */
export function touchedText({ made, pushed }: Written): string {
  const written = [
    ...(pushed.length > 0 ? [`pushed: ${pushed.join(', ')}`] : []),
    ...(made.length > 0 ? [`created: ${made.map(({ name }) => name).join(', ')}`] : []),
  ].join('; ');
  if (written === '') return 'Nothing was touched.';
  return `Nothing was touched but by --push (${written}); that stays.`;
}

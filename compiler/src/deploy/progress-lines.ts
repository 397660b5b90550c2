import type { Phase, Progress } from './progress.ts';

/** Phases that tell nothing by themselves. */
const silent: readonly Phase[] = ['reading', 'rollout'];

/** Progress as plain lines, for logs and pipes: each thing once, and only what tells something. */
export function progressLines(write: (text: string) => void, now: () => Date): Progress {
  const rollouts = new Map<string, string>();
  const line = (at: Date, stack: string, text: string) => write(`${timeOf(at)}  ${stack}  ${text}\n`);
  return {
    phase(stack, phase, detail) {
      if (phase === 'waiting' || (silent.includes(phase) && detail === undefined)) return;
      line(now(), stack, detail === undefined ? phase : `${phase}: ${detail}`);
    },
    resource(stack, { at, logicalId, type, status, reason }) {
      if (status.endsWith('_IN_PROGRESS')) return;
      line(
        at,
        stack,
        `${logicalId} (${type}) ${status}${status.endsWith('_FAILED') && reason !== undefined ? `: ${reason.trim()}` : ''}`,
      );
    },
    rollout(stack, state) {
      const text = rolloutText(state);
      if (rollouts.get(stack) === text) return;
      rollouts.set(stack, text);
      line(now(), stack, `rollout  ${text}`);
    },
    note: (stack, { at, text }) => line(at, stack, text),
    tick: () => undefined,
    close: () => undefined,
  };
}

/** Hours, minutes and seconds in the time zone of this machine. */
export function timeOf(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** `new 1/2 running, 1 healthy · old 2 running · 1 failed` */
export function rolloutText(state: Parameters<Progress['rollout']>[1]): string {
  return [
    `new ${state.running}/${state.desired} running${state.healthy === undefined ? '' : `, ${state.healthy} healthy`}`,
    ...(state.old > 0 ? [`old ${state.old} running`] : []),
    ...(state.failed > 0 ? [`${state.failed} failed`] : []),
  ].join(' · ');
}

import type { Progress } from '../progress.ts';

/** Keeps what the engine tells, a line each. */
export class RecordedProgress implements Progress {
  readonly lines: string[] = [];

  phase: Progress['phase'] = (stack, phase, detail) =>
    void this.lines.push(`${stack} ${phase}${detail === undefined ? '' : `: ${detail}`}`);
  resource: Progress['resource'] = (_, { logicalId, status }) =>
    void this.lines.push(`${logicalId} ${status}`);
  rollout: Progress['rollout'] = (_, { running, desired, state }) =>
    void this.lines.push(`rollout ${running}/${desired} ${state}`);
  note: Progress['note'] = (_, { text }) => void this.lines.push(text);
  tick = () => undefined;
  close = () => undefined;
}

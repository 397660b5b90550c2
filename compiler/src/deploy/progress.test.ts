import { describe, expect, it } from 'vitest';
import type { Host, Style } from '../host/host.ts';
import { progressLines } from './progress-lines.ts';
import { interruptionText, progressOf } from './progress-of.ts';
import { progressTable } from './progress-table.ts';

const same = (text: string) => text;
const style: Style = {
  red: same,
  green: (text) => `\u001B[32m${text}\u001B[39m`,
  yellow: same,
  cyan: same,
  bold: same,
  dim: same,
};
const start = new Date(2026, 0, 1, 14, 2, 11);
let now = start;
const later = (seconds: number) => {
  now = new Date(start.getTime() + seconds * 1000);
};
const rollout = {
  desired: 2,
  running: 1,
  healthy: 1,
  old: 2,
  failed: 0,
  startedAt: start,
  state: 'IN_PROGRESS',
} as const;
// oxlint-disable-next-line no-control-regex -- this is what a terminal takes out
const visible = (text: string) => text.replaceAll(/\u001B\[[0-9;]*[A-Za-z]/g, '');

function table(columns: number) {
  const frames: string[] = [];
  const write = (text: string) => void frames.push(text);
  const progress = progressTable(
    { write, columns: () => columns, style, now: () => now },
    'app → prod',
    ['app-common', 'app-prod-network', 'app-prod-api'],
    ['app-prod-', 'app-'],
  );
  return { frames, progress, last: () => visible(frames.at(-1) ?? '') };
}

describe('the table', () => {
  it('has a line for each stack, what is under way, and the rollout below', () => {
    later(0);
    const { progress, last } = table(100);
    progress.phase('app-common', 'done', 'is there');
    progress.phase('app-prod-network', 'done', 'no changes');
    progress.phase('app-prod-api', 'updating', '3 changes');
    progress.resource('app-prod-api', {
      at: now,
      logicalId: 'TaskDefinition',
      type: 'T',
      status: 'UPDATE_COMPLETE',
    });
    progress.resource('app-prod-api', {
      at: now,
      logicalId: 'Service',
      type: 'S',
      status: 'UPDATE_IN_PROGRESS',
    });
    progress.rollout('app-prod-api', rollout);
    progress.note('app-prod-api', { at: start, text: 'has started 1 tasks: (task 8f1c).' });
    later(161);
    progress.tick();
    expect(last().split('\n')).toEqual([
      `app → prod${' '.repeat(84)}02:41`,
      '',
      '  ✓ common   is there',
      '  ✓ network  no changes',
      '  ● api      updating   Service  (1 done, 161 s)',
      '      rollout  new 1/2 running, 1 healthy · old 2 running',
      '      14:02:11 has started 1 tasks: (task 8f1c).',
      '',
      '',
    ]);
  });

  it('is redrawn in place: as many lines up as were drawn', () => {
    const { progress, frames } = table(80);
    progress.tick();
    progress.tick();
    const lines = (frames[0]?.split('\n').length ?? 0) - 1;
    expect(frames[1]?.startsWith(`\u001B[${lines}A\u001B[J`)).toBe(true);
  });

  it.each([20, 40, 60, 79])('is never wider than %i columns', (columns) => {
    const { progress, frames } = table(columns);
    progress.phase('app-prod-api', 'failed', 'a very long reason '.repeat(20));
    progress.rollout('app-prod-network', { ...rollout, failed: 3 });
    progress.note('app-prod-network', { at: start, text: 'x'.repeat(300) });
    progress.phase('app-prod-network', 'rollout');
    progress.close();
    const widest = Math.max(
      ...frames.flatMap((frame) =>
        visible(frame)
          .split('\n')
          .map(({ length }) => length),
      ),
    );
    expect(widest).toBeLessThan(columns);
  });
});

describe('the lines', () => {
  it('tell each thing once', () => {
    const lines: string[] = [];
    later(0);
    const progress = progressLines(
      (text) => lines.push(text),
      () => now,
    );
    progress.phase('api', 'waiting');
    progress.phase('api', 'updating', '3 changes');
    progress.resource('api', { at: now, logicalId: 'Service', type: 'S', status: 'UPDATE_IN_PROGRESS' });
    progress.resource('api', {
      at: now,
      logicalId: 'Service',
      type: 'S',
      status: 'UPDATE_FAILED',
      reason: 'no ',
    });
    progress.rollout('api', rollout);
    progress.rollout('api', rollout);
    progress.rollout('api', { ...rollout, old: 0, running: 2, failed: 1 });
    progress.note('api', { at: start, text: 'has reached a steady state.' });
    progress.phase('api', 'rollout');
    progress.tick();
    progress.close();
    expect(lines.map((line) => line.slice(10).trimEnd())).toEqual([
      'api  updating: 3 changes',
      'api  Service (S) UPDATE_FAILED: no',
      'api  rollout  new 1/2 running, 1 healthy · old 2 running',
      'api  rollout  new 2/2 running, 1 healthy · 1 failed',
      'api  has reached a steady state.',
    ]);
  });
});

describe('progressOf', () => {
  const host = (interactive: boolean) => {
    const written = { out: '', err: '' };
    const terminal = {
      interactive,
      columns: 80,
      style,
      errStyle: style,
      ask: () => Promise.resolve(undefined),
    };
    const of: Pick<Host, 'out' | 'err' | 'terminal' | 'now'> = {
      out: (text) => void (written.out += text),
      err: (text) => void (written.err += text),
      terminal,
      now: () => start,
    };
    return { of, written };
  };

  it('keeps stdout free for the document of --json', () => {
    const { of, written } = host(false);
    progressOf(of, true, 'app', ['app-dev-api'], ['app-dev-']).phase('app-dev-api', 'planning');
    expect(written.out).toBe('');
    expect(written.err).toContain('app-dev-api  planning');
  });

  it('draws on a terminal', () => {
    const { of, written } = host(true);
    progressOf(of, false, 'app → dev', ['app-dev-api'], ['app-dev-']).phase('app-dev-api', 'planning');
    expect(visible(written.out)).toContain('● api  planning');
  });

  it('knows what goes on at AWS', () => {
    const progress = progressOf(host(false).of, true, 'app', ['a', 'b'], []);
    progress.phase('a', 'planning');
    expect(interruptionText(progress, 'npx platc deploy --env dev')).toBe(
      'Stopped. Nothing is under way at AWS; `npx platc deploy --env dev` goes on from here.\n',
    );
    progress.phase('a', 'updating');
    progress.phase('b', 'done');
    expect(interruptionText(progress, 'npx platc deploy --env dev')).toBe(
      'Stopped watching. At AWS this goes on: a (updating).\nThe same command picks it up: npx platc deploy --env dev\n',
    );
  });
});

import type { Terminal } from '../host/host.ts';
import { wrap } from '../plan/wrap.ts';
import { printable } from '../plan/describe.ts';
import type { History, PastRelease, ServiceHistory } from './history.ts';
import { commitText, imageText, timeText, whoText } from './release-text.ts';

/** Past releases for people, newest first. No line is wider than the terminal; where there is none, nothing is broken or cut. */
export function historyText(history: History, terminal: Terminal): string {
  const { style, interactive } = terminal;
  const width = interactive ? terminal.columns : Infinity;
  const blocks = history.services.map((service) =>
    serviceLines(service, history.environment, terminal, width),
  );
  return `${[[style.bold(`${history.app} → ${history.environment}`)], ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function serviceLines(
  history: ServiceHistory,
  environment: string,
  { style }: Terminal,
  width: number,
): readonly string[] {
  const { service, releases, total } = history;
  const column = Math.max(0, ...releases.map(({ release }) => String(release).length));
  const options = `--env ${environment} --service ${service}`;
  const earlier = total - releases.length;
  return [
    ...wrap(`${service}  ${headline(history)}`, width).map((line, index) =>
      index === 0 ? style.bold(line) : line,
    ),
    ...(total === 0
      ? wrap(`its first: npx platc deploy ${options}`, width - 2).map((line) => `  ${line}`)
      : []),
    ...releases.flatMap((release) => releaseLines(release, column, style, width)),
    ...(earlier > 0
      ? wrap(
          `${earlier} earlier: npx platc history ${options} --limit ${Math.min(total, 100)}`,
          width - 2,
        ).map((line) => style.dim(`  ${line}`))
      : []),
  ];
}

function headline({ total, deployed, status }: ServiceHistory): string {
  if (total === 0) return 'nothing was released yet';
  if (deployed !== undefined) return `release ${deployed} is deployed`;
  return status === undefined ? 'is not deployed now' : `its stack is ${status}`;
}

/** A line of what happened, and below it what it was about. */
function releaseLines(
  release: PastRelease,
  column: number,
  style: Terminal['style'],
  width: number,
): readonly string[] {
  const { state, isDeployed, startedAt, durationMs, who } = release;
  const paint = state === 'succeeded' ? style.green : state === 'under way' ? style.yellow : style.red;
  const mark = isDeployed ? style.bold('→') : ' ';
  const number = String(release.release).padStart(column);
  const took = durationMs === undefined ? '' : durationText(durationMs);
  const image = imageText(release);
  const indent = ' '.repeat(column + 4);
  const lines = [
    `by ${whoText(who)}${commitText(release, ', commit ')}${image === '' ? '' : `, image ${image}`}`,
    ...(release.restores === undefined ? [] : [`restores release ${release.restores}`]),
    ...(release.flags.length > 0 ? [`allowed: ${release.flags.join(', ')}`] : []),
    ...(release.reason === undefined ? [] : [release.reason]),
    ...(state === 'unfinished' ? [unfinishedText(isDeployed)] : []),
  ];
  return [
    `${mark} ${style.bold(number)}  ${paint(state.padEnd(11))}  ${timeText(startedAt)}  ${took}`.trimEnd(),
    ...lines.flatMap((text) =>
      wrap(printable(text), width - indent.length).map((line) => `${indent}${style.dim(line)}`),
    ),
  ];
}

function unfinishedText(isDeployed: boolean): string {
  return isDeployed
    ? 'nobody recorded its end: its deploy was stopped, and it came about all the same'
    : 'nobody recorded its end: its deploy was stopped before, and it is not what is deployed';
}

/** `41 s`, `3 min 2 s` */
function durationText(ms: number): string {
  const total = Math.round(ms / 1000);
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}

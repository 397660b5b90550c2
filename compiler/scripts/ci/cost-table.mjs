/** What a change costs, as Markdown. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plain } from './markdown.mjs';
import { exit, platcJson } from './run-platc.mjs';

/**
 * The estimates of all environments on AWS, before and after. Before is undefined where the commit has no config that
 * compiles; after is, where nothing is on AWS.
 */
export async function costs(base) {
  const after = await estimates([]);
  const folder = mkdtempSync(join(tmpdir(), 'platc-base-'));
  try {
    git('worktree', 'add', '--quiet', '--detach', folder, base);
    return { before: await estimates(['--cwd', join(folder, git('rev-parse', '--show-prefix'))]), after };
  } finally {
    git('worktree', 'remove', '--force', folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function estimates(args) {
  const { code, document } = await platcJson(['cost', '--env', 'all', ...args]);
  if (code !== exit.done) return undefined;
  return new Map(document.environments.map(({ environment, monthly }) => [environment, monthly]));
}

function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** A row for each environment, and the sum. */
export function costTable({ before, after }) {
  if (after === undefined) return '';
  const names = [...new Set([...(before?.keys() ?? []), ...after.keys()])];
  const rows = names.map((name) => row(plain(name), before && (before.get(name) ?? 0), after.get(name) ?? 0));
  const sum = (map) => [...map.values()].reduce((total, one) => total + one, 0);
  return [
    '#### Cost, US dollars a month',
    '',
    '| Environment | before | after | difference |',
    '| --- | --- | --- | --- |',
    ...rows,
    row('**all**', before && sum(before), sum(after)),
  ].join('\n');
}

function row(name, before, after) {
  const shown = (amount) => (amount === undefined ? '?' : amount.toFixed(2));
  const difference = before === undefined ? undefined : after - before;
  const sign = difference !== undefined && difference >= 0.005 ? '+' : '';
  const text =
    difference !== undefined && Math.abs(difference) < 0.005 ? 'none' : `${sign}${shown(difference)}`;
  return `| ${name} | ${plain(shown(before))} | ${plain(shown(after))} | ${plain(text)} |`;
}

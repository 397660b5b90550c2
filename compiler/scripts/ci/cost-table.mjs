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
  return new Map(document.environments.map((one) => [one.environment, one]));
}

function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** An environment that is not there, before or after. */
const NONE = { monthly: 0, billable: 0, priced: 0, withoutPrice: [] };

/** A row for each environment, and the sum. What has no price on one side alone makes no difference that could be told. */
export function costTable({ before, after }) {
  if (after === undefined) return '';
  const names = [...new Set([...(before?.keys() ?? []), ...after.keys()])];
  const row = (name, of) => textRow(name, before && of(before), of(after));
  return [
    '#### Cost, US dollars a month',
    '',
    '| Environment | before | after | difference |',
    '| --- | --- | --- | --- |',
    ...names.map((name) => row(plain(name), (estimates) => estimates.get(name) ?? NONE)),
    row('**all**', (estimates) => sum([...estimates.values()])),
  ].join('\n');
}

function sum(estimates) {
  return estimates.reduce(
    (all, { environment, monthly, billable, priced, withoutPrice }) => ({
      monthly: all.monthly + monthly,
      billable: all.billable + billable,
      priced: all.priced + priced,
      withoutPrice: [...all.withoutPrice, ...withoutPrice.map((one) => ({ environment, ...one }))],
    }),
    NONE,
  );
}

function textRow(name, before, after) {
  const cells = [amount(before), amount(after), difference(before, after)];
  return `| ${[name, ...cells.map((text) => plain(text))].join(' | ')} |`;
}

function amount(estimate) {
  if (estimate === undefined) return '?';
  const { monthly, billable, priced } = estimate;
  return billable > 0 && priced === 0 ? 'not priced' : monthly.toFixed(2);
}

function difference(before, after) {
  if (before === undefined) return '?';
  if (missing(before) !== missing(after)) return 'not priced';
  const by = after.monthly - before.monthly;
  if (Math.abs(by) < 0.005) return 'none';
  return `${by > 0 ? '+' : ''}${by.toFixed(2)}`;
}

/** What the price list lacks. What is paid by use alone has no price on any side. */
function missing({ withoutPrice }) {
  const lacking = withoutPrice.filter(({ price }) => price !== undefined);
  return lacking
    .map((one) => JSON.stringify(one))
    .sort()
    .join();
}

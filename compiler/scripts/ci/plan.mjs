/**
 * The body of `plan`: what a pull request would change, in every environment on AWS and in what they share, with its policies and
 * its cost. Asks no account. Writes a folder: comment.md, pull-request.json, plan-<environment>.json, <environment>.sarif.
 *
 *   node plan.mjs --base origin/main [--env dev]… [--out .platc/plan-report] [--allow replace]…
 *
 * Ends with 1 where the config is wrong or a policy fails, with 4 where `deploy` would refuse without `--allow`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costs, costTable } from './cost-table.mjs';
import { checkedName, environmentsOnAws } from './environments.mjs';
import { guarded } from './guards.mjs';
import { plain } from './markdown.mjs';
import { exit, platc, platcJson, problemsOf } from './run-platc.mjs';
import { annotate, optionsOf, runScript, summarize } from './runner.mjs';

const values = optionsOf({
  base: { type: 'string' },
  env: { type: 'string', multiple: true },
  out: { type: 'string', default: '.platc/plan-report' },
  allow: { type: 'string', multiple: true, default: [] },
});
const allowed = values.allow.flatMap((kinds) => kinds.split(',')).filter((kind) => kind !== '');

await runScript(async () => {
  if (!values.base) {
    annotate('error', '--base <commit> says what to compare with, for example origin/main');
    return exit.usage;
  }
  mkdirSync(values.out, { recursive: true });
  write('pull-request.json', `${JSON.stringify(pullRequest())}\n`);
  const { code, document } = await platcJson(['validate']);
  for (const { severity, code: title, ...place } of document.diagnostics)
    annotate(severity === 'error' ? 'error' : 'warning', place.message, { ...place, title });
  if (code !== exit.done) return finish(['#### The config is wrong', list(problemsOf(document))], code);
  const names = values.env?.map(checkedName) ?? [...(await environmentsOnAws()), 'common'];
  const planned = await Promise.all(names.map(planOf));
  const policies = await inTurn(names, policyOf);
  const failures = planned.flatMap(({ problems }) => problems);
  const refusals = planned.flatMap(({ name, plan }) =>
    plan === undefined ? [] : guarded(plan).map((guard) => ({ name, ...guard })),
  );
  for (const { name, kind, text, place } of refusals)
    annotate(allowed.includes(kind) ? 'warning' : 'error', `${name}: ${text}`, { ...place, title: 'guard' });
  const stopped = refusals.filter(({ kind }) => !allowed.includes(kind));
  const same = planned.filter(({ plan }) => plan?.summary.hasChanges === false).map(({ name }) => name);
  const sections = [
    ...(failures.length === 0 ? [] : ['#### No plan', list(failures)]),
    ...(stopped.length === 0 ? [] : ['#### Refused without --allow', list(stopped.map(refusalText))]),
    ...planned.filter(({ plan }) => plan?.summary.hasChanges).map(({ markdown }) => markdown),
    ...(same.length === 0 ? [] : [`No changes: ${plain(same.join(', '))}.`]),
    '#### Policies',
    policies.map(({ text }) => text).join('\n'),
    failures.length > 0 ? '' : costTable(await costs(values.base)),
  ];
  if (failures.length > 0) return finish(sections, exit.failed);
  if (policies.some(({ failed }) => failed)) return finish(sections, exit.invalid);
  return finish(sections, stopped.length > 0 ? exit.refused : exit.done);
});

async function planOf(name) {
  const file = join(values.out, `plan-${name}.md`);
  const args = ['plan', '--env', name, '--base', values.base, '--format', 'markdown', '--out', file];
  const { code, document } = await platcJson(args);
  if (code !== exit.done) {
    const problems = problemsOf(document).map((problem) => `${name}: ${problem}`);
    for (const problem of problems) annotate('error', problem);
    return { name, problems, plan: undefined };
  }
  write(`plan-${name}.json`, JSON.stringify(document));
  return { name, problems: [], plan: document, markdown: readFileSync(file, 'utf8') };
}

async function policyOf(name) {
  const file = join(values.out, `${name}.sarif`);
  const { code, stdout, stderr } = await platc(['policy', '--env', name, '--format', 'sarif', '--out', file]);
  if (!existsSync(file)) {
    const text = (code === exit.done ? stdout : stderr).replace('✗', '').replaceAll(/\s+/g, ' ').trim();
    const failed = code !== exit.done && (code !== exit.failed || (await isHeld(name)));
    if (code !== exit.done) annotate(failed ? 'error' : 'warning', text);
    return { failed, text: `- ${plain(`${name}: ${text}`)}` };
  }
  const { results } = JSON.parse(readFileSync(file, 'utf8')).runs[0];
  const found = results.filter(({ suppressions }) => suppressions === undefined);
  for (const { level, ruleId, message, locations } of found) {
    const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
    annotate(level, message.text, { file: artifactLocation?.uri, line: region?.startLine, title: ruleId });
  }
  const lines = found.map(({ level, ruleId, message }) => `  ${level}: ${ruleId}: ${message.text}`);
  const excepted = results.length - found.length;
  const verdict = found.length === 0 ? 'nothing found' : `${found.length} found`;
  const counts = `${name}: ${verdict}${excepted > 0 ? `, ${excepted} excepted` : ''}`;
  return { failed: code !== exit.done, text: list([counts, ...lines]) };
}

/** Whether `deploy` would go no further without cfn-guard. */
async function isHeld(name) {
  const { document } = await platcJson(['explain', 'policy.level', '--env', name]);
  return document.value === 'deny';
}

/** One after the other: each run of cfn-guard takes a processor. */
async function inTurn(items, work) {
  const results = [];
  for (const item of items) results.push(await work(item));
  return results;
}

function finish(sections, code) {
  const comment = `${sections.filter((text) => text !== '').join('\n\n')}\n`;
  write('comment.md', comment);
  summarize(comment);
  return code;
}

function refusalText({ name, kind, text }) {
  return `${name}: ${text} (--allow ${kind})`;
}

function list(texts) {
  return texts.map((text) => `- ${plain(text)}`).join('\n');
}

/** Which pull request this is, for the workflow that comments; it asks GitHub whether that is true. */
function pullRequest() {
  const file = process.env.GITHUB_EVENT_PATH;
  const event = file === undefined || !existsSync(file) ? {} : JSON.parse(readFileSync(file, 'utf8'));
  return { number: event.pull_request?.number ?? null, sha: event.pull_request?.head?.sha ?? null };
}

function write(name, text) {
  writeFileSync(join(values.out, name), text);
}

/**
 * The body of `plan-comment`: takes what a run of `plan` left, which code of the pull request has made and so may hold anything,
 * and shows it as a comment, in the place of the one before. Needs GITHUB_EVENT_PATH of a `workflow_run` and GH_TOKEN.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, readSync, rmSync, closeSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allOf, repositoryApi } from './github.mjs';
import { neutral } from './markdown.mjs';
import { runScript } from './runner.mjs';

const MARK = '<!-- platc plan -->';
const OURS = 'github-actions[bot]';
/** Bytes: of the artifact as it is stored, of the comment, of the note of the pull request. */
const LIMITS = { artifact: 5_000_000, comment: 300_000, note: 1_000 };

await runScript(async () => {
  const { workflow_run: run } = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
  if (run.event !== 'pull_request') return skip('not a run of a pull request');
  const { artifacts } = await repositoryApi('GET', `/actions/runs/${run.id}/artifacts?name=plan`);
  const [artifact] = artifacts;
  if (artifact === undefined) return skip('the run left no plan');
  if (artifact.size_in_bytes > LIMITS.artifact) return skip(`a plan of ${artifact.size_in_bytes} bytes`);
  const folder = mkdtempSync(join(tmpdir(), 'platc-comment-'));
  try {
    const args = ['run', 'download', String(run.id), '--name', 'plan', '--dir', folder];
    execFileSync('gh', [...args, '--repo', process.env.GITHUB_REPOSITORY], { stdio: 'inherit' });
    const { number } = JSON.parse(limited(join(folder, 'pull-request.json'), LIMITS.note).text);
    if (!Number.isSafeInteger(number) || number < 1) return skip('no number of a pull request');
    const pull = await repositoryApi('GET', `/pulls/${number}`);
    // Only GitHub knows whose run this was: the number is what the pull request's own code wrote.
    if (pull.head.sha !== run.head_sha || pull.head.repo?.full_name !== run.head_repository.full_name)
      return skip(`the run is not of the newest commit of #${number}`);
    if (pull.state !== 'open') return skip(`#${number} is closed`);
    await show(number, body(run, limited(join(folder, 'comment.md'), LIMITS.comment)));
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function body(run, { text, cut }) {
  const verdict = run.conclusion === 'success' ? 'passed' : 'did not pass';
  return [
    MARK,
    `### Plan of ${run.head_sha.slice(0, 7)}: ${verdict}`,
    `Made by the code of this pull request, without an account. [The run](${run.html_url}) has all of it.`,
    neutral(text),
    ...(cut ? ['*It was too long for a comment.*'] : []),
  ].join('\n\n');
}

async function show(number, text) {
  const comments = await allOf(`/issues/${number}/comments`);
  const earlier = comments.find(
    ({ user, body: written }) => user?.login === OURS && written.startsWith(MARK),
  );
  await (earlier === undefined
    ? repositoryApi('POST', `/issues/${number}/comments`, { body: text })
    : repositoryApi('PATCH', `/issues/comments/${earlier.id}`, { body: text }));
  process.stdout.write(`#${number}: comment ${earlier === undefined ? 'written' : 'brought up to date'}\n`);
}

/** The beginning of a file, at most so many bytes. */
function limited(path, bytes) {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes + 1);
    const read = readSync(file, buffer, 0, bytes + 1, 0);
    return { text: buffer.subarray(0, Math.min(read, bytes)).toString('utf8'), cut: read > bytes };
  } finally {
    closeSync(file);
  }
}

function skip(why) {
  process.stdout.write(`no comment: ${why}\n`);
  return 0;
}

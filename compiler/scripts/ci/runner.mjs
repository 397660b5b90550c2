/**
 * What a job tells the machine that runs it: annotations, outputs, a summary. On GitHub by its commands and files, elsewhere as
 * plain text. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const onGitHub = process.env.GITHUB_ACTIONS === 'true';

/** A remark at a line of a file; `level` is `error`, `warning` or `notice`. `file` and `line` may be missing. */
export function annotate(level, message, { file, line, title } = {}) {
  if (!onGitHub) {
    const place = file === undefined ? '' : `${file}:${line ?? 1}: `;
    process.stderr.write(`${level}: ${place}${message}\n`);
    return;
  }
  const properties = Object.entries({ file, line, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',');
  process.stdout.write(`::${level} ${properties}::${escapeData(message)}\n`);
}

/** An output of the step, for later ones: any value, as one line of JSON; a text as it is. */
export function output(name, value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/[\r\n]/.test(text)) throw new Error(`output ${name} has more than one line`);
  const file = process.env.GITHUB_OUTPUT;
  if (file) appendFileSync(file, `${name}=${text}\n`);
  else process.stdout.write(`${name}=${text}\n`);
}

/** Markdown for the page of the run. */
export function summarize(markdown) {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file) appendFileSync(file, `${markdown}\n`);
  else process.stderr.write(`${decoded(markdown)}\n`);
}

/** Nobody renders it there. */
function decoded(markdown) {
  return markdown.replaceAll(/&#(\d+);/g, (_, code) => (code === '8203' ? '' : String.fromCodePoint(code)));
}

/** The options of the command line, as `node:util` parses them; a wrong one ends the script with 64. */
export function optionsOf(options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    annotate('error', error.message);
    return process.exit(64);
  }
}

/** Runs a script's main function; what it throws is said in one line, and ends it with 3. */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    annotate('error', error instanceof Error ? error.message : String(error));
    process.exitCode = 3;
  }
}

function escapeData(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text) {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

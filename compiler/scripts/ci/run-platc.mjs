/** The command line of the package that these scripts belong to, started as a user would. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/platc.js', import.meta.url));

/** Exit codes of platc, and so of these scripts. */
export const exit = { done: 0, invalid: 1, failed: 3, refused: 4, usage: 64 };

/**
 * Runs platc in the current folder. Resolves to `{ code, stdout, stderr }`; with `show` what it says on stderr is seen
 * as it comes.
 */
export function platc(args, { show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => {
        output[stream] += text;
        if (show && stream === 'stderr') process.stderr.write(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? exit.failed, ...output }));
  });
}

/** The same with `--json`: resolves to `{ code, document, stderr }`; the document says also what went wrong. */
export async function platcJson(args, options) {
  const { code, stdout, stderr } = await platc([...args, '--json'], options);
  try {
    return { code, document: JSON.parse(stdout), stderr };
  } catch {
    throw new Error(`platc ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
  }
}

/** What a document of platc says went wrong, in one line for each. */
export function problemsOf({ error, errors, stacks = [], diagnostics = [] }) {
  return [
    ...(error === undefined ? [] : [sentence(error)]),
    ...(errors ?? []).map(sentence),
    ...stacks.flatMap(({ name, failure }) =>
      failure === undefined ? [] : [`${name}: ${typeof failure === 'string' ? failure : causeOf(failure)}`],
    ),
    ...diagnostics.map(({ file, line, message }) => `${file}:${line}: ${message}`),
  ];
}

function sentence({ message, hint }) {
  return hint === undefined ? message : `${message}. ${hint}`;
}

function causeOf({ causes = [], message }) {
  return causes.map(({ reason, logicalId }) => `${logicalId}: ${reason}`).join('; ') || message || 'failed';
}

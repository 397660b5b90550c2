/**
 * The body of `destroy`, in three steps.
 *
 *   node destroy.mjs --env all --word DESTROY --names     which environments are meant, by the config alone
 *   node destroy.mjs --env dev --word DESTROY --list      what would be deleted, as it is in the account
 *   node destroy.mjs --env dev --word DESTROY             deletes it
 *
 * Output of `--names`: `environments`, in the order in which they go; what they share is the last.
 */
import { checkedName, environmentsOnAws } from './environments.mjs';
import { plain } from './markdown.mjs';
import { exit, platcJson, problemsOf } from './run-platc.mjs';
import { annotate, optionsOf, output, runScript, summarize } from './runner.mjs';

const values = optionsOf({
  env: { type: 'string' },
  word: { type: 'string', default: '' },
  names: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  'allow-delete': { type: 'string', default: 'false' },
});

await runScript(async () => {
  const wanted = checkedName(values.env);
  if (values.word !== 'DESTROY') {
    annotate('error', 'nothing is destroyed without the word DESTROY');
    return exit.refused;
  }
  if (values.names) return names(wanted);
  return values.list ? list(wanted) : destroy(wanted);
});

async function names(wanted) {
  const all = wanted === 'all' ? [...(await environmentsOnAws()), 'common'] : [wanted];
  output('environments', all);
  return exit.done;
}

async function list(name) {
  const { code, document } = await platcJson(['destroy', '--env', name, '--list'], { show: true });
  const problems = problemsOf(document);
  for (const problem of problems) annotate('error', problem);
  const { stacks = [] } = document;
  const nothing = code === exit.done && stacks.length === 0 ? ['- nothing: it is not deployed'] : [];
  const lines = [...stacks.map(row), ...problems.map((problem) => `- ${plain(problem)}`), ...nothing];
  summarize([`#### ${plain(name)}: this would be deleted`, ...lines].join('\n'));
  return code;
}

function row({ name, status, resources, data, protected: isProtected }) {
  const lost = data.length === 0 ? '' : `, data in ${data.join(', ')}`;
  return `- ${plain(`${name}, ${status}, ${resources} resources${isProtected ? ', protected' : ''}${lost}`)}`;
}

async function destroy(name) {
  const allow = values['allow-delete'] === 'true' ? ['--allow', 'delete'] : [];
  const args = ['destroy', '--env', name, '--confirm', values.word, ...allow];
  const { code, document } = await platcJson(args, { show: true });
  const { stacks = [], retained = [] } = document;
  const problems = problemsOf(document);
  for (const problem of problems) annotate('error', problem);
  summarize(
    [
      `#### ${plain(name)}: ${code === exit.done ? 'destroyed' : 'not destroyed'}`,
      ...stacks.map((stack) => `- ${plain(`${stack.name} ${stack.status}`)}`),
      ...retained.map(
        (kept) => `- ${plain(`stays: ${kept.logicalId} of ${kept.stack}, ${kept.physicalId}`)}`,
      ),
      ...problems.map((problem) => `- ${plain(problem)}`),
    ].join('\n'),
  );
  return code;
}

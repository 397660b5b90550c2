/**
 * The body of `destroy`, in two steps.
 *
 *   node destroy.mjs --env all --word DESTROY --list      what would be deleted, by the config alone
 *   node destroy.mjs --env dev --word DESTROY             deletes it
 *
 * Output of `--list`: `environments`, in the order in which they go; what they share is the last.
 */
import { checkedName, environmentsOnAws } from './environments.mjs';
import { plain } from './markdown.mjs';
import { exit, platcJson, problemsOf } from './run-platc.mjs';
import { annotate, optionsOf, output, runScript, summarize } from './runner.mjs';

const values = optionsOf({
  env: { type: 'string' },
  word: { type: 'string', default: '' },
  list: { type: 'boolean', default: false },
  'allow-delete': { type: 'string', default: 'false' },
});

await runScript(async () => {
  const wanted = checkedName(values.env);
  if (values.word !== 'DESTROY') {
    annotate('error', 'nothing is destroyed without the word DESTROY');
    return exit.refused;
  }
  return values.list ? list(wanted) : destroy(wanted);
});

async function list(wanted) {
  const names = wanted === 'all' ? [...(await environmentsOnAws()), 'common'] : [wanted];
  const plans = [];
  for (const name of names) {
    const { code, document } = await platcJson(['plan', '--env', name, '--offline']);
    if (code !== exit.done) throw new Error(problemsOf(document).join('\n'));
    plans.push(document);
  }
  output('environments', names);
  summarize(['#### This would be deleted', ...plans.flatMap(rows)].join('\n'));
  return exit.done;
}

function rows({ environment, stacks }) {
  return stacks.map(({ name, changes }) => {
    const data = changes.filter(({ holdsData }) => holdsData).map(({ logicalId }) => logicalId);
    const lost = data.length === 0 ? '' : `, data in ${data.join(', ')}`;
    return `- ${plain(`${environment}: ${name}, ${changes.length} resources${lost}`)}`;
  });
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

/**
 * Says in one issue what has drifted: opens it, brings it up to date, and closes it when nothing has. Reads what drift.mjs wrote;
 * an environment that could not be compared keeps the issue open. Needs GITHUB_REPOSITORY and GH_TOKEN.
 *
 *   node drift-issue.mjs --from drift-report --env dev --env prod
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkedName } from './environments.mjs';
import { allOf, repositoryApi } from './github.mjs';
import { neutral, plain } from './markdown.mjs';
import { optionsOf, runScript } from './runner.mjs';

const LABEL = 'platc-drift';
const TITLE = 'Drift: something was changed outside CloudFormation';

const values = optionsOf({
  from: { type: 'string', default: '.platc/drift-report' },
  env: { type: 'string', multiple: true, default: [] },
});

await runScript(async () => {
  const names = values.env.flatMap((list) => list.split(/[\s,]+/)).filter((name) => name !== '');
  const found = names.map((name) => {
    const file = join(values.from, `${checkedName(name)}.json`);
    return { name, drift: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
  });
  const drifted = found.filter(({ drift }) => drift?.drifted);
  const open = await allOf(`/issues?state=open&labels=${LABEL}`);
  const issue = open.find(({ pull_request: pull }) => pull === undefined);
  if (drifted.length > 0) {
    const body = text(drifted, found);
    if (issue === undefined) await repositoryApi('POST', '/issues', { title: TITLE, body, labels: [LABEL] });
    else if (issue.body !== body) await repositoryApi('PATCH', `/issues/${issue.number}`, { body });
    process.stdout.write(`${issue === undefined ? 'opened an issue' : `issue #${issue.number} is open`}\n`);
    return 0;
  }
  const complete = found.length > 0 && found.every(({ drift }) => drift?.complete);
  if (issue === undefined || !complete) {
    process.stdout.write(complete ? 'nothing has drifted\n' : 'not everything could be compared\n');
    return 0;
  }
  await repositoryApi('POST', `/issues/${issue.number}/comments`, { body: 'Nothing differs any more.' });
  await repositoryApi('PATCH', `/issues/${issue.number}`, { state: 'closed', state_reason: 'completed' });
  process.stdout.write(`closed issue #${issue.number}\n`);
  return 0;
});

function text(drifted, found) {
  const missing = found.filter(({ drift }) => drift === undefined).map(({ name }) => name);
  return neutral(
    [
      ...drifted.flatMap(({ name, drift }) => [
        `### ${plain(name)}`,
        ...drift.stacks.flatMap(({ name: stack, resources }) => resources.map((one) => row(stack, one))),
      ]),
      ...(missing.length === 0 ? [] : [`Not compared: ${plain(missing.join(', '))}.`]),
      'Bring the config to it, or deploy again to bring it back. This issue closes by itself when nothing differs.',
    ].join('\n\n'),
  );
}

function row(stack, { logicalId, type, status, properties }) {
  const shown = (value) => (value === undefined ? 'nothing' : JSON.stringify(value));
  const changes = properties.map(
    ({ property, expected, actual, place }) =>
      `${property}: ${shown(expected)} → ${shown(actual)}${place === undefined ? '' : ` (${place.file}:${place.line})`}`,
  );
  return [
    `- ${plain(`${stack}: ${logicalId} (${type}) ${status}`)}`,
    ...changes.map((one) => `  - ${plain(one)}`),
  ].join('\n');
}

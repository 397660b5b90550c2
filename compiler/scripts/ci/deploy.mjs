/**
 * The body of `deploy`: brings an environment to this commit with images that are there already, by their digests.
 *
 *   node deploy.mjs --env prod --images '{"api":"sha256:…"}' [--allow replace]…
 *
 * Outputs: `released`, the services that got a new release, and `url`.
 */
import { checkedName } from './environments.mjs';
import { plain } from './markdown.mjs';
import { exit, platcJson, problemsOf } from './run-platc.mjs';
import { annotate, optionsOf, output, runScript, summarize } from './runner.mjs';

const values = optionsOf({
  env: { type: 'string' },
  images: { type: 'string', default: '{}' },
  allow: { type: 'string', multiple: true, default: [] },
});

await runScript(async () => {
  const name = checkedName(values.env);
  const allow = values.allow.filter((kind) => kind !== '' && kind !== 'nothing');
  const images = await Promise.all(
    Object.entries(JSON.parse(values.images)).map(([service, digest]) => imageOf(name, service, digest)),
  );
  const args = ['deploy', '--env', name, '--yes'].concat(
    images.flatMap((image) => ['--image', image]),
    allow.flatMap((kind) => ['--allow', kind]),
  );
  const { code, document } = await platcJson(args, { show: true });
  const { releases = [], outputs = {} } = document;
  const released = releases.filter(({ result }) => result === 'succeeded').map(({ service }) => service);
  output('released', released);
  output('url', outputs.Url ?? '');
  const problems = problemsOf(document);
  for (const problem of problems) annotate('error', problem);
  summarize(
    [
      `#### ${plain(name)}: ${code === exit.done ? 'deployed' : 'not deployed'}`,
      ...releases.map(
        ({ service, release, result, image }) => `- ${plain(`${service} ${release}: ${result}, ${image}`)}`,
      ),
      ...problems.map((problem) => `- ${plain(problem)}`),
    ].join('\n'),
  );
  return code;
});

/** In the repository of the environment's own account: with replication it has another host and the same digest. */
async function imageOf(environment, service, digest) {
  if (!/^[a-z][a-z0-9-]*$/.test(service) || !/^sha256:[0-9a-f]{64}$/.test(digest))
    throw new Error(`--images: ${service}: ${digest} is not a digest`);
  const { code, document } = await platcJson([
    'outputs',
    'RepositoryUri',
    '--env',
    environment,
    '--service',
    service,
  ]);
  if (code !== exit.done) throw new Error(problemsOf(document).join('\n'));
  return `${service}=${document.value}@${digest}`;
}

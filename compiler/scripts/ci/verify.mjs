/**
 * The body of `verify`: asks what has been deployed over HTTP, as a user would, and takes the releases back where it does not
 * answer.
 *
 *   node verify.mjs --env prod [--released '["api"]'] [--path /health]… [--seconds 120]
 *
 * Healthy is: every stack and service is, by `status`, and every path answers 2xx five times in a row. Without `--path` those of
 * the web services' health checks. Ends with 3 where that does not come about, also when the rollback succeeds.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { checkedName } from './environments.mjs';
import { plain } from './markdown.mjs';
import { exit, platcJson, problemsOf } from './run-platc.mjs';
import { annotate, optionsOf, runScript, summarize } from './runner.mjs';

const IN_A_ROW = 5;

const values = optionsOf({
  env: { type: 'string' },
  released: { type: 'string', default: '[]' },
  path: { type: 'string', multiple: true },
  seconds: { type: 'string', default: '120' },
});

await runScript(async () => {
  const name = checkedName(values.env);
  const given = (values.path ?? []).flatMap((paths) => paths.split(/\s+/)).filter((path) => path !== '');
  const paths = given.length > 0 ? given : await healthPaths(name);
  const until = Date.now() + Number(values.seconds) * 1000;
  const problem = await problemOf(name, paths, until);
  if (problem === undefined) {
    const what = paths.length === 0 ? 'healthy' : `healthy; ${paths.join(', ')} answer`;
    summarize(`- ${plain(`${name} verified: ${what}`)}`);
    return exit.done;
  }
  annotate('error', `${name}: ${problem}`);
  const lines = [`#### ${plain(name)}: not verified`, `- ${plain(problem)}`];
  for (const service of JSON.parse(values.released)) lines.push(`- ${plain(await rollBack(name, service))}`);
  summarize(lines.join('\n'));
  return exit.failed;
});

/** Paths of the health checks of services that the load balancer reaches from outside. */
async function healthPaths(name) {
  const { code, document } = await platcJson(['explain', 'services', '--env', name]);
  if (code !== exit.done) throw new Error(problemsOf(document).join('\n'));
  const web = Object.values(document.value).filter(({ type }) => type === 'web');
  return [...new Set(web.map(({ health }) => health.path))];
}

async function problemOf(name, paths, until) {
  for (;;) {
    const { document } = await platcJson(['status', '--env', name]);
    const sick = [...(document.stacks ?? []), ...(document.services ?? [])].filter(({ healthy }) => !healthy);
    const problem =
      problemsOf({ error: document.error })[0] ??
      (sick.length > 0
        ? `not healthy: ${sick.map((one) => one.name ?? one.service).join(', ')}`
        : undefined) ??
      (await firstProblem(paths.map((path) => answers(document.url, path, until))));
    if (problem === undefined || Date.now() >= until) return problem;
    await pause(1000);
  }
}

async function firstProblem(checks) {
  return (await Promise.all(checks)).find((problem) => problem !== undefined);
}

/** Undefined once it has answered often enough; else what the last answer was. */
async function answers(url, path, until) {
  if (url === undefined) return 'there is no Url to ask';
  const address = new URL(path, url);
  for (let good = 0; good < IN_A_ROW; good++) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) }).then(
      async ({ status, ok, body }) => (await body?.cancel(), ok ? undefined : `answers ${status}`),
      (error) => `does not answer: ${error.cause?.code ?? error.name}`,
    );
    if (answer !== undefined) return `GET ${address} ${answer}`;
    if (Date.now() > until + 30_000) return `GET ${address} answers slowly`;
  }
  return undefined;
}

async function rollBack(name, service) {
  const args = ['rollback', '--env', name, '--service', service, '--yes'];
  const { code, document } = await platcJson(args, { show: true });
  if (code === exit.done)
    return `${service} is back at release ${document.releases?.[0]?.restores}, as release ${document.releases?.[0]?.release}`;
  const why = problemsOf(document).join('; ');
  annotate('error', `${service} was not rolled back: ${why}`);
  return `${service} was not rolled back: ${why}`;
}

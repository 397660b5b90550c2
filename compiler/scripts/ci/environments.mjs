/** Which environments there are, by the files of the project alone. */
import { exit, platcJson, problemsOf } from './run-platc.mjs';

/** Names of the environments on AWS, in the order of `order`, others behind. */
export async function environmentsOnAws(order = ['dev', 'test', 'staging', 'prod']) {
  const { code, document } = await platcJson(['validate']);
  if (code !== exit.done) throw new Error(problemsOf(document).join('\n'));
  const targets = await Promise.all(
    document.environments.map(async (name) => {
      const found = await platcJson(['explain', 'target', '--env', name]);
      return { name, target: found.document.value };
    }),
  );
  const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  return targets
    .filter(({ target }) => target === 'aws')
    .map(({ name }) => name)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** What may stand for an environment on a command line. Throws otherwise. */
export function checkedName(name) {
  if (typeof name === 'string' && /^[a-z][a-z0-9-]{0,19}$/.test(name)) return name;
  throw new Error(`${JSON.stringify(name)} is not the name of an environment`);
}

/**
 * The body of `build-and-push`: builds what an environment's services are built of, pushes it, and hands over the digests.
 *
 *   node push.mjs --env dev
 *
 * Output `images`: `{"api": "sha256:…"}`. Digests and no references, so that each environment takes them from its own account's
 * repositories.
 */
import { checkedName } from './environments.mjs';
import { plain } from './markdown.mjs';
import { exit, platcJson, problemsOf } from './run-platc.mjs';
import { annotate, optionsOf, output, runScript, summarize } from './runner.mjs';

const values = optionsOf({ env: { type: 'string' } });

await runScript(async () => {
  const { code, document } = await platcJson(['push', '--env', checkedName(values.env)], { show: true });
  if (code !== exit.done) {
    for (const problem of problemsOf(document)) annotate('error', problem);
    return code;
  }
  const { images } = document;
  output('images', Object.fromEntries(images.map(({ service, uri }) => [service, uri.split('@')[1]])));
  summarize(
    ['#### Images', ...images.map(({ service, uri, tag }) => `- ${plain(`${service} ${tag} ${uri}`)}`)].join(
      '\n',
    ),
  );
  return code;
});

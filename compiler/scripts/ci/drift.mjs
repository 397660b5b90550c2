/**
 * The body of `drift`: what of an environment was changed outside CloudFormation. Writes `<out>/<environment>.json`.
 *
 *   node drift.mjs --env prod [--out .platc/drift-report]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkedName } from './environments.mjs';
import { exit, platcJson, problemsOf } from './run-platc.mjs';
import { annotate, optionsOf, runScript } from './runner.mjs';

const values = optionsOf({
  env: { type: 'string' },
  out: { type: 'string', default: '.platc/drift-report' },
});

await runScript(async () => {
  const name = checkedName(values.env);
  const { code, document } = await platcJson(['drift', '--env', name]);
  if (document.error?.message.startsWith('nothing is deployed')) {
    annotate('notice', document.error.message);
    write(name, { environment: name, drifted: false, complete: true, stacks: [] });
    return exit.done;
  }
  for (const problem of problemsOf({ error: document.error })) annotate('error', problem);
  if (document.stacks === undefined) return code;
  write(name, document);
  for (const { name: stack, resources } of document.stacks)
    for (const { logicalId, type, status, place } of resources)
      annotate('warning', `${stack}: ${logicalId} (${type}) ${status}`, { ...place, title: 'drift' });
  return code;
});

function write(name, document) {
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, `${name}.json`), `${JSON.stringify(document)}\n`);
}

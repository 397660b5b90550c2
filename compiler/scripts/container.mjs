/**
 * `npm run test:container`: the image, `platc push` and the sandbox's containers with a real Docker engine. Needs Docker
 * with BuildKit, or root on Debian or Ubuntu; without them it says so and ends well, but not in CI.
 */
import { spawn } from 'node:child_process';
import { containerEngine } from './container-engine.mjs';
import { install, must, root } from './steps.mjs';

const start = performance.now();
const say = (line) => console.log(`[${((performance.now() - start) / 1000).toFixed(0)} s] ${line}`);

let child;
let interrupted;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.once(signal, () => {
    interrupted = code;
    child?.kill(signal);
  });
}

await install();
await must('npm', ['run', 'build', '-w', 'compiler'], { quiet: true });
const engine = await containerEngine({ say });
if (engine.reason === undefined) {
  try {
    if (interrupted === undefined) process.exitCode = await test(process.argv.slice(2));
  } finally {
    await engine.close();
    process.exitCode = interrupted ?? process.exitCode;
    say('everything is removed');
  }
} else {
  console.error(`skipped: ${engine.reason}`);
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
}

function test(only) {
  return new Promise((resolve) => {
    const config = 'compiler/test/container/vitest.config.ts';
    child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', config, ...only], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...engine.env, PLATC_NODE_IMAGE: engine.base },
    });
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

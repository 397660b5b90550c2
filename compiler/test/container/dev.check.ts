import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../src/sandbox/runner/free-port.ts';
import { docker, nodeImage } from './docker.ts';
import { copyProject, type Project } from './project.ts';

let project: Project;
beforeAll(() => (project = copyProject()));
afterAll(() => project.remove());

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
const running = () => docker('ps', '--quiet', '--filter', 'ancestor=demo-app-dev');

describe('a container to develop in', () => {
  it('answers, starts anew when a source changes, and is gone when npm run docker:dev ends', async () => {
    const port = await freePort(new Set());
    const child = spawn('npm', ['run', 'docker:dev'], {
      cwd: project.folder,
      stdio: 'ignore',
      env: { ...process.env, PORT: String(port), NODE_IMAGE: nodeImage },
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    try {
      expect(await greeting(port, /^Hello, /)).toBe('Hello, World!');
      project.change('service/src/routes/hello.ts', '`Hello, ', '`Hello again, ');
      expect(await greeting(port, /again/)).toBe('Hello again, World!');
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
    // npm does not wait for what it has started.
    while (running() !== '') await delay(100);
    docker('image', 'rm', '--force', 'demo-app-dev');
  });

  it.skipIf(!hasCompose)('is what compose.yaml describes', () => {
    const { status, stderr } = spawnSync('docker', ['compose', 'config', '--quiet'], {
      cwd: project.folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

/** The greeting as soon as it is as expected. */
async function greeting(port: number, expected: RegExp): Promise<string> {
  for (;;) {
    const message = await fetch(`http://127.0.0.1:${port}/api/hello`, { signal: AbortSignal.timeout(1000) })
      .then((answer): Promise<unknown> => answer.json())
      .then((body) => (body as { message: string }).message)
      .catch(() => '');
    if (expected.test(message)) return message;
    await delay(100);
  }
}

/* `platc sandbox` as users start it: the built program, in processes of its own, on ports that are free. */
import { createServer, type AddressInfo } from 'node:net';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { platc } from '../helpers/run.ts';

let project: string;

beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'platc-sandbox-command-')));
});
afterEach(async () => {
  await here('stop');
  rmSync(project, { recursive: true, force: true });
});

const here = (...args: readonly string[]) => platc(['sandbox', ...args], { cwd: project });

/** Runs it in the foreground until it has said its endpoint, then sends a signal. */
function foreground(signal: NodeJS.Signals, ...args: readonly string[]) {
  const watch = (output: string, kill: (signal: NodeJS.Signals) => void) => {
    if (/127\.0\.0\.1:\d+.*\n/.test(output)) kill(signal);
  };
  return platc(['sandbox', ...args], { cwd: project, watch });
}

describe('platc sandbox', () => {
  it('says its endpoint in its first line, and ends with the code of the signal', async () => {
    const text = await foreground('SIGTERM', '--port', '0');
    expect(text).toMatchObject({ code: 143, stderr: '' });
    expect(text.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    const json = await foreground('SIGINT', '--port', '0', '--json', '--state', 'elsewhere');
    expect(json).toMatchObject({ code: 130, stderr: '' });
    expect(JSON.parse(json.stdout)).toEqual({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(existsSync(join(project, 'elsewhere'))).toBe(true);
  });

  it('takes another port where the first one is taken, and says so', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const watch = (output: string, kill: (signal: NodeJS.Signals) => void) => {
      if (output.includes('is taken')) kill('SIGTERM');
    };
    const { stdout, stderr } = await platc(['sandbox', '--port', String(port)], { cwd: project, watch });
    server.close();
    const taken = stdout.trim().split(':').at(-1);
    expect(taken).not.toBe(String(port));
    expect(stderr).toBe(`port ${port} is taken: the sandbox uses ${taken}\n`);
  });

  it('starts once in the background, tells how it is, stops, and forgets on reset', async () => {
    expect(JSON.parse((await here('status', '--json')).stdout)).toEqual({
      running: false,
      state: join(project, '.platc/sandbox'),
    });
    const started = JSON.parse((await here('start', '--port', '0', '--json')).stdout);
    expect(started).toMatchObject({ endpoint: expect.stringMatching(/^http:/), started: true });
    expect(JSON.parse((await here('start', '--json')).stdout)).toEqual({ ...started, started: false });
    expect((await here('status')).stdout).toBe(
      `running at ${started.endpoint}, process ${started.pid}, state in .platc/sandbox\n`,
    );

    expect(JSON.parse((await here('status', '--json')).stdout)).toMatchObject({ runner: 'process' });
    const other = await here('start', '--runner', 'docker');
    expect(other).toMatchObject({ code: 4, stderr: expect.stringContaining('with --runner process') });

    const second = await here('--port', '0');
    expect(second).toMatchObject({ code: 4, stdout: '' });
    expect(second.stderr).toContain(`process ${started.pid}, at ${started.endpoint}`);

    expect(await here('reset')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('npx platc sandbox reset --yes'),
    });
    expect(await here('stop')).toMatchObject({
      code: 0,
      stdout: 'the sandbox is stopped; its state is kept\n',
    });
    expect(await here('stop')).toMatchObject({ code: 0, stdout: 'the sandbox was not running\n' });
    expect((await here('status')).stdout).toBe('not running: npx platc sandbox start\n');
    await here('start', '--port', '0');
    expect(await here('reset', '--yes')).toMatchObject({ code: 0, stdout: 'the sandbox is empty\n' });
    expect(existsSync(join(project, '.platc/sandbox'))).toBe(false);
    expect((await here('status')).stdout).toBe('not running: npx platc sandbox start\n');
  });

  it.each([[[]], [['start']]])(
    'platc sandbox %j needs an engine for containers, and says so',
    async (args) => {
      const env = { DOCKER_HOST: 'unix:///nonexistent.sock' };
      const { code, stderr } = await platc(['sandbox', ...args, '--runner', 'docker'], { cwd: project, env });
      expect(code).toBe(3);
      expect(stderr).toMatch(/^✗ --runner docker: no Docker engine answers: .+\n.*Start Docker/);
      expect(existsSync(join(project, '.platc'))).toBe(false);
    },
  );

  it('deletes nothing that is not the state of a sandbox', async () => {
    mkdirSync(join(project, 'photos'));
    writeFileSync(join(project, 'photos/one'), '');
    expect(await here('reset', '--yes', '--state', 'photos')).toMatchObject({ code: 4 });
    expect(existsSync(join(project, 'photos/one'))).toBe(true);
  });

  it.each([[[]], [['start']]])('platc sandbox %j says what is in the way of its state', async (args) => {
    writeFileSync(join(project, 'file'), '');
    for (const state of ['file', 'file/below']) {
      const { code, stderr } = await here(...args, '--port', '0', '--state', state);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^✗ \S*file\S*: (something else is there|it is not a folder)\n$/);
    }
  });

  it.each([
    [['strt'], 'did you mean `start`?'],
    [['sleep'], 'There is start, stop, status, reset'],
    [['--port', '70000'], 'from 0 to 65535'],
    [['start', '--port', 'x'], 'from 0 to 65535'],
    [['--runner', 'doker'], 'did you mean `docker`?'],
  ])('refuses %j with 64', async (args, message) => {
    const { code, stderr } = await here(...args);
    expect(code).toBe(64);
    expect(stderr).toContain(message);
  });
});

import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  argumentsOf,
  folderHost,
  type FolderHost,
  type FolderHostOptions,
} from '../../test/helpers/folder-host.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { command } from './sandbox.ts';

const cleanup: (() => unknown)[] = [];
let project: FolderHost;

beforeEach(() => {
  project = projectWith({});
});
afterEach(async () => {
  for (const step of cleanup.splice(0).toReversed()) await step();
});

function projectWith(options: FolderHostOptions): FolderHost {
  const made = folderHost(options);
  cleanup.push(() => made.remove());
  return made;
}

const run = (action: string | undefined, given: Parameters<typeof argumentsOf>[0] = {}, of = project) =>
  command.run(of.host, argumentsOf(given, action === undefined ? [] : [action]));

/** A state folder as a sandbox leaves it behind. */
async function used(of: FolderHost): Promise<void> {
  await (await createSandbox({ stateDir: join(of.folder, '.platc/sandbox'), port: 0 })).close();
}

describe('platc sandbox', () => {
  it('tells of the one that runs, and does not run beside it', async () => {
    const stateDir = join(project.folder, '.platc/sandbox');
    const sandbox = await createSandbox({ stateDir, port: 0, version: '1.2.3' });
    cleanup.push(() => sandbox.close());
    const about = { endpoint: sandbox.endpoint, pid: process.pid };
    expect(await run('status')).toBe(0);
    expect(project.out()).toBe(
      `running at ${about.endpoint}, process ${about.pid}, state in .platc/sandbox\n`,
    );
    expect(await run('status', { json: true })).toBe(0);
    expect(JSON.parse(project.out())).toEqual({
      running: true,
      ...about,
      version: '1.2.3',
      state: stateDir,
      runner: 'process',
    });
    expect(await run('start', { json: true })).toBe(0);
    expect(JSON.parse(project.out())).toEqual({ ...about, started: false });
    expect(await run('start', { port: '1' })).toBe(0);
    expect(project.out()).toBe(`runs already at ${about.endpoint}\n`);
    expect(project.err()).toBe(
      `it was not started at port 1: the sandbox uses ${about.endpoint.split(':').at(-1)}\n`,
    );
    await expect(run(undefined)).rejects.toMatchObject({
      exitCode: 4,
      message: `a sandbox uses .platc/sandbox already: process ${about.pid}, at ${about.endpoint}`,
    });
  });

  it('says when none runs', async () => {
    expect(await run('status')).toBe(0);
    expect(await run('stop')).toBe(0);
    expect(project.out()).toBe('not running: npx platc sandbox start\nthe sandbox was not running\n');
    expect(await run('stop', { json: true })).toBe(0);
    expect(JSON.parse(project.out())).toEqual({ stopped: false });
  });

  it.each(['y', 'Yes'])('reset asks, and goes on with %j', async (answer) => {
    const asked = projectWith({ answer });
    await used(asked);
    expect(await run('reset', {}, asked)).toBe(0);
    expect(asked.host.exists('.platc/sandbox')).toBe(false);
  });

  it.each(['', 'no'])('reset asks, and touches nothing with %j', async (answer) => {
    const asked = projectWith({ answer });
    await used(asked);
    await expect(run('reset', {}, asked)).rejects.toMatchObject({
      exitCode: 4,
      message: 'not reset: nothing was touched',
    });
    expect(asked.host.exists('.platc/sandbox')).toBe(true);
  });

  it('reset wants --yes where it cannot ask, and needs neither where nothing is', async () => {
    expect(await run('reset', { json: true })).toBe(0);
    expect(JSON.parse(project.out())).toEqual({ reset: true });
    await used(project);
    await expect(run('reset')).rejects.toMatchObject({ exitCode: 4, hint: 'npx platc sandbox reset --yes' });
    expect(await run('reset', { yes: true })).toBe(0);
    expect(project.out()).toBe('the sandbox is empty\n');
    expect(project.host.exists('.platc/sandbox')).toBe(false);
  });

  it('reset deletes nothing that is not the state of a sandbox', async () => {
    project.write('photos/one', '');
    await expect(run('reset', { yes: true, state: 'photos' })).rejects.toMatchObject({ exitCode: 4 });
    expect(project.host.exists('photos/one')).toBe(true);
    project.write('notes.txt', 'mine');
    await expect(run('reset', { yes: true, state: 'notes.txt' })).rejects.toMatchObject({ exitCode: 4 });
    expect(project.host.exists('notes.txt')).toBe(true);
    await expect(run('reset', { yes: true, state: '/' })).rejects.toMatchObject({
      message: '/ is not the state of a sandbox: nothing was deleted',
    });
  });

  it.each([
    ['strt', {}, 'did you mean `start`?'],
    ['sleep', {}, expect.stringContaining('There is start, stop, status, reset')],
    [undefined, { port: '65536' }, 'A port is a number from 0 to 65535.'],
    ['start', { port: '-1' }, 'A port is a number from 0 to 65535.'],
  ])('refuses %s %j with 64', async (action, given, hint) => {
    await expect(run(action, given)).rejects.toMatchObject({ exitCode: 64, hint });
  });
});

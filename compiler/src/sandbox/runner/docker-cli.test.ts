import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dockerCli, expectDocker } from './docker-cli.ts';
import { guardContainers } from './docker-guard.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'platc-docker-'));
  mkdirSync(join(folder, 'bin'));
  vi.stubEnv('PATH', `${join(folder, 'bin')}:/usr/bin:/bin`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const docker = (script: string) =>
  writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

describe('a call of docker', () => {
  it('gives what it prints, with the environment that it is handed', async () => {
    docker('echo "$1 $TOKEN"; echo oh >&2; exit 3');
    const { result } = dockerCli(['ps'], { env: { TOKEN: 'x' } });
    expect(await result).toEqual({ code: 3, stdout: 'ps x\n', stderr: 'oh\n' });
  });

  it('tells lines as they come, the last one without a break too', async () => {
    docker('printf "a\\nb"; echo c >&2');
    const lines: string[] = [];
    const { result } = dockerCli(['logs'], { line: (text, stream) => lines.push(`${stream} ${text}`) });
    expect(await result).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(lines.toSorted()).toEqual(['stderr c', 'stdout a', 'stdout b']);
  });

  it('can be ended, and says where there is no docker', async () => {
    docker('exec sleep 100');
    const { result, kill } = dockerCli(['wait']);
    kill();
    expect(await result).toMatchObject({ code: null });
    rmSync(join(folder, 'bin/docker'));
    vi.stubEnv('PATH', join(folder, 'bin'));
    expect(await dockerCli(['version']).result).toMatchObject({
      code: null,
      stderr: expect.stringContaining('ENOENT'),
    });
  });

  it('fails with what docker said, without its preface', async () => {
    docker('echo "docker: Error response from daemon: no such image" >&2; exit 125');
    await expect(expectDocker(dockerCli(['create']))).rejects.toThrow(/^no such image$/);
    docker('exit 9');
    await expect(expectDocker(dockerCli(['create']))).rejects.toThrow('docker ended with 9');
    docker('echo c0ffee');
    expect(await expectDocker(dockerCli(['create']))).toBe('c0ffee');
  });
});

describe('the guard of containers', () => {
  it('removes those with the label of the sandbox when it ends, and only then', async () => {
    docker(`echo "$@" >> ${folder}/calls; [ "$1" = ps ] && echo a && echo b; true`);
    const end = guardContainers('/state');
    expect(existsSync(join(folder, 'calls'))).toBe(false);
    await end();
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe(
      'ps --all --quiet --filter label=platc.sandbox=/state\nrm --force --volumes a b\n',
    );
  });

  it('removes nothing where nothing is left', async () => {
    docker(`echo "$@" >> ${folder}/calls`);
    await guardContainers('/state')();
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe(
      'ps --all --quiet --filter label=platc.sandbox=/state\n',
    );
  });
});

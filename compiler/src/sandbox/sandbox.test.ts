import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SandboxStartError, startInBackground, stopInBackground } from './background.ts';
import { readEffects } from './effects.ts';
import { findRunningSandbox } from './endpoint-file.ts';
import { createSandbox } from './sandbox.ts';
import { StateLockedError } from './state-lock.ts';
import { startTestSandbox } from './test-sandbox.ts';

let stateDir: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'platc-sandbox-'));
});
afterEach(async () => {
  await stopInBackground(stateDir);
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(stateDir, { recursive: true, force: true });
});

/** Runs the sandbox as the command does, on the sources. */
const script = `
  import { runSandbox } from ${JSON.stringify(new URL('./main.ts', import.meta.url).href)};
  const [stateDir] = process.argv.slice(-1);
  const signal = await runSandbox({ stateDir, port: 0, version: '1.2.3', ready: (endpoint) => console.log(endpoint) });
  console.log(signal);
`;
const command = (folder: string): [string, ...string[]] => [
  process.execPath,
  '--import',
  import.meta.resolve('tsx'),
  '--input-type=module',
  '-e',
  script,
  folder,
];

async function startChild(): Promise<{ child: ChildProcess; endpoint: string }> {
  const [program, ...args] = command(stateDir);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = await once(child.stdout, 'data');
  return { child, endpoint: String(line).trim() };
}

const client = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 1,
});

describe('createSandbox', () => {
  it('is the only one on its state folder, and lets go of it', async () => {
    const sandbox = await createSandbox({ stateDir, port: 0 });
    await expect(createSandbox({ stateDir, port: 0 })).rejects.toThrow(StateLockedError);
    await sandbox.close();
    await (await createSandbox({ stateDir, port: 0 })).close();
  });

  it('lets go of its state folder when it cannot start', async () => {
    await writeFile(join(stateDir, 'effects.jsonl'), '');
    await rm(join(stateDir, 'store'), { recursive: true, force: true });
    await writeFile(join(stateDir, 'store'), 'a file where a folder belongs');
    await expect(createSandbox({ stateDir, port: 0 })).rejects.toThrow('EEXIST');
    await rm(join(stateDir, 'store'));
    await (await createSandbox({ stateDir, port: 0 })).close();
  });

  it('has ids of hexadecimal digits', async () => {
    const sandbox = await createSandbox({ stateDir, port: 0 });
    expect(sandbox.context.randomHex(7)).toMatch(/^[0-9a-f]{7}$/);
    await sandbox.close();
  });

  it('notes effects at once and in order', async () => {
    const sandbox = await startTestSandbox();
    sandbox.context.effect('task started', { task: 't' });
    await sandbox.clock.advance(1000);
    sandbox.context.effect('task stopped', { task: 't' });
    expect(await readEffects(sandbox.context.stateDir)).toEqual([
      { time: '2026-01-01T00:00:00.000Z', kind: 'task started', detail: { task: 't' } },
      { time: '2026-01-01T00:00:01.000Z', kind: 'task stopped', detail: { task: 't' } },
    ]);
    await sandbox.remove();
  });
});

describe('kill -9', () => {
  it('loses nothing that was acknowledged', async () => {
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const { child, endpoint } = await startChild();
      const ssm = new SSMClient(client(endpoint));
      const s3 = new S3Client(client(endpoint));
      if (round === 0) await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
      const exit = once(child, 'exit');
      const enough = acknowledged.size + 40;
      const writer = async (worker: number): Promise<void> => {
        for (let index = 0; ; index += 1) {
          const Name = `p${round}-${worker}-${index}`;
          await ssm.send(new PutParameterCommand({ Name, Value: Name, Type: 'String' }));
          await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: Name, Body: Name, IfNoneMatch: '*' }));
          acknowledged.add(Name);
          if (acknowledged.size === enough) child.kill('SIGKILL');
        }
      };
      await Promise.allSettled([0, 1, 2].map(writer));
      await exit;
    }
    const { endpoint } = await startChild();
    const ssm = new SSMClient(client(endpoint));
    const s3 = new S3Client(client(endpoint));
    const Names = [...acknowledged];
    expect(Names.length).toBeGreaterThanOrEqual(120);
    const { InvalidParameters } = await ssm.send(new GetParametersCommand({ Names }));
    expect(InvalidParameters).toEqual([]);
    for (const Key of Names) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'bucket', Key }));
      expect(await Body?.transformToString()).toBe(Key);
    }
  });
});

describe('in the background', () => {
  it('is started once, found, and stopped', async () => {
    expect(await findRunningSandbox(stateDir)).toBeUndefined();
    expect(await stopInBackground(stateDir)).toBe(false);
    const started = await startInBackground({ stateDir, command: command(stateDir) });
    expect(started.version).toBe('1.2.3');
    expect(await startInBackground({ stateDir, command: command(stateDir) })).toEqual(started);
    expect(await findRunningSandbox(stateDir)).toEqual(started);
    expect(await stopInBackground(stateDir)).toBe(true);
    expect(await findRunningSandbox(stateDir)).toBeUndefined();
    const log = await readFile(join(stateDir, 'sandbox.log'), 'utf8');
    expect(log).toBe(`${started.endpoint}\nSIGTERM\n`);
  });

  it('says why it did not come up', async () => {
    const failing = startInBackground({
      stateDir,
      command: [process.execPath, '-e', 'console.error("no room"); process.exit(5)'],
    });
    await expect(failing).rejects.toThrow(SandboxStartError);
    await expect(failing).rejects.toThrow('the sandbox ended with code 5:\nno room');
    const missing = startInBackground({ stateDir, command: [join(stateDir, 'nothing')] });
    await expect(missing).rejects.toThrow('the sandbox cannot be started (spawn');
  });

  it('is not what else answers at its port', async () => {
    const health = { status: 'healthy', stateDir: '/elsewhere', pid: 1 };
    const other = createServer((_request, response) => response.end(JSON.stringify(health)));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await writeFile(
      join(stateDir, 'endpoint.json'),
      JSON.stringify({ endpoint: `http://127.0.0.1:${port}` }),
    );
    expect(await findRunningSandbox(stateDir)).toBeUndefined();
    await writeFile(join(stateDir, 'endpoint.json'), '{');
    expect(await findRunningSandbox(stateDir)).toBeUndefined();
    other.close();
  });
});

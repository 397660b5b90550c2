/** A server under test: a process of its own whose stdout is a pipe that somebody reads, as in a container. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './client.mjs';
import { cpuTime } from './cpu.mjs';

const CONNECTIONS = 10;

/** Starts it on a free port, waits until `path` is answered with 200, and opens the connections. */
export async function startServer({ name, program, args, env = {}, path, requests }) {
  const port = String(await freePort());
  const { output, reader } = pipe();
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: port, ...env },
    stdio: ['ignore', output, 'inherit'],
  });
  closeSync(output);
  const url = `http://127.0.0.1:${port}${path}`;
  await answered(url, child, name);
  const client = await Client.open(url, CONNECTIONS);
  return {
    client,
    requests,
    /** Microseconds of CPU so far. */
    cpu: () => cpuTime(child.pid),
    async stop() {
      client.close();
      child.kill('SIGTERM');
      await Promise.all([once(child, 'close'), once(reader, 'close')]);
    },
  };
}

// What Node gives a child by itself is a socket pair, which costs the writer something else.
function pipe() {
  const folder = mkdtempSync(join(tmpdir(), 'service-bench-'));
  const fifo = join(folder, 'stdout');
  execFileSync('mkfifo', [fifo]);
  const reader = spawn('cat', [fifo], { stdio: ['ignore', 'ignore', 'inherit'] });
  const output = openSync(fifo, 'w');
  rmSync(folder, { recursive: true });
  return { output, reader };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function answered(url, child, name) {
  for (let tries = 0; tries < 150 && child.exitCode === null; tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`${name} does not answer`);
}

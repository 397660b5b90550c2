import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { eventually } from '../build.ts';

/** The built service, as `npm start` runs it, in a process of its own. */
export interface RunningService {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** The sum of a metric over all its series whose text holds `labels`; 0 where there is none. */
  metric(name: string, labels?: string): Promise<number>;
  /** Process ids of its workers; Linux only. */
  children(): readonly number[];
  /** The last lines of its log. */
  tail(): string;
  /** Tells it to end; fails where its exit code is not 0. */
  stop(): Promise<void>;
}

const BUILT = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
const TAIL = 4_000;

/** Starts it on a free port and waits until it is ready. `npm run build -w service` comes before. */
export async function startService(
  env: Readonly<Record<string, string>> = {},
  script = BUILT,
): Promise<RunningService> {
  if (!existsSync(script)) throw new Error(`${script} is not there: npm run build -w service`);
  const port = await freePort();
  const { PATH = '' } = process.env;
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, script], {
    env: { PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-TAIL)));
  const ended = once(child, 'close').then(([code]: unknown[]) => code as number | null);
  const url = `http://127.0.0.1:${port}`;
  try {
    await eventually('the service is ready', async () => {
      if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}: ${tail}`);
      const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
      return answer?.ok || undefined;
    });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    url,
    port,
    process: child,
    async metric(name, labels = '') {
      const text = await (await fetch(`${url}/metrics`)).text();
      return sumOf(text, name, labels);
    },
    children: () => childrenOf(child.pid),
    tail: () => tail,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      if (code !== 0) throw new Error(`the service ended with ${code}: ${tail}`);
    },
  };
}

/** Adds up the series of a metric in the text format of Prometheus. */
function sumOf(metrics: string, name: string, labels = ''): number {
  return metrics
    .split('\n')
    .filter((line) => /^[^\s{]+/.exec(line)?.[0] === name && line.includes(labels))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

function childrenOf(pid: number | undefined): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

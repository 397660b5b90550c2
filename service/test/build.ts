import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { buildApp } from '../src/app.ts';
import type { AppOptions } from '../src/app.ts';
import '../src/plugins/lifecycle.ts';
import '../src/plugins/metrics.ts';
import { settingsFrom } from './env.ts';

export type LogLine = Record<string, unknown>;

/** A stop that gives nobody time to come, and all the time to finish. */
const QUICK = { linger: 10, accept: 5_000, cut: 10_000 };

/** An application that the test's end closes, with the lines it has logged so far. */
export async function build(
  env: Record<string, string> = {},
  options: Partial<AppOptions> = {},
): Promise<{ app: FastifyInstance; lines: LogLine[] }> {
  const lines: LogLine[] = [];
  const logStream = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const app = await buildApp(settingsFrom(env), { logStream, stopTimes: QUICK, ...options });
  onTestFinished(() => app.close());
  return { app, lines };
}

/** Listens on a free port of loopback, and says where. */
export function listen(app: FastifyInstance): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 });
}

/** Waits for what another process or a socket brings about; fails with the message after fifteen seconds. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  for (let tries = 0; tries < 750; tries += 1) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(20);
  }
  throw new Error(`never happened: ${what}`);
}

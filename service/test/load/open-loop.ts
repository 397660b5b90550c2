import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** What became of requests that were sent without waiting for the answers to those before. */
export interface Outcome {
  /** Answers a second, by what they were: a status, or why there was none. */
  readonly rates: ReadonlyMap<string, number>;
}

const PATIENCE_MS = 10_000;
const BETWEEN_MS = 10;

/** Sends so many requests a second, whatever comes back, and waits for the last answer. */
export async function sendOpenLoop(url: string, perSecond: number, seconds: number): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true });
  const counts = new Map<string, number>();
  const waiting = new Set<Promise<void>>();
  const start = performance.now();
  let sent = 0;
  for (let passed = 0; passed < seconds * 1_000; passed = performance.now() - start) {
    for (; sent < (passed / 1_000) * perSecond; sent += 1) {
      const one = ask(url, agent).then((what) => {
        counts.set(what, (counts.get(what) ?? 0) + 1);
        waiting.delete(one);
      });
      waiting.add(one);
    }
    await pause(BETWEEN_MS);
  }
  await Promise.all(waiting);
  agent.destroy();
  const elapsed = (performance.now() - start) / 1_000;
  return { rates: new Map([...counts].map(([what, count]) => [what, count / elapsed])) };
}

/** As many clients as said, each of which waits for its answer; answers with 200 a second. */
export async function bestRate(url: string, clients: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1_000;
  let good = 0;
  const client = async () => {
    while (elapsed() < seconds) if ((await ask(url, agent)) === '200') good += 1;
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return good / elapsed();
}

/** The status, `503 without Retry-After`, or why there was no answer. */
function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const request = get(url, { agent, timeout: PATIENCE_MS }, (response) => {
      const { statusCode, headers } = response;
      const impatient = statusCode === 503 && headers['retry-after'] === undefined;
      response.on('error', (error) => resolve(error.message));
      response.on('end', () => resolve(impatient ? '503 without Retry-After' : String(statusCode)));
      response.resume();
    });
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', (error) => resolve(error.message));
  });
}

import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Requests under way all the time, of each kind that a load balancer meets, every one of them accounted for. */
export interface Traffic {
  /** How many have been sent so far. */
  readonly sent: number;
  /** How many requests there are at one time, at most; each on a connection of its own. */
  readonly clients: number;
  /** What went wrong, one entry for each request that failed. */
  readonly failures: readonly string[];
  /** Sends nothing more until `resume`; resolves when every answer is there. */
  pause(): Promise<void>;
  resume(): void;
  stop(): Promise<void>;
}

interface Kind {
  readonly clients: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** Whether the next request of a client comes on the same connection. */
  readonly keepAlive: boolean;
  /** The only answer that is not a failure. */
  readonly status: number;
  readonly answer: RegExp;
}

// A body that is refused comes from the service as well: 405 says that the request got through to it.
const REFUSED = { method: 'POST', path: '/api/hello', status: 405, answer: /"status":405/ } as const;
const KINDS: readonly Kind[] = [
  {
    clients: 5,
    method: 'GET',
    path: '/api/hello?name=You',
    keepAlive: true,
    status: 200,
    answer: /Hello, You!/,
  },
  { clients: 2, method: 'GET', path: '/api/info', keepAlive: false, status: 200, answer: /"name"/ },
  { clients: 1, ...REFUSED, body: '{"name":"You"}', keepAlive: true },
  { clients: 1, ...REFUSED, body: JSON.stringify({ name: 'x'.repeat(30_000) }), keepAlive: false },
];
const BETWEEN_MS = 5;
const ANSWER_WITHIN_MS = 10_000;

/** @param url of a load balancer with the service behind it */
export function startTraffic(url: string): Traffic {
  const failures: string[] = [];
  const state = { sent: 0, inFlight: 0, stopping: false };
  let gate = Promise.resolve();
  let open = () => {};

  const client = async (kind: Kind) => {
    const agent = kind.keepAlive ? new Agent({ keepAlive: true, maxSockets: 1 }) : undefined;
    while (!state.stopping) {
      await gate;
      state.sent += 1;
      state.inFlight += 1;
      const failure = await send(url, kind, agent);
      state.inFlight -= 1;
      if (failure !== undefined) failures.push(`${kind.method} ${kind.path}: ${failure}`);
      await pause(BETWEEN_MS);
    }
    agent?.destroy();
  };
  const all = KINDS.flatMap((kind) => Array.from({ length: kind.clients }, () => client(kind)));
  const resume = () => open();
  return {
    failures,
    clients: all.length,
    get sent() {
      return state.sent;
    },
    async pause() {
      gate = new Promise((resolve) => (open = resolve));
      while (state.inFlight > 0) await pause(1);
    },
    resume,
    async stop() {
      state.stopping = true;
      resume();
      await Promise.all(all);
    },
  };
}

/** What is wrong with the answer, if anything. */
function send(url: string, kind: Kind, agent: Agent | undefined): Promise<string | undefined> {
  const { method, path, body, status, answer } = kind;
  return new Promise((resolve) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const options = { method, headers, agent: agent ?? false, timeout: ANSWER_WITHIN_MS };
    const sent = request(new URL(path, url), options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', (error) => resolve(`cut off: ${error.message}`));
      response.on('end', () => {
        const good = response.statusCode === status && answer.test(text);
        resolve(good ? undefined : `${response.statusCode} ${text.slice(0, 100)}`);
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', (error) => resolve(error.message));
    sent.end(body);
  });
}

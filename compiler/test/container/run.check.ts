import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildService, docker, dockerLater, inspect, measured } from './docker.ts';

const name = 'platc-test/run';
const options =
  '--read-only --cap-drop ALL --security-opt no-new-privileges --memory 256m --cpus 1 --env WORKERS=1 --publish 127.0.0.1::8080'.split(
    ' ',
  );
let container = '';
let url = '';
let readyMs = 0;
let readyAt = 0;

beforeAll(() => buildService(name));
afterAll(() => void docker('image', 'rm', '--force', name));

beforeEach(async () => {
  container = docker('create', ...options, name);
  const start = performance.now();
  docker('start', container);
  url = `http://${docker('port', container, '8080/tcp').split('\n')[0]}`;
  while (!(await isReady())) await delay(5);
  readyMs = performance.now() - start;
  readyAt = Date.now();
});
afterEach(() => void docker('rm', '--force', '--volumes', container));

/** Before the service listens, what publishes its port may take a connection and leave it open. */
const isReady = () =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(250) }).then(
    ({ ok }) => ok,
    () => false,
  );
const inside = (script: string) => docker('exec', container, 'node', '-p', script);

describe('a container without rights', () => {
  it('is soon ready, and healthy by its own check', async () => {
    const processMs = readyAt - Date.parse(inspect(container).State.StartedAt);
    measured(`ready ${processMs} ms after the process began, ${readyMs.toFixed(0)} ms after docker start`);
    while (inspect(container).State.Health?.Status === 'starting') await delay(250);
    expect(inspect(container).State.Health?.Status).toBe('healthy');
    expect(readyMs).toBeLessThan(5000);
  });

  it('has no capability, no way to more, and no place to write to', () => {
    const status = inside('fs.readFileSync("/proc/1/status", "utf8")');
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    expect(status).toMatch(/^CapBnd:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(inside('try { fs.writeFileSync("/app/x", ""); } catch (error) { error.code }')).toBe('EROFS');
  });

  it('loses no request when it is stopped under load, and ends with 0', async () => {
    const load = startLoad(new URL(url));
    await delay(1500);
    const begun = await Promise.all(Array.from({ length: 10 }, () => beginRequest(new URL(url))));
    const stopped = dockerLater('stop', '-t', '25', container);
    await delay(200);
    const answers = await Promise.all(begun.map((finish) => finish()));
    const { answered, lost } = await load.ended;
    await stopped;
    measured(`${answered} requests answered while it was stopped, ${lost.length} lost`);
    expect(answers).toEqual(answers.map(() => 'HTTP/1.1 200 OK'));
    expect(lost).toEqual([]);
    expect(answered).toBeGreaterThan(100);
    const { ExitCode, OOMKilled } = inspect(container).State;
    expect({ ExitCode, OOMKilled }).toEqual({ ExitCode: 0, OOMKilled: false });
  });
});

/** Sends the head of a request but for its last line, which the returned function sends; it resolves to the status line. */
async function beginRequest({ hostname, port }: URL): Promise<() => Promise<string>> {
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write('GET /api/hello HTTP/1.1\r\nHost: x\r\n');
  return async () => {
    socket.write('\r\n');
    const answer = await new Promise<string>((resolve) => {
      socket.once('data', (data: string) => resolve(data));
      socket.once('close', () => resolve('closed'));
      socket.once('error', (error) => resolve(error.message));
    });
    socket.destroy();
    return answer.split('\r\n')[0] ?? '';
  };
}

/**
 * Twenty clients, each with one connection after the other for as many requests as the service allows, until the first
 * new connection is refused or closed before anything is answered on it: then nobody listens any more. A request is lost
 * where an open connection, that had not been told to close, breaks.
 */
function startLoad({ hostname, port }: URL): {
  readonly ended: Promise<{ readonly answered: number; readonly lost: readonly string[] }>;
} {
  let answered = 0;
  const lost: string[] = [];
  const state = { over: false };
  const client = async (): Promise<void> => {
    while (!state.over) {
      const socket = connect(Number(port), hostname);
      let served = 0;
      for (let open = true; open;) {
        const answer = await ask(socket);
        if (answer === undefined) {
          if (served > 0) lost.push('a connection that was not told to close broke');
          state.over = true;
          break;
        }
        served += 1;
        answered += 1;
        if (!answer.startsWith('HTTP/1.1 200')) lost.push(answer.split('\r\n')[0] ?? '');
        open = !/\r\nconnection: close\r\n/i.test(answer);
      }
      socket.destroy();
    }
  };
  const clients = Promise.all(Array.from({ length: 20 }, client));
  return { ended: clients.then(() => ({ answered, lost })) };
}

/** One request on a connection; undefined where it breaks before the whole answer is there. */
function ask(socket: ReturnType<typeof connect>): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const end = (answer: string | undefined): void => {
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      resolve(answer);
    };
    socket.on('error', () => end(undefined));
    socket.on('close', () => end(undefined));
    socket.on('data', (data: Buffer) => {
      text += data.toString();
      const [head = '', body] = text.split('\r\n\r\n');
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
      if (body !== undefined && Buffer.byteLength(body) >= length) end(text);
    });
    socket.write('GET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n');
  });
}

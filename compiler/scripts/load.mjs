/** A load generator: requests in flight all the time, each counted, until it is stopped. */
import { Agent, get } from 'node:http';

const CONNECTIONS = 8;
/** Pause of a connection between two requests: this machine also builds and deploys. */
const PAUSE_MS = 20;

/** Starts to send `GET url`. `stop` waits for the requests in flight and resolves to what became of all. */
export function startLoad(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const reasons = new Map();
  let sent = 0;
  let failed = 0;
  const state = { stopping: false };

  const fail = (reason) => {
    failed += 1;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  };
  const once = () =>
    new Promise((resolve) => {
      sent += 1;
      const request = get(url, { agent, timeout: 10_000 }, (answer) => {
        answer.on('error', (error) => resolve(fail(error.message)));
        answer.on('end', () =>
          resolve(answer.statusCode === 200 ? undefined : fail(`status ${answer.statusCode}`)),
        );
        answer.resume();
      });
      request.on('timeout', () => request.destroy(new Error('no answer within 10 s')));
      request.on('error', (error) => resolve(fail(error.message)));
    });
  const connection = async () => {
    while (!state.stopping) {
      await once();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const all = Array.from({ length: CONNECTIONS }, connection);
  return {
    async stop() {
      state.stopping = true;
      await Promise.all(all);
      agent.destroy();
      return { sent, failed, reasons: [...reasons].map(([reason, times]) => `${times} × ${reason}`) };
    },
  };
}

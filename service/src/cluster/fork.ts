import cluster from 'node:cluster';
import { Channel } from './channel.ts';
import type { End, WorkerProcess } from './worker-process.ts';

/** @param level that the log has at the moment */
export function forkWorker(level: string): WorkerProcess & { closed: Promise<unknown> } {
  const worker = cluster.fork({ LOG_LEVEL: level });
  const channel = new Channel({
    send: (message, sent) => {
      if (worker.isConnected()) worker.send(message, undefined, undefined, sent);
      else sent(new Error('the worker has ended'));
    },
    onMessage: (listener) => worker.on('message', listener),
    onClose: (listener) => worker.once('disconnect', listener),
  });
  const exited = new Promise<End>((resolve) => {
    worker.once('exit', (...[code, signal]: unknown[]) =>
      resolve({
        code: typeof code === 'number' ? code : null,
        signal: typeof signal === 'string' ? signal : null,
      }),
    );
    // A worker that could not be started at all says nothing but this.
    worker.on('error', () => {
      if (worker.process.pid === undefined) resolve({ code: null, signal: null });
    });
  });
  const disconnected = new Promise<void>((resolve) => worker.once('disconnect', resolve));
  return {
    id: worker.id,
    pid: worker.process.pid,
    channel,
    kill: () => worker.process.kill('SIGKILL'),
    terminate: () => worker.process.kill('SIGTERM'),
    exited,
    // What a worker has sent may arrive after its end.
    closed: Promise.all([exited, disconnected]),
  };
}

import cluster from 'node:cluster';
import { once } from 'node:events';
import { Channel } from './channel.ts';
import type { WorkerProcess } from './supervisor.ts';

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
  // A worker that could not be started at all has no channel, and so says nothing but this.
  worker.on('error', () => {});
  const exited = once(worker, 'exit').then(([code, signal]: unknown[]) => ({
    code: typeof code === 'number' ? code : null,
    signal: typeof signal === 'string' ? signal : null,
  }));
  return {
    id: worker.id,
    pid: worker.process.pid,
    channel,
    kill: () => worker.process.kill('SIGKILL'),
    exited,
    // What a worker has sent may arrive after its end.
    closed: Promise.all([exited, once(worker, 'disconnect')]),
  };
}

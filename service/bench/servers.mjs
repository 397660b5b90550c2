/** What is compared. Each has the requests that keep it busy for about 50 ms. */
import { fileURLToPath } from 'node:url';
import { cache, flask, gunicorn } from './flask.mjs';

const HELLO = '/api/hello?name=DevOps';
const node = process.execPath;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const bare = {
  name: 'bare Fastify',
  program: node,
  args: [here('bare.mjs')],
  path: '/',
  requests: 3_000,
};

export function service(workers) {
  return {
    name: workers === 1 ? 'the service, all on' : `the service, ${workers} workers`,
    program: node,
    args: [here('../dist/server.js')],
    env: { NODE_ENV: 'production', WORKERS: String(workers) },
    path: HELLO,
    requests: 3_000,
  };
}

/** @param multiprocess folder for the metrics of its workers */
export function flaskTwin(multiprocess) {
  return {
    name: 'Flask and gunicorn, all on',
    program: gunicorn(),
    args: ['--config', `${flask}gunicorn.conf.py`, '--chdir', flask, 'app:app'],
    env: { PROMETHEUS_MULTIPROC_DIR: multiprocess, PYTHONPYCACHEPREFIX: `${cache}flask-bench/pycache` },
    path: HELLO,
    requests: 100,
  };
}

/**
 * `npm run bench -w service`: CPU time of the server for a request, beside the least that Fastify can be asked for, and
 * beside the same service in Flask. All run side by side and take turns, so that what else the machine does meets
 * them all; each round gives a ratio, and the median of the rounds counts. Ends with 1 where a limit is broken.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { cache, flask, gunicorn } from './flask.mjs';
import { startServer } from './server.mjs';

const ROUNDS = 21;
const CONNECTIONS = 10;
/** Requests of a round: each server is busy for about a second, a hundred ticks of the clock that it is read from. */
const REQUESTS = { bare: 25_000, service: 25_000, workers: 25_000, flask: 2_000 };
const HELLO = '/api/hello?name=DevOps';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const multiprocess = mkdtempSync(join(tmpdir(), 'service-bench-'));
const node = process.execPath;
const servers = [];

try {
  servers.push(await startServer({ name: 'bare', program: node, args: [here('bare.mjs')], path: '/' }));
  servers.push(
    await startServer({
      name: 'service',
      program: node,
      args: [here('../dist/server.js')],
      env: { NODE_ENV: 'production', WORKERS: '1' },
      path: HELLO,
    }),
  );
  servers.push(
    await startServer({
      name: 'workers',
      program: node,
      args: [here('../dist/server.js')],
      env: { NODE_ENV: 'production', WORKERS: '4' },
      path: HELLO,
    }),
  );
  servers.push(
    await startServer({
      name: 'flask',
      program: gunicorn(),
      args: ['--config', `${flask}gunicorn.conf.py`, '--chdir', flask, 'app:app'],
      env: { PROMETHEUS_MULTIPROC_DIR: multiprocess, PYTHONPYCACHEPREFIX: `${cache}flask-bench/pycache` },
      path: HELLO,
    }),
  );
  const [bare, service, workers, twin] = servers;
  for (const server of servers) await perRequest(server);

  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? servers : servers.toReversed();
    const costs = new Map();
    for (const server of order) costs.set(server, await perRequest(server));
    rounds.push(costs);
    if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1} of ${ROUNDS}\r`);
  }
  report(rounds, { bare, service, workers, twin });
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(multiprocess, { recursive: true, force: true });
}

/** Sends the requests of a round; microseconds of the server's CPU for each. */
async function perRequest({ name, url, cpu }) {
  const amount = REQUESTS[name];
  const before = cpu();
  const result = await autocannon({ url, connections: CONNECTIONS, amount });
  const used = cpu() - before;
  if (result['2xx'] !== amount)
    throw new Error(`${name}: of ${amount} requests ${result['2xx']} were answered with 200`);
  return (used * 1000) / amount;
}

function report(rounds, { bare, service, workers, twin }) {
  const costs = (server) => sorted(rounds.map((round) => round.get(server)));
  console.log(`µs of CPU for a request, ${ROUNDS} rounds    median     min     max`);
  for (const [title, server] of [
    ['bare Fastify', bare],
    ['the service, all on', service],
    ['the same with four workers', workers],
    ['Flask and gunicorn, all on', twin],
  ])
    console.log(row(title, costs(server), 0));
  console.log('ratio');
  const ratio = (over, under) => sorted(rounds.map((round) => round.get(over) / round.get(under)));
  verdict('the service to bare Fastify', ratio(service, bare), 'at most 1.5', (median) => median <= 1.5);
  console.log(row('with four workers', ratio(workers, bare), 2));
  verdict('Flask to the service', ratio(twin, service), 'at least 5', (median) => median >= 5);
}

function verdict(title, ratios, limit, holds) {
  const held = holds(ratios[(ROUNDS - 1) / 2]);
  console.log(`${row(title, ratios, 2)}  ${limit}: ${held ? 'yes' : 'NO'}`);
  if (!held) process.exitCode = 1;
}

function row(title, values, digits) {
  const shown = [values[(ROUNDS - 1) / 2], values[0], values.at(-1)];
  return `  ${title.padEnd(36)} ${shown.map((value) => value.toFixed(digits).padStart(7)).join(' ')}`;
}

function sorted(values) {
  return values.toSorted((a, b) => a - b);
}

/**
 * `npm run bench -w service`: CPU time of the server for a request, beside the least that Fastify can be asked for, and
 * beside the same service in Flask. Two servers at a time run side by side and take turns, 50 ms each, so that what
 * else the machine does meets both; each turn gives a ratio, and their median counts. No two processes of Node are
 * compiled alike, so each pair is started several times. Ends with 1 where a limit is broken.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from './server.mjs';
import { bare, flaskTwin, service } from './servers.mjs';

/** Until then a server is warming up. */
const WARM = 12;
const TURNS = 60;
/** In ms. What a server does after the last answer, as writing its log, belongs to the turn. */
const AFTERWARDS = 5;
const WIDTH = 52;

const multiprocess = mkdtempSync(join(tmpdir(), 'service-bench-'));
try {
  console.log(`${''.padEnd(WIDTH)}µs of CPU for a request       ratio, and from start to start`);
  await compare(service(1), bare, { starts: 9, limit: 'at most 1.5', holds: (ratio) => ratio <= 1.5 });
  await compare(service(4), bare, { starts: 3 });
  await compare(flaskTwin(multiprocess), service(1), {
    starts: 3,
    limit: 'at least 5',
    holds: (ratio) => ratio >= 5,
  });
} finally {
  rmSync(multiprocess, { recursive: true, force: true });
}

async function compare(one, other, { starts, limit, holds }) {
  const runs = [];
  for (let start = 1; start <= starts; start += 1) {
    if (process.stderr.isTTY) process.stderr.write(`\r${one.name}: start ${start} of ${starts} \r`);
    runs.push(await run(one, other));
  }
  const ratio = median(runs.map((of) => of.ratio));
  const title = `${one.name} to ${other.name}`.padEnd(WIDTH);
  const cost = (of) => median(runs.map(of)).toFixed(1).padStart(6);
  const ratios = runs.map((of) => of.ratio.toFixed(2)).toSorted((a, b) => a - b);
  const row = `${title}${cost((of) => of.one)} to ${cost((of) => of.other)}`.padEnd(WIDTH + 29);
  const verdict = limit === undefined ? '' : `, ${limit}: ${holds(ratio) ? 'yes' : 'NO'}`;
  console.log(`${row} ${ratio.toFixed(2).padStart(6)}  (${ratios.join(' ')})${verdict}`);
  if (limit !== undefined && !holds(ratio)) process.exitCode = 1;
}

/** Starts both and lets them take turns. Medians. */
async function run(one, other) {
  const servers = [];
  try {
    for (const server of [one, other]) servers.push(await startServer(server));
    for (const server of servers) for (let count = 0; count < WARM; count += 1) await turn(server);
    const turns = [];
    for (let count = 0; count < TURNS; count += 1) {
      const costs = new Map();
      for (const server of count % 2 === 0 ? servers : servers.toReversed())
        costs.set(server, await turn(server));
      turns.push(servers.map((server) => costs.get(server)));
    }
    return {
      one: median(turns.map(([cost]) => cost)),
      other: median(turns.map(([, cost]) => cost)),
      ratio: median(turns.map(([cost, toWhat]) => cost / toWhat)),
    };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** Microseconds of the server's CPU for a request. */
async function turn({ client, cpu, requests }) {
  const before = cpu();
  await client.send(requests);
  await sleep(AFTERWARDS);
  return (cpu() - before) / requests;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

import { spawnSync } from 'node:child_process';

/*
 * Prints the first port from argv[1] on, those of argv[2] left out, that is free on both addresses of localhost.
 * Loopback addresses that this machine does not have do not count.
 */
const SCRIPT = `
const { createServer } = require('node:net');
const taken = new Set(process.argv[2].split(',').map(Number));
const free = (port, host) => new Promise((resolve) => {
  const server = createServer();
  server.once('error', (error) => resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'));
  server.listen({ port, host }, () => server.close(() => resolve(true)));
});
(async () => {
  for (let port = Number(process.argv[1]); port < 65536; port += 1) {
    if (taken.has(port) || !(await free(port, '127.0.0.1')) || !(await free(port, '::1'))) continue;
    process.stdout.write(String(port));
    return;
  }
})();
`;

/** The first free port of this machine from `from` on that is not in `taken`. */
export type PortFinder = (from: number, taken: ReadonlySet<number>) => number;

/**
 * Looks for a free port without going back to the event loop, which a resource's `create` cannot wait for: a short
 * Node process tries to listen.
 * @throws Error where there is none
 */
export const findPort: PortFinder = (from, taken) => {
  const found = spawnSync(process.execPath, ['-e', SCRIPT, String(from), [...taken].join(',')], {
    encoding: 'utf8',
    env: {},
  });
  const port = Number(found.stdout);
  if (!Number.isInteger(port) || port === 0) throw new Error(`no free port from ${from} on: ${found.stderr}`);
  return port;
};

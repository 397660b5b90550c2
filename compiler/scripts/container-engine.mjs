/** A Docker engine for the tests: the one that answers here, else one of Debian's packages with everything of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Of Debian: program to package. Its client builds with BuildKit without a plugin. */
const PACKAGES = { dockerd: 'docker.io', 'docker-registry': 'docker-registry' };

const BASE = 'node:24-slim';

/**
 * Resolves to the engine's environment (`PATH` with its docker first, `DOCKER_HOST`, `DOCKER_CONFIG`), the image to build
 * from, and how to end it; or to why there is none.
 */
export async function containerEngine({ say }) {
  const folder = mkdtempSync(join(roomyFolder(), 'platc-containers-'));
  const steps = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    // oxlint-disable-next-line typescript/await-thenable -- some of them take their time
    for (let step = steps.pop(); step; step = steps.pop()) await step();
  };
  try {
    const found = answering();
    const env = found ?? (await ownEngine(folder, steps, say));
    if (env.reason !== undefined) {
      await close();
      return env;
    }
    say(found ? 'the Docker engine of this machine' : 'a Docker engine of its own');
    return {
      env,
      close,
      folder,
      base: await baseImage({ ...process.env, ...env }, found !== undefined, steps, say),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Memory where there is plenty: an engine writes, and its end deletes, a hundred thousand files. */
function roomyFolder() {
  const memory = '/dev/shm';
  if (!existsSync(memory) || freemem() < 8 * 2 ** 30) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize < 4 * 2 ** 30 ? tmpdir() : memory;
}

/** Whether an engine answers as the environment says, by a client that can build with BuildKit. */
function answering() {
  const info = spawnSync('docker', ['info'], { stdio: 'ignore' });
  if (info.status !== 0) return undefined;
  const buildx = spawnSync('docker', ['buildx', 'version'], { stdio: 'ignore' });
  return buildx.status === 0 ? {} : undefined;
}

async function ownEngine(folder, steps, say) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { reason: 'no Docker engine answers, and one of its own needs Linux on x86-64' };
  if (process.getuid() !== 0) return { reason: 'no Docker engine answers, and one of its own needs root' };
  const missing = Object.entries(PACKAGES).flatMap(([name, item]) => (onPath(name) ? [] : [item]));
  if (missing.length > 0) {
    if (!onPath('apt-get'))
      return { reason: 'no Docker engine answers, and there is no apt-get to install one' };
    const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' };
    spawnSync('apt-get', ['update', '-qq'], quiet);
    const args = ['install', '-qq', '-y', '--no-install-recommends', ...missing];
    const { status, stderr } = spawnSync('apt-get', args, quiet);
    if (status !== 0) return { reason: `${missing.join(' and ')} cannot be installed: ${stderr?.trim()}` };
    say(`installed ${missing.join(' and ')}`);
  }
  // Debian's own client, whatever else is called docker here; without a firewall only the host's network leads outside
  mkdirSync(join(folder, 'bin'));
  const script = `#!/bin/sh\n[ "$1" = build ] && shift && exec /usr/bin/docker build --network host "$@"\nexec /usr/bin/docker "$@"\n`;
  writeFileSync(join(folder, 'bin/docker'), script, { mode: 0o755 });
  const env = {
    PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
    DOCKER_HOST: `unix://${folder}/docker.sock`,
    DOCKER_CONFIG: join(folder, 'config'),
    DOCKER_BUILDKIT: '1',
  };
  await startEngine(folder, env, steps);
  return env;
}

/** Its own folder, socket and bridge; it leaves the firewall of this machine alone. */
async function startEngine(folder, env, steps) {
  const bridge = `platc${process.pid % 100_000}`;
  steps.push(() => spawnSync('ip', ['link', 'del', bridge], { stdio: 'ignore' }));
  for (const args of [
    ['link', 'add', bridge, 'type', 'bridge'],
    ['addr', 'add', `172.31.${process.pid % 250}.1/24`, 'dev', bridge],
    ['link', 'set', bridge, 'up'],
  ]) {
    const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
  }
  const args = `--data-root ${folder}/data --exec-root ${folder}/exec --pidfile ${folder}/pid --host ${env.DOCKER_HOST}
    --bridge ${bridge} --mtu 1400 --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false`;
  const child = spawn('dockerd', args.split(/\s+/), { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (log = (log + data).slice(-4000)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  steps.push(async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, delay(20_000, undefined, { ref: false })]);
    child.kill('SIGKILL');
    // what a container that would not end has left mounted
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
    for (const mount of mounts.filter((path) => path.startsWith(`${folder}/`)).reverse())
      spawnSync('umount', ['-l', mount]);
  });
  for (
    let tries = 0;
    spawnSync('docker', ['info'], { env: { ...process.env, ...env } }).status !== 0;
    tries++
  ) {
    if (child.exitCode !== null || tries > 120) throw new Error(`dockerd does not answer:\n${log}`);
    await delay(250);
  }
}

/** What service/Dockerfile builds from: as it says, or a stand-in of Debian's packages where no registry can be reached. */
async function baseImage(env, shared, steps, say) {
  const docker = (...args) => spawnSync('docker', args, { env, encoding: 'utf8', timeout: 120_000 });
  if (docker('image', 'inspect', BASE).status === 0 || docker('pull', '--quiet', BASE).status === 0)
    return BASE;
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'platc/containers');
  const tar = join(cache, 'base-1.tar');
  if (!existsSync(tar)) {
    const script = new URL('container-base.sh', import.meta.url).pathname;
    const HOST_CA = process.env.NODE_EXTRA_CA_CERTS ?? '';
    const made = spawnSync('bash', [script, tar], { env: { ...process.env, HOST_CA }, encoding: 'utf8' });
    if (made.status !== 0)
      throw new Error(`no registry of images can be reached, and no stand-in made:\n${made.stderr}`);
  }
  const name = shared ? 'platc-test/node:24-slim' : BASE;
  if (shared) steps.push(() => docker('image', 'rm', name));
  const changes = [
    'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'ENTRYPOINT ["docker-entrypoint.sh"]',
    'CMD ["node"]',
  ];
  const imported = docker('import', ...changes.flatMap((change) => ['-c', change]), tar, name);
  if (imported.status !== 0) throw new Error(`docker import: ${imported.stderr}`);
  say(`no registry of images can be reached: a stand-in for ${BASE}, of Debian's packages and npm's Node`);
  return name;
}

function onPath(name) {
  return process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, name)));
}

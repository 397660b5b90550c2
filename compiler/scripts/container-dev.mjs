/**
 * `npm run docker:dev`: builds the service's build stage and runs it with the sources of this folder and reload, at
 * http://127.0.0.1:8080 (`PORT` says otherwise). As compose.yaml does, for a Docker without Compose.
 */
import { spawn } from 'node:child_process';
import { root, run } from './steps.mjs';

const { PORT = '8080', NODE_IMAGE } = process.env;
const image = 'demo-app-dev';

const args = ['build', '--file', 'service/Dockerfile', '--target', 'build', '--tag', image];
if (NODE_IMAGE) args.push('--build-arg', `NODE_IMAGE=${NODE_IMAGE}`);
const { code } = await run('docker', [...args, '.'], { env: { DOCKER_BUILDKIT: '1' } });
if (code === 127)
  console.error('docker is not installed, or not on PATH: https://docs.docker.com/get-docker/');
if (code !== 0) process.exit(code);

const options = `--rm --init --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --user node
  --stop-timeout 30 --env ENVIRONMENT=local --env LOG_LEVEL=debug --env WORKERS=1 --publish 127.0.0.1:${PORT}:8080`;
const terminal = process.stdin.isTTY && process.stdout.isTTY ? ['--interactive', '--tty'] : [];
const sources = ['--volume', `${root}service/src:/app/service/src:ro`];
const command = ['node', '--watch', 'service/src/server.ts'];
const child = spawn('docker', ['run', ...options.split(/\s+/), ...terminal, ...sources, image, ...command], {
  cwd: root,
  stdio: 'inherit',
});
// The container gets the signal from docker; this waits until it has ended.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => (process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)));

import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { repository } from '../helpers/run.ts';

/** What service/Dockerfile builds from here. */
export const nodeImage = process.env['PLATC_NODE_IMAGE'] ?? 'node:24-slim';

/** What a docker command prints; throws what it says where it fails. */
export function docker(...args: readonly string[]): string {
  return execFileSync('docker', [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** As `docker`, while this process goes on. */
export async function dockerLater(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('docker', [...args], { encoding: 'utf8' })).stdout.trim();
}

/** What is measured is printed, whether a test fails or not. */
export function measured(text: string): void {
  process.stdout.write(`measured: ${text}\n`);
}

/** Builds the service's image as its Dockerfile's first lines say. */
export function buildService(name: string, ...options: readonly string[]): void {
  const args = ['--file', 'service/Dockerfile', '--build-arg', `NODE_IMAGE=${nodeImage}`, '--tag', name];
  execFileSync('docker', ['build', ...args, ...options, '.'], {
    cwd: repository,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DOCKER_BUILDKIT: '1', BUILDKIT_PROGRESS: 'plain', SOURCE_DATE_EPOCH: '0' },
  });
}

/** The part of `docker inspect` that is looked at. */
export interface Inspected {
  readonly Id: string;
  readonly Size: number;
  readonly Created: string;
  readonly RootFS: { readonly Layers: readonly string[] };
  readonly Config: {
    readonly User: string;
    readonly Entrypoint: readonly string[] | null;
    readonly Labels: Readonly<Record<string, string>>;
  };
  readonly State: {
    readonly StartedAt: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly Health?: { readonly Status: string };
  };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly Memory: number;
    readonly MemorySwap: number;
    readonly NanoCpus: number;
    readonly Init: boolean;
  };
  readonly NetworkSettings: { readonly IPAddress: string };
}

export function inspect(name: string): Inspected {
  const [found]: readonly Inspected[] = JSON.parse(docker('inspect', name));
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

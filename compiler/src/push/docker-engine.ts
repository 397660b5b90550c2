import { join } from 'node:path';
import type { BuildContext } from './builder.ts';
import type { Environment } from './docker.ts';

/** What is used here of `docker context inspect`. */
interface DockerContext {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string; readonly SkipTLSVerify?: boolean } };
  readonly TLSMaterial?: { readonly docker?: readonly string[] };
  readonly Storage?: { readonly TLSPath?: string };
}

/**
 * What makes docker find the user's engine also where `DOCKER_CONFIG` is another folder than theirs: contexts and
 * certificates lie in it. https://docs.docker.com/reference/cli/docker/#environment-variables
 */
export async function engineSettings(context: BuildContext): Promise<Environment> {
  const { env } = context.host;
  if (env['DOCKER_HOST'] === undefined) return contextSettings(await currentContext(context));
  const isTls = env['DOCKER_TLS_VERIFY'] !== undefined || env['DOCKER_TLS'] !== undefined;
  if (!isTls || env['DOCKER_CERT_PATH'] !== undefined) return {};
  return { DOCKER_CERT_PATH: env['DOCKER_CONFIG'] ?? join(env['HOME'] ?? '', '.docker') };
}

async function currentContext({ host, machine }: BuildContext): Promise<DockerContext> {
  const result = await machine.run({
    command: 'docker',
    args: ['context', 'inspect', '--format', '{{json .}}'],
    cwd: host.cwd,
    env: host.env,
    signal: host.interrupted,
  });
  if (result?.code !== 0) return {};
  try {
    return (JSON.parse(result.stdout) as DockerContext | null) ?? {};
  } catch {
    return {};
  }
}

function contextSettings({ Endpoints, TLSMaterial, Storage }: DockerContext): Environment {
  const { Host, SkipTLSVerify } = Endpoints?.docker ?? {};
  if (Host === undefined) return {};
  const folder = Storage?.TLSPath;
  if (folder === undefined || (TLSMaterial?.docker ?? []).length === 0) return { DOCKER_HOST: Host };
  const verify = SkipTLSVerify === true ? { DOCKER_TLS: '1' } : { DOCKER_TLS_VERIFY: '1' };
  return { DOCKER_HOST: Host, DOCKER_CERT_PATH: join(folder, 'docker'), ...verify };
}

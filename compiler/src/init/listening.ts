import { DockerfileError, parseDockerfile } from '../push/dockerfile.ts';
import { substitute } from '../push/dockerfile-words.ts';
import type { StageConfig } from '../push/image-config.ts';
import { readStages, targetStage } from '../push/stages.ts';

/** What has to be known of a service before it can be balanced, and which of it is only guessed. */
export interface Listening {
  readonly port: number;
  readonly healthPath: string;
  readonly guessed: readonly ('port' | 'health')[];
}

/** Of the service that is made where there is none. */
export const ownListening: Listening = { port: 8080, healthPath: '/health', guessed: [] };

/**
 * What a Dockerfile says of its last stage, with the defaults of `ARG` and `ENV` put in as a build does: the port by
 * EXPOSE, the path by HEALTHCHECK. A port is guessed where it is one of several, only the default of `PORT`, only asked
 * by the health check, or said nowhere; a path where nothing says it, or it is asked at another port.
 * https://docs.docker.com/reference/dockerfile/#expose https://docs.docker.com/reference/dockerfile/#healthcheck
 */
export function listeningOf(dockerfile: string): Listening {
  const config = configOf(dockerfile);
  const ports = (config?.exposedPorts ?? []).flatMap((port) => portOf(port.replace(/\/tcp$/i, '')));
  const [named] = portOf(config?.env['PORT']);
  const check = config ? checked(config) : undefined;
  const exposed = ports.find((one) => one === named) ?? ports[0];
  const port = exposed ?? named ?? check?.port ?? ownListening.port;
  const isSure = exposed !== undefined && (ports.length === 1 || exposed === named);
  const isAsked = check !== undefined && (check.port === undefined || check.port === port);
  return {
    port,
    healthPath: check?.path ?? ownListening.healthPath,
    guessed: [...(isSure ? [] : ['port' as const]), ...(isAsked ? [] : ['health' as const])],
  };
}

function configOf(dockerfile: string): StageConfig | undefined {
  try {
    return targetStage(readStages(parseDockerfile(dockerfile)))?.config;
  } catch (error) {
    if (error instanceof DockerfileError) return undefined;
    throw error;
  }
}

/** A port in digits; of nothing else, not of a range either, one can be told. */
function portOf(text: string | undefined): readonly number[] {
  const port = Number(text);
  return text !== undefined && /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? [port] : [];
}

/** An address in whatever command: `curl -f http://localhost:8080/healthz || exit 1`, `wget localhost/up`. */
const ADDRESS =
  /(?:http(s?):\/\/(?:\[[^\]\s]*\]|[^\s/:"'`|;]*)|\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0))(?::(\d{0,5}))?(\/[^\s"'`|;)?#]*)?/;

/** What the health check asks. No port where that is a variable which only the running container knows. */
function checked({
  healthcheck,
  env,
}: StageConfig): { readonly path: string; readonly port: number | undefined } | undefined {
  const command = substitute(healthcheck?.test.join(' ') ?? '', new Map(Object.entries(env)));
  const [address, secure, digits, path = '/'] = ADDRESS.exec(command) ?? [];
  if (address === undefined || !/^\/[\w\-./]*$/.test(path)) return undefined;
  const [port] = portOf(digits ?? (secure === 's' ? '443' : '80'));
  return { path, port };
}

/** What a Dockerfile's stage says of how its image is run. Names as in the configuration of an OCI image. */
export interface StageConfig {
  /** Absolute. */
  readonly workingDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  /** `8080/tcp` */
  readonly exposedPorts: readonly string[];
  readonly stopSignal?: string;
  readonly healthcheck?: Healthcheck;
}

export interface Healthcheck {
  /** `['CMD', 'wget', …]`, `['CMD-SHELL', 'wget …']` or `['NONE']`. */
  readonly test: readonly string[];
  /** Nanoseconds by option: `Interval`, `Timeout`, `StartPeriod`, `StartInterval`. */
  readonly durations: Readonly<Record<string, number>>;
  readonly retries?: number;
}

/**
 * The configuration as an OCI image carries it; `Healthcheck` is Docker's own addition.
 * https://github.com/opencontainers/image-spec/blob/main/config.md
 */
export function ociConfig(config: StageConfig, layers: readonly string[]): string {
  const { env, exposedPorts, entrypoint, cmd, workingDir, labels, user, stopSignal, healthcheck } = config;
  return JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: {
      Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      WorkingDir: workingDir,
      ...(entrypoint.length > 0 && { Entrypoint: entrypoint }),
      ...(cmd.length > 0 && { Cmd: cmd }),
      ...(user !== undefined && { User: user }),
      ...(exposedPorts.length > 0 && {
        ExposedPorts: Object.fromEntries(exposedPorts.map((port) => [port, {}])),
      }),
      ...(Object.keys(labels).length > 0 && { Labels: labels }),
      ...(stopSignal !== undefined && { StopSignal: stopSignal }),
      ...(healthcheck && {
        Healthcheck: {
          Test: healthcheck.test,
          ...healthcheck.durations,
          ...(healthcheck.retries !== undefined && { Retries: healthcheck.retries }),
        },
      }),
    },
    rootfs: { type: 'layers', diff_ids: layers },
  });
}

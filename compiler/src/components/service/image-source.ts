import type { ResolvedService } from '../../generated/config.ts';

/** How a service's image is built. Paths are relative to platform.yaml, with forward slashes. */
export interface Build {
  readonly context: string;
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target: string | undefined;
}

/** The build of a service; undefined for one that brings its image by `image`. */
export function buildOf(service: ResolvedService): Build | undefined {
  const { build } = service;
  if (build === undefined) return undefined;
  if (typeof build === 'string')
    return {
      context: build,
      dockerfile: `${build.replace(/\/+$/, '')}/Dockerfile`,
      args: {},
      target: undefined,
    };
  const context = build.context;
  return {
    context,
    dockerfile: build.dockerfile ?? `${context.replace(/\/+$/, '')}/Dockerfile`,
    args: build.args,
    target: build.target,
  };
}

import type { Aws } from '../aws/aws.ts';
import type { Host } from '../host/host.ts';
import type { Machine } from '../host/machine.ts';
import type { BuildSource } from './build-source.ts';

/** One image to build and push. */
export interface BuildRequest {
  /** Name of the service. */
  readonly service: string;
  readonly source: BuildSource;
  /** Of the tasks; undefined for that of this machine. */
  readonly platform: 'linux/amd64' | 'linux/arm64' | undefined;
  /** `<registry>/<app>/<service>`, without a tag. */
  readonly repositoryUri: string;
  readonly repositoryName: string;
  readonly tag: string;
  /** HEAD; undefined without git. */
  readonly commit: string | undefined;
  /** Caches of BuildKit, as its `--cache-from` and `--cache-to` take them. */
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** OCI labels: what the image was built from. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface BuildContext {
  readonly host: Host;
  readonly machine: Machine;
  readonly aws: Aws;
  /** Said to people while it takes its time. */
  readonly say: (line: string) => void;
}

/** Builds an image and puts it under its tag into its repository. Throws `CommandError`. */
export type Builder = (context: BuildContext, request: BuildRequest) => Promise<void>;

import type { CloudFormationApi } from './cloudformation.ts';
import type { ConnectOptions } from './client.ts';
import type { CloudWatchApi } from './cloudwatch.ts';
import type { EcrApi } from './ecr.ts';
import type { EcsApi } from './ecs.ts';
import type { ElbApi } from './elb.ts';
import type { LogsApi } from './logs.ts';
import type { S3Api } from './s3.ts';
import type { ServiceQuotasApi } from './service-quotas.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Who the calls are made as. */
export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
}

/**
 * AWS in one region, through the calls that platc makes. A service's client is loaded when it is first asked for, and
 * every method throws `AwsError`, or the reason of the interruption.
 */
export interface Aws {
  readonly region: string;
  identity(): Promise<Identity>;
  cloudFormation(): Promise<CloudFormationApi>;
  cloudWatch(): Promise<CloudWatchApi>;
  ecs(): Promise<EcsApi>;
  elb(): Promise<ElbApi>;
  logs(): Promise<LogsApi>;
  ecr(): Promise<EcrApi>;
  s3(): Promise<S3Api>;
  serviceQuotas(): Promise<ServiceQuotasApi>;
  /** The same account in another Region. */
  inRegion(region: string): Aws;
  /** The same, for calls that must still be made after an interruption: removing what was only made to look at. */
  uninterrupted(): Aws;
}

/** Makes no call yet. */
export function connectAws(options: ConnectOptions): Aws {
  return {
    region: options.region,
    identity: once(async () => (await import('./sts.ts')).callerIdentity(options)),
    cloudFormation: once(async () => (await import('./cloudformation.ts')).connectCloudFormation(options)),
    cloudWatch: once(async () => (await import('./cloudwatch.ts')).connectCloudWatch(options)),
    ecs: once(async () => (await import('./ecs.ts')).connectEcs(options)),
    elb: once(async () => (await import('./elb.ts')).connectElb(options)),
    logs: once(async () => (await import('./logs.ts')).connectLogs(options)),
    ecr: once(async () => (await import('./ecr.ts')).connectEcr(options)),
    s3: once(async () => (await import('./s3.ts')).connectS3(options)),
    serviceQuotas: once(async () => (await import('./service-quotas.ts')).connectServiceQuotas(options)),
    inRegion: (region) => connectAws({ ...options, region }),
    uninterrupted: () => connectAws({ ...options, interrupted: new AbortController().signal }),
  };
}

/** The first answer, kept; a failure is not, so that the next caller tries again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

import { state } from '@aws-sdk/core/client';
import type { Credentials } from './aws.ts';
import { toAwsError } from './aws-error.ts';

export interface ConnectOptions {
  readonly region: string;
  /** Where AWS is; without it the SDK's own rules hold (`AWS_ENDPOINT_URL`, the service's public endpoint). */
  readonly endpoint?: string | undefined;
  /** Without them the SDK looks where it always does: environment, profile, SSO, container, instance. */
  readonly credentials?: Credentials | undefined;
  /** That of `AWS_PROFILE`, to name it where it has no credentials; the SDK reads it by itself. */
  readonly profile?: string | undefined;
  /** Ends the calls under way; they reject with its reason. */
  readonly interrupted: AbortSignal;
}

/** Settings of every SDK client. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
export function clientSettings(options: ConnectOptions) {
  // The SDK warns on stderr, once a process, that its versions of 2027 need Node 22; the versions used here are pinned.
  state.warningEmitted = true;
  return {
    region: options.region,
    retryMode: 'adaptive',
    maxAttempts: 5,
    customUserAgent: 'platc',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    ...(options.credentials && { credentials: options.credentials }),
  };
}

/** Makes one call; its errors become `AwsError`, an interruption the reason of the interruption. */
export type Call = <T>(
  operation: string,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
) => Promise<T>;

/** @param service the service's name as people read it: `CloudFormation`. */
export function caller(service: string, options: ConnectOptions): Call {
  return async (operation, send) => {
    options.interrupted.throwIfAborted();
    try {
      return await send({ abortSignal: options.interrupted });
    } catch (error) {
      options.interrupted.throwIfAborted();
      throw toAwsError(error, `${service} ${operation}`, options);
    }
  };
}

/** Every page of a listing. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html has the common form of the token. */
export async function allPages<Output, Item>(
  page: (token: string | undefined) => Promise<Output>,
  items: (output: Output) => readonly Item[] | undefined,
  next: (output: Output) => string | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const output = await page(token);
    all.push(...(items(output) ?? []));
    token = next(output);
  } while (token !== undefined && token !== '');
  return all;
}

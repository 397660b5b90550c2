import type { AwsError } from './aws-error.ts';

export interface FaultTarget {
  readonly signingName: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * What goes wrong with one call: it is refused, the connection breaks before it took effect, or it takes effect and
 * the answer is lost.
 */
export type Fault = { readonly error: AwsError } | 'request lost' | 'answer lost';

/** Asked for every call; tests script it. */
export type Faults = (call: FaultTarget) => Fault | undefined;

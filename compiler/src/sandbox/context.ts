import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from './clock.ts';
import type { Store } from './store.ts';

/** What every part of the sandbox is given. One object per running sandbox. */
export interface SandboxContext {
  readonly clock: Clock;
  readonly store: Store;
  /** The one account there is: `000000000000`. */
  readonly accountId: string;
  readonly partition: 'aws';
  /** Folder that holds the journal, image snapshots, object bodies. Absolute. */
  readonly stateDir: string;
  /** One line for the journal of effects: what really happened (a task started, a target drained). Tests count these. */
  effect(kind: string, detail: Readonly<Record<string, unknown>>): void;
  /** For ids and suffixes; tests seed it. Returns `length` characters of [0-9a-f]. */
  randomHex(length: number): string;
}

/** Who asked, taken from the request: the region comes from the SigV4 credential scope. */
export interface RequestContext {
  readonly region: string;
  readonly requestId: string;
  /** `http://127.0.0.1:<port>` as the client addressed the sandbox. */
  readonly endpoint: string;
}

/**
 * One AWS service: its operations by name. Inputs and outputs have the shapes of the SDK's own types
 * (`DescribeStacksInput` → `DescribeStacksOutput`); the wire layer parses and writes them from the SDK's schemas.
 * An operation throws `AwsError`; one that is not listed is answered with AWS's error for an unsupported operation.
 */
export interface AwsService {
  /** SigV4 signing name: `cloudformation`, `ecs`, `elasticloadbalancing`, `logs`, `ecr`, `s3`, `sts`, `ssm` … */
  readonly signingName: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- each operation narrows its own input; the wire layer checks the shape
  readonly operations: Readonly<Record<string, (input: any, request: RequestContext) => unknown>>;
  /** Requests that are no operations of AWS's protocols, by how their path begins. It answers them in full. */
  readonly web?: {
    readonly prefix: string;
    handle(incoming: IncomingMessage, response: ServerResponse): Promise<void>;
  };
  /** Picks up what was under way when the sandbox last stopped. Called once, after the store is loaded. */
  start?(): void | Promise<void>;
  stop?(): void | Promise<void>;
}

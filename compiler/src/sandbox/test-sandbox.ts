import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxContext } from './context.ts';
import type { ResourceRequest } from './resource-behaviour.ts';
import type { Sandbox, SandboxOptions } from './sandbox.ts';
import { createSandbox } from './sandbox.ts';
import { TestClock } from './test-clock.ts';

/** A sandbox of its own for a test: a temporary state folder, any port, a clock that the test moves. */
export interface TestSandbox {
  readonly endpoint: string;
  readonly context: SandboxContext;
  readonly clock: TestClock;
  /** Settings for an SDK client, without the region. */
  readonly client: {
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  /** A header for a request that no SDK client makes. */
  signature(signingName: string): { readonly authorization: string };
  /** Closes it and starts it again on the same state folder, on another port. */
  restart(): Promise<void>;
  /** Closes it and removes its folder. */
  remove(): Promise<void>;
}

export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const stateDir = await mkdtemp(join(tmpdir(), 'platc-sandbox-'));
  const clock = new TestClock();
  const start = (): Promise<Sandbox> =>
    createSandbox({ stateDir, port: 0, clock, report: () => undefined, ...options });
  let sandbox = await start();
  return {
    get endpoint() {
      return sandbox.endpoint;
    },
    get context() {
      return sandbox.context;
    },
    clock,
    get client() {
      return {
        endpoint: sandbox.endpoint,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        maxAttempts: 1,
      };
    },
    signature: (signingName) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${signingName}/aws4_request, SignedHeaders=host, Signature=0`,
    }),
    async restart() {
      await sandbox.close();
      sandbox = await start();
    },
    async remove() {
      await sandbox.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** A request for a resource as the stack `demo` in eu-west-1 makes it. */
export function resourceRequest(
  type: string,
  properties: ResourceRequest['properties'],
  logicalId = 'Resource',
): ResourceRequest {
  return {
    region: 'eu-west-1',
    stackName: 'demo',
    stackId: 'arn:aws:cloudformation:eu-west-1:000000000000:stack/demo/1',
    logicalId,
    type,
    properties,
    tags: {},
    generatedName: `demo-${logicalId.toLowerCase()}-1a2b3c4d5e6f`,
  };
}

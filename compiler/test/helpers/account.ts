import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Aws } from '../../src/aws/aws.ts';
import type { Clock } from '../../src/deploy/clock.ts';
import { snapshotManifest } from '../../src/push/snapshot-builder.ts';
import { ResourceFaults } from '../../src/sandbox/cloudformation/faults.ts';
import type { AwsService, SandboxContext } from '../../src/sandbox/context.ts';
import { FakeRunner, type FakeContainer } from '../../src/sandbox/runner/fake-runner.ts';
import { writeImageSnapshot } from '../../src/sandbox/runner/image-snapshot.ts';
import { sandboxServices } from '../../src/sandbox/services.ts';
import { MemoryStore } from '../../src/sandbox/store.ts';
import { TestClock } from '../../src/sandbox/test-clock.ts';
import { ScriptedCalls, type Input } from './scripted-calls.ts';

const REGION = 'eu-west-1';
const ACCOUNT = '000000000000';

/** Signing names of the sandbox's services, by the name that people know them by. */
const services = {
  CloudFormation: 'cloudformation',
  CloudWatch: 'monitoring',
  ECS: 'ecs',
  'Elastic Load Balancing': 'elasticloadbalancing',
  Logs: 'logs',
  ECR: 'ecr',
  S3: 's3',
} as const;

/**
 * An account of the whole sandbox behind the interface that the commands know AWS by: on a store in memory, with no wire in
 * between, containers that the test scripts, and a clock by which time goes on where somebody waits.
 */
export class Account implements Aws {
  readonly region = REGION;
  readonly calls = new ScriptedCalls();
  readonly faults = new ResourceFaults();
  readonly time = new TestClock();
  /** What a container does when it is started. */
  start: (container: FakeContainer) => void = (container) => container.events.started(container.port);
  /** Status of the answer to a health check. */
  probe: (port: number) => number = () => 200;
  /** Called before each call, and before each wait; may throw, as an interruption does. */
  beforeCall: (operation: string) => void | Promise<void> = () => undefined;
  beforeSleep: () => void | Promise<void> = () => undefined;
  readonly #stateDir = mkdtempSync(join(tmpdir(), 'platc-account-'));
  readonly #services: ReadonlyMap<string, AwsService>;
  #random = 0;

  readonly clock: Clock = {
    now: () => new Date(this.time.now()),
    sleep: async (ms) => {
      await this.beforeSleep();
      await this.time.advance(ms);
    },
  };

  constructor() {
    const context: SandboxContext = {
      clock: this.time,
      store: new MemoryStore(),
      accountId: ACCOUNT,
      partition: 'aws',
      stateDir: this.#stateDir,
      effect: () => undefined,
      randomHex: (length) => this.#hex(length),
    };
    const all = sandboxServices(context, {
      runner: new FakeRunner({ start: (container) => this.start(container) }),
      resourceFaults: this.faults,
      loadBalancing: {
        listen: false,
        findPort: (from) => from,
        prober: ({ port }, answer) => {
          answer(this.probe(port));
          return () => undefined;
        },
      },
    });
    this.#services = new Map(all.map((service) => [service.signingName, service]));
    for (const service of all) void service.start?.();
  }

  identity = () => Promise.resolve({ account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/ada` });
  inRegion = () => this;
  uninterrupted = () => this;
  cloudFormation = () => this.#api<Aws['cloudFormation']>('CloudFormation');
  cloudWatch = () => this.#api<Aws['cloudWatch']>('CloudWatch');
  ecs = () => this.#api<Aws['ecs']>('ECS');
  elb = () => this.#api<Aws['elb']>('Elastic Load Balancing');
  logs = () => this.#api<Aws['logs']>('Logs');
  ecr = () => this.#api<Aws['ecr']>('ECR');
  s3 = () => this.#api<Aws['s3']>('S3');
  serviceQuotas = () => Promise.reject(new Error('the sandbox has no quotas'));

  /** An operation behind the back of what is tested: neither counted nor refused. */
  async call(
    service: keyof typeof services,
    operation: string,
    input: Input = {},
    // oxlint-disable-next-line typescript/no-explicit-any -- a test knows what it asked for
  ): Promise<any> {
    const run = this.#services.get(services[service])?.operations[operation];
    if (!run) throw new Error(`${service} ${operation} is not supported`);
    return await run(input, { region: REGION, requestId: 'request', endpoint: 'http://127.0.0.1:4566' });
  }

  async makeBucket(name: string): Promise<void> {
    const input = { Bucket: name, CreateBucketConfiguration: { LocationConstraint: REGION } };
    await this.call('S3', 'CreateBucket', input);
  }

  /** The text of an object; undefined where there is none. */
  async object(bucket: string, key: string): Promise<string | undefined> {
    const { Contents = [] } = await this.call('S3', 'ListObjectsV2', { Bucket: bucket, Prefix: key });
    if (!Contents.some(({ Key }: { Key: string }) => Key === key)) return undefined;
    const { Body } = await this.call('S3', 'GetObject', { Bucket: bucket, Key: key });
    return Buffer.from(Body).toString();
  }

  async stack(name: string) {
    return (await this.call('CloudFormation', 'DescribeStacks', { StackName: name })).Stacks[0];
  }

  /** Brings a stack up, or to another template, as somebody else would; it ends as it ends. */
  async deploy(name: string, body: string, more: Input = {}): Promise<void> {
    const exists = (await this.call('CloudFormation', 'DescribeStacks')).Stacks.some(
      (stack: { StackName: string }) => stack.StackName === name,
    );
    const input = { StackName: name, TemplateBody: body, ...more };
    await this.call('CloudFormation', exists ? 'UpdateStack' : 'CreateStack', input);
    await this.time.advance(600_000);
  }

  /** Pushes an image that does nothing but differ by its text. Its reference by digest. */
  async putImage(repositoryName: string, text: string): Promise<string> {
    const { repositories } = await this.call('ECR', 'DescribeRepositories');
    if (!repositories.some((one: { repositoryName: string }) => one.repositoryName === repositoryName)) {
      const properties = `{ RepositoryName: ${repositoryName} }`;
      await this.deploy(
        `repository-${repositoryName.replaceAll('/', '-')}`,
        `Resources:\n  Repository: { Type: AWS::ECR::Repository, Properties: ${properties} }\n`,
      );
    }
    const config = { workingDir: '/', env: { TEXT: text }, entrypoint: [], cmd: ['node', 'app.js'] };
    const { digest } = await writeImageSnapshot(this.#stateDir, config, []);
    const imageManifest = snapshotManifest(JSON.stringify(config), digest, 0);
    await this.call('ECR', 'PutImage', {
      repositoryName,
      imageManifest,
      imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
      imageTag: text,
    });
    const sha256 = createHash('sha256').update(imageManifest).digest('hex');
    return `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${repositoryName}@sha256:${sha256}`;
  }

  remove(): void {
    rmSync(this.#stateDir, { recursive: true, force: true });
  }

  async #api<Connect extends () => Promise<unknown>>(
    service: keyof typeof services,
  ): Promise<Awaited<ReturnType<Connect>>> {
    return new Proxy({} as Awaited<ReturnType<Connect>> & object, {
      get: (_, name) => {
        // A promise is recognised by this name.
        if (name === 'then') return undefined;
        const operation = `${name.toString()[0]?.toUpperCase()}${name.toString().slice(1)}`;
        return async (input: Input) => {
          await this.beforeCall(operation);
          return this.calls.call(service, operation, input, async () =>
            asReceived(await this.call(service, operation, asSent(input))),
          );
        };
      },
    });
  }

  #hex(length: number): string {
    return createHash('sha256')
      .update(String((this.#random += 1)))
      .digest('hex')
      .slice(0, length);
  }
}

/** What the wire makes of a text in a body. */
function asSent(input: Input): Input {
  return typeof input['Body'] === 'string' ? { ...input, Body: Buffer.from(input['Body']) } : input;
}

/** What the SDK makes of a body in an answer. */
function asReceived(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || !('Body' in output)) return output;
  const { Body: body } = output;
  if (!(body instanceof Uint8Array)) return output;
  return { ...output, Body: { transformToString: () => Promise.resolve(Buffer.from(body).toString()) } };
}

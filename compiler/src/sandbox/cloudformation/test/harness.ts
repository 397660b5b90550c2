import { MemoryStore } from '../../store.ts';
import type { AwsService, SandboxContext } from '../../context.ts';
import type { ResourceBehaviour } from '../../resource-behaviour.ts';
import { TestClock } from '../../test-clock.ts';
import { ResourceFaults } from '../faults.ts';
import { cloudFormationService } from '../service.ts';

export interface TestOptions {
  readonly store?: MemoryStore;
  readonly clock?: TestClock;
  readonly behaviours?: readonly ResourceBehaviour[];
  readonly objects?: Readonly<Record<string, string>>;
  readonly ssm?: Readonly<Record<string, { readonly value: string; readonly type: string }>>;
  readonly faults?: ResourceFaults;
  readonly seed?: number;
}

/** CloudFormation alone, on a store in memory and a clock that the test moves. */
export class TestCloudFormation {
  readonly clock: TestClock;
  readonly store: MemoryStore;
  readonly faults: ResourceFaults;
  readonly effects: { readonly kind: string; readonly detail: Readonly<Record<string, unknown>> }[] = [];
  readonly service: AwsService;
  #random: number;

  constructor(options: TestOptions = {}) {
    this.clock = options.clock ?? new TestClock(undefined, () => Promise.resolve());
    this.store = options.store ?? new MemoryStore();
    this.faults = options.faults ?? new ResourceFaults();
    this.#random = options.seed ?? 1;
    const context: SandboxContext = {
      clock: this.clock,
      store: this.store,
      accountId: '000000000000',
      partition: 'aws',
      stateDir: '/nowhere',
      effect: (kind, detail) => this.effects.push({ kind, detail }),
      randomHex: (length) => this.#hex(length),
    };
    this.service = cloudFormationService({
      context,
      behaviours: options.behaviours ?? [],
      readS3Object: ({ bucket, key }) => options.objects?.[`${bucket}/${key}`],
      readSsmParameter: ({ name, version }) =>
        options.ssm?.[version === undefined ? name : `${name}:${version}`],
      faults: this.faults,
    });
  }

  /** Calls an operation. What it gives is as the wire layer writes it. */
  async call(
    operation: string,
    input: Readonly<Record<string, unknown>> = {},
    region = 'eu-west-1',
    // oxlint-disable-next-line typescript/no-explicit-any -- a test knows what it asked for
  ): Promise<any> {
    const run = this.service.operations[operation];
    if (!run) throw new Error(`${operation} is not supported`);
    return await run(input, { region, requestId: 'request', endpoint: 'http://127.0.0.1:4566' });
  }

  /** The stack's status after everything that was under way is over. */
  async settle(ms = 600_000): Promise<void> {
    await this.clock.advance(ms);
  }

  async create(
    stackName: string,
    template: unknown,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const { StackId: stackId } = await this.call('CreateStack', {
      StackName: stackName,
      TemplateBody: text(template),
      ...more,
    });
    await this.settle();
    return stackId;
  }

  async update(
    stackName: string,
    template: unknown,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await this.call('UpdateStack', { StackName: stackName, TemplateBody: text(template), ...more });
    await this.settle();
  }

  async stack(stackName: string) {
    return (await this.call('DescribeStacks', { StackName: stackName })).Stacks[0];
  }

  async status(stackName: string): Promise<string> {
    return (await this.stack(stackName)).StackStatus;
  }

  /** Oldest first: `LogicalId STATUS`, with ` | reason` where there is one. */
  async events(stackName: string): Promise<string[]> {
    const { StackEvents: events } = await this.call('DescribeStackEvents', { StackName: stackName });
    return events
      .toReversed()
      .map(
        (event: { LogicalResourceId: string; ResourceStatus: string; ResourceStatusReason?: string }) =>
          `${event.LogicalResourceId} ${event.ResourceStatus}${event.ResourceStatusReason === undefined ? '' : ` | ${event.ResourceStatusReason}`}`,
      );
  }

  /** The statuses of the stack itself, in order. */
  async path(stackName: string): Promise<string[]> {
    const { StackName: name } = await this.stack(stackName);
    return (await this.events(stackName))
      .filter((event) => event.startsWith(`${name} `))
      .map((event) => event.split(' ')[1] ?? '');
  }

  #hex(length: number): string {
    let hex = '';
    while (hex.length < length) {
      this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
      hex += (this.#random >>> 8).toString(16).padStart(6, '0');
    }
    return hex.slice(0, length);
  }
}

function text(template: unknown): string {
  return typeof template === 'string' ? template : JSON.stringify(template);
}

import { toAwsError } from '../../src/aws/aws-error.ts';
import type { CloudFormationApi } from '../../src/aws/cloudformation.ts';
import type { Clock } from '../../src/deploy/clock.ts';
import { AwsError } from '../../src/sandbox/aws-error.ts';
import { TestCloudFormation } from '../../src/sandbox/cloudformation/test/harness.ts';

type Input = Readonly<Record<string, unknown>>;

/** What goes wrong with a call: `answer` the error, after it took effect where `late`. */
interface Fault {
  readonly operation: string;
  readonly error: AwsError;
  readonly late: boolean;
}

/**
 * The sandbox's CloudFormation behind the interface that deploy knows it by, with no wire in between, and a clock by
 * which time goes on where somebody waits.
 */
export class Formation {
  readonly cloud = new TestCloudFormation();
  /** Every call, in order. */
  readonly calls: { readonly operation: string; readonly input: Input }[] = [];
  /** Called before each wait; may throw, as an interruption does. */
  beforeSleep: () => void | Promise<void> = () => undefined;
  #faults: Fault[] = [];

  readonly clock: Clock = {
    now: () => new Date(this.cloud.clock.now()),
    sleep: async (ms) => {
      await this.beforeSleep();
      await this.cloud.clock.advance(ms);
    },
  };

  readonly api = new Proxy({} as CloudFormationApi, {
    get: (_, name) => (input: Input) =>
      this.#call(`${name.toString()[0]?.toUpperCase()}${name.toString().slice(1)}`, input),
  });

  /** The next calls of an operation fail with AWS's code and sentence; they have taken effect where `late`. */
  refuse(
    operation: string,
    code: string,
    message: string,
    { times = 1, late = false, status = 400 } = {},
  ): void {
    for (let time = 0; time < times; time += 1)
      this.#faults.push({ operation, error: new AwsError(code, message, status), late });
  }

  /** The answers to the next calls of an operation are lost, which have taken effect where `late`. */
  lose(operation: string, { times = 1, late = false } = {}): void {
    this.refuse(operation, 'ECONNRESET', 'socket hang up', { times, late });
  }

  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  async #call(operation: string, input: Input): Promise<unknown> {
    this.calls.push({ operation, input });
    const fault = this.#faults.find((candidate) => candidate.operation === operation);
    this.#faults = this.#faults.filter((other) => other !== fault);
    try {
      if (fault && !fault.late) throw fault.error;
      const output: unknown = await this.cloud.call(operation, input);
      if (fault) throw fault.error;
      return output;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw toAwsError(error, `CloudFormation ${operation}`, { region: 'eu-west-1' });
    }
  }
}

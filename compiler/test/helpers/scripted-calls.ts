import { toAwsError } from '../../src/aws/aws-error.ts';
import { AwsError } from '../../src/sandbox/aws-error.ts';

export type Input = Readonly<Record<string, unknown>>;

/** What goes wrong with a call: `answer` the error, after it took effect where `late`. */
interface Fault {
  readonly operation: string;
  readonly error: AwsError;
  readonly late: boolean;
}

/** Calls of AWS as a test wants them: counted, refused, lost. Errors are those that leave `aws/`. */
export class ScriptedCalls {
  /** Every call, in order. */
  readonly all: { readonly operation: string; readonly input: Input }[] = [];
  #faults: Fault[] = [];

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
    return this.all.filter((call) => call.operation === operation).length;
  }

  /** @param service as people read it: `CloudFormation` */
  async call(
    service: string,
    operation: string,
    input: Input,
    make: () => Promise<unknown>,
  ): Promise<unknown> {
    this.all.push({ operation, input });
    const fault = this.#faults.find((candidate) => candidate.operation === operation);
    this.#faults = this.#faults.filter((other) => other !== fault);
    try {
      if (fault && !fault.late) throw fault.error;
      const output = await make();
      if (fault) throw fault.error;
      return output;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw toAwsError(error, `${service} ${operation}`, { region: 'eu-west-1' });
    }
  }
}

import type { CloudFormationApi } from '../../src/aws/cloudformation.ts';
import type { Clock } from '../../src/deploy/clock.ts';
import { TestCloudFormation } from '../../src/sandbox/cloudformation/test/harness.ts';
import { ScriptedCalls, type Input } from './scripted-calls.ts';

/** What takes more calls than any test needs goes on for ever. */
const MOST_CALLS = 1_000;

/**
 * The sandbox's CloudFormation behind the interface that deploy knows it by, with no wire in between, and a clock by
 * which time goes on where somebody waits.
 */
export class Formation {
  readonly cloud = new TestCloudFormation();
  readonly #scripted = new ScriptedCalls();
  /** Every call, in order. */
  readonly calls = this.#scripted.all;
  readonly refuse = this.#scripted.refuse.bind(this.#scripted);
  readonly lose = this.#scripted.lose.bind(this.#scripted);
  readonly count = this.#scripted.count.bind(this.#scripted);
  /** Called before each wait; may throw, as an interruption does. */
  beforeSleep: () => void | Promise<void> = () => undefined;

  readonly clock: Clock = {
    now: () => new Date(this.cloud.clock.now()),
    sleep: async (ms) => {
      await this.beforeSleep();
      await this.cloud.clock.advance(ms);
    },
  };

  readonly api = new Proxy({} as CloudFormationApi, {
    get: (_, name) => (input: Input) => {
      if (this.calls.length === MOST_CALLS) throw new Error(`${MOST_CALLS} calls, and no end`);
      const operation = `${name.toString()[0]?.toUpperCase()}${name.toString().slice(1)}`;
      return this.#scripted.call('CloudFormation', operation, input, () => this.cloud.call(operation, input));
    },
  });
}

import type { HealthCheck } from '@aws-sdk/client-ecs';
import type { Clock } from '../clock.ts';
import type { RunningContainer } from '../runner/task-runner.ts';

/**
 * Runs a container's health check: the first an interval after its start, the next an interval after the answer.
 * `HEALTHY` after one success, `UNHEALTHY` after as many failures in a row as `retries` says; failures within
 * the start period do not count, and a success ends it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export class ContainerHealth {
  readonly #clock: Clock;
  readonly #check: HealthCheck;
  readonly #container: RunningContainer;
  readonly #changed: (status: 'HEALTHY' | 'UNHEALTHY') => void;
  #status: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY' = 'UNKNOWN';
  #failures = 0;
  #countsFrom: number;
  #cancel: () => void;

  constructor(
    clock: Clock,
    check: HealthCheck,
    container: RunningContainer,
    changed: (status: 'HEALTHY' | 'UNHEALTHY') => void,
  ) {
    this.#clock = clock;
    this.#check = check;
    this.#container = container;
    this.#changed = changed;
    this.#countsFrom = clock.now() + (check.startPeriod ?? 0) * 1000;
    this.#cancel = this.#next();
  }

  stop(): void {
    this.#cancel();
  }

  #next(): () => void {
    return this.#clock.after((this.#check.interval ?? 30) * 1000, () => this.#run());
  }

  #run(): void {
    let open = true;
    let kill = (): void => undefined;
    const answer = (passed: boolean): void => {
      if (!open) return;
      open = false;
      timeout();
      this.#cancel = this.#next();
      this.#count(passed);
    };
    const timeout = this.#clock.after((this.#check.timeout ?? 5) * 1000, () => {
      kill();
      answer(false);
    });
    this.#cancel = () => {
      open = false;
      timeout();
      kill();
    };
    kill = this.#container.run(this.#check.command ?? [], (code) => answer(code === 0));
  }

  #count(passed: boolean): void {
    if (passed) {
      this.#failures = 0;
      this.#countsFrom = 0;
      this.#become('HEALTHY');
    } else if (this.#clock.now() >= this.#countsFrom) {
      this.#failures += 1;
      if (this.#failures >= (this.#check.retries ?? 3)) this.#become('UNHEALTHY');
    }
  }

  #become(status: 'HEALTHY' | 'UNHEALTHY'): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#changed(status);
  }
}

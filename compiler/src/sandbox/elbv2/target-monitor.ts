import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clock } from '../clock.ts';
import { matchesStatus } from './matcher.ts';
import type { Prober } from './prober.ts';
import type { HealthCheck } from './records.ts';

/**
 * How long a registration takes before the first check, in milliseconds. AWS documents no figure; a process on
 * this machine needs about as long before it listens.
 */
const REGISTRATION_MS = 1000;

interface Monitored {
  readonly host: string;
  readonly port: number;
  readonly check: HealthCheck;
}

/**
 * Checks one target: `initial`, `healthy` after one passed check, `unhealthy` after as many failures in a row as
 * the threshold says; from then on `healthy` again after the healthy threshold.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export class TargetMonitor {
  readonly #clock: Clock;
  readonly #prober: Prober;
  readonly #target: Monitored;
  readonly #changed: (health: TargetHealth) => void;
  #health: TargetHealth = {
    State: 'initial',
    Reason: 'Elb.RegistrationInProgress',
    Description: 'Target registration is in progress',
  };
  #passed = 0;
  #failed = 0;
  #cancel: () => void;

  constructor(clock: Clock, prober: Prober, target: Monitored, changed: (health: TargetHealth) => void) {
    this.#clock = clock;
    this.#prober = prober;
    this.#target = target;
    this.#changed = changed;
    this.#cancel = clock.after(REGISTRATION_MS, () => this.#check());
  }

  get health(): TargetHealth {
    return this.#health;
  }

  stop(): void {
    this.#cancel();
  }

  #check(): void {
    const { host, port, check } = this.#target;
    if (this.#health.Reason === 'Elb.RegistrationInProgress') {
      const Description = 'Initial health checks in progress';
      this.#health = { State: 'initial', Reason: 'Elb.InitialHealthChecking', Description };
    }
    const next = this.#clock.after(check.intervalSeconds * 1000, () => this.#check());
    let answered = false;
    let giveUp = (): void => undefined;
    const timeout = this.#clock.after(check.timeoutSeconds * 1000, () => {
      answered = true;
      giveUp();
      this.#fail('Target.Timeout', 'Request timed out');
    });
    this.#cancel = () => {
      next();
      timeout();
      if (!answered) giveUp();
    };
    const protocol = check.protocol === 'HTTPS' ? 'HTTPS' : 'HTTP';
    const checkPort = check.port === 'traffic-port' ? port : Number(check.port);
    giveUp = this.#prober({ protocol, host, port: checkPort, path: check.path }, (status) => {
      answered = true;
      timeout();
      if (status === undefined) this.#fail('Target.FailedHealthChecks', 'Health checks failed');
      else if (matchesStatus(check.matcher, status)) this.#pass();
      else this.#fail('Target.ResponseCodeMismatch', `Health checks failed with these codes: [${status}]`);
    });
  }

  #pass(): void {
    this.#failed = 0;
    this.#passed += 1;
    const needed = this.#health.State === 'unhealthy' ? this.#target.check.healthyThreshold : 1;
    if (this.#health.State !== 'healthy' && this.#passed >= needed) this.#become({ State: 'healthy' });
  }

  #fail(
    reason: 'Target.Timeout' | 'Target.FailedHealthChecks' | 'Target.ResponseCodeMismatch',
    text: string,
  ): void {
    this.#passed = 0;
    this.#failed += 1;
    if (this.#failed < this.#target.check.unhealthyThreshold) return;
    const health: TargetHealth = { State: 'unhealthy', Reason: reason, Description: text };
    if (this.#health.State === 'unhealthy') this.#health = health;
    else this.#become(health);
  }

  #become(health: TargetHealth): void {
    this.#health = health;
    this.#changed(health);
  }
}

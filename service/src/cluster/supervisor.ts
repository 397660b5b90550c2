import type { Logger } from 'pino';
import type { End, WorkerProcess } from './worker-process.ts';

/** How often a worker says that its event loop turns, in milliseconds. */
export const SIGN_OF_LIFE = 1_000;
// Modules are loaded in one piece, and a quarter of a CPU takes its time over it.
const START_WITHIN = 30_000;
const FIRST_DELAY = 50;
const LONGEST_DELAY = 30_000;
// A worker that served for this long has not failed because of how it starts.
const STABLE = 30_000;
const FAILED_STARTS = 5;
// A worker whose loop turns again in this time may finish what it has.
const LAST_CHANCE = 5_000;

/** Why a worker is no more. */
export type Reason = 'crashed' | 'blocked' | 'ended';

interface Member {
  process: WorkerProcess;
  readyAt: number | undefined;
  aliveAt: number;
  blocked: boolean;
}

export interface SupervisorOptions {
  count: number;
  fork: () => WorkerProcess;
  log: Pick<Logger, 'warn' | 'error' | 'fatal'>;
  /** Longest time without a sign of life, in milliseconds. */
  workerTimeout: number;
  /** A worker serves, and from now on hears what it is told: before, it may not have. */
  ready?: (process: WorkerProcess) => void;
  gone?: (reason: Reason) => void;
  /** No worker can be started. */
  giveUp: () => void;
}

/** Keeps a number of workers running, one after the other at first, so that one can serve as soon as possible. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #members = new Set<Member>();
  readonly #watch: NodeJS.Timeout;
  #coming = 0;
  #crashes = 0;
  #failedStarts = 0;
  #lookedAt = performance.now();
  #stopping = false;
  #allGone: (() => void) | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#watch = setInterval(() => this.#look(), SIGN_OF_LIFE).unref();
  }

  get workers(): WorkerProcess[] {
    return [...this.#members].map(({ process }) => process);
  }

  get ready(): number {
    return [...this.#members].filter(({ readyAt, blocked }) => readyAt !== undefined && !blocked).length;
  }

  /** The workers that can answer: they serve, and have given a sign of life lately. */
  get lively(): WorkerProcess[] {
    const now = performance.now();
    return [...this.#members]
      .filter(({ readyAt, aliveAt }) => readyAt !== undefined && now - aliveAt <= 2 * SIGN_OF_LIFE)
      .map(({ process }) => process);
  }

  start(): void {
    this.#fork();
  }

  /**
   * Lets every worker finish what it has.
   *
   * @param within milliseconds, after which those that are left are killed
   * @returns whether nobody had to be killed
   */
  async stop(within: number): Promise<boolean> {
    this.#stopping = true;
    clearInterval(this.#watch);
    for (const { process, readyAt } of this.#members) {
      if (readyAt === undefined) process.terminate();
      else void process.channel.tell('stop', null);
    }
    const gone = new Promise<boolean>((resolve) => {
      this.#allGone = () => resolve(true);
      if (this.#members.size === 0) resolve(true);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), within)));
    const clean = await Promise.race([gone, late]);
    clearTimeout(timer);
    if (!clean) {
      this.#options.log.error({ workers: this.#members.size }, 'workers did not end in time: killing them');
      this.kill();
      await gone;
    }
    return clean;
  }

  /** At once, without any grace. */
  kill(): void {
    this.#stopping = true;
    for (const { process } of this.#members) process.kill();
  }

  #fork(): void {
    const process = this.#options.fork();
    const member: Member = { process, readyAt: undefined, aliveAt: performance.now(), blocked: false };
    this.#members.add(member);
    process.channel.hear('alive', () => (member.aliveAt = performance.now()));
    process.channel.hear('ready', () => {
      member.readyAt = member.aliveAt = performance.now();
      this.#failedStarts = 0;
      this.#options.ready?.(process);
      if (member.blocked) void process.channel.tell('stop', null);
      this.#fill();
    });
    void process.exited.then((end) => this.#ended(member, end));
  }

  #fill(): void {
    const { count } = this.#options;
    const wanted = [...this.#members].filter(({ blocked }) => !blocked).length + this.#coming;
    for (let more = wanted; more < count && !this.#stopping; more += 1) this.#fork();
  }

  #ended(member: Member, { code, signal }: End): void {
    const { log, gone, giveUp } = this.#options;
    const reason = member.blocked ? 'blocked' : code === 0 ? 'ended' : 'crashed';
    this.#members.delete(member);
    if (!this.#stopping) gone?.(reason);
    if (this.#stopping) {
      if (this.#members.size === 0) this.#allGone?.();
      return;
    }
    const { readyAt } = member;
    const line = { workerId: member.process.id, pid: member.process.pid, code, signal };
    if (reason === 'ended') log.warn(line, 'worker ended');
    else log.error(line, `worker ${reason}`);
    if (member.blocked) return;

    if (readyAt === undefined) this.#failedStarts += 1;
    if (this.#failedStarts >= FAILED_STARTS && this.ready === 0) {
      log.fatal({ tries: this.#failedStarts }, 'no worker can be started');
      this.kill();
      giveUp();
      return;
    }
    if (readyAt !== undefined && performance.now() - readyAt > STABLE) this.#crashes = 0;
    const delay = reason === 'ended' ? 0 : Math.min(FIRST_DELAY * 2 ** this.#crashes, LONGEST_DELAY);
    if (reason === 'crashed') this.#crashes += 1;
    this.#replace(delay);
  }

  #replace(delay: number): void {
    this.#coming += 1;
    setTimeout(() => {
      this.#coming -= 1;
      if (!this.#stopping) this.#fork();
    }, delay);
  }

  #look(): void {
    const now = performance.now();
    // Where the whole machine stood still, or this process did, nobody can be blamed.
    const stoodStill = now - this.#lookedAt > 3 * SIGN_OF_LIFE;
    this.#lookedAt = now;
    for (const member of this.#members) {
      if (stoodStill) member.aliveAt = now;
      const { workerTimeout } = this.#options;
      const allowed = member.readyAt === undefined ? Math.max(START_WITHIN, workerTimeout) : workerTimeout;
      if (!member.blocked && now - member.aliveAt > allowed) this.#giveLastChance(member);
    }
  }

  #giveLastChance(member: Member): void {
    const { process, aliveAt } = member;
    const silent = Math.round(performance.now() - aliveAt);
    this.#options.log.error(
      { workerId: process.id, pid: process.pid, silent },
      'worker blocked: replacing it',
    );
    member.blocked = true;
    void process.channel.tell('stop', null);
    this.#fill();
    setTimeout(() => {
      if (member.aliveAt === aliveAt) process.kill();
    }, LAST_CHANCE).unref();
  }
}

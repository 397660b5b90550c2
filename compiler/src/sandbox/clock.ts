/**
 * Time as the sandbox sees it. Everything in the sandbox that waits, waits on a clock,
 * so that tests move time instead of waiting for it. Times are milliseconds since the epoch.
 */
export interface Clock {
  now(): number;
  /** Runs `task` once, `ms` milliseconds from now. Returns a function that cancels it. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

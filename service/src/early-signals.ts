const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Ends the process with 0 where a signal comes before anybody else listens for it: nothing is in flight yet. Without
 * a listener the signal would end it with 143, or, where it is the first process of a container, be lost.
 */
export function endOnEarlySignals(): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(0);
    });
  }
}

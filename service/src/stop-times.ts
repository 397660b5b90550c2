/** How long each part of a stop may take, in milliseconds from the start of `app.close()`. */
export interface StopTimes {
  /** Open connections hear `Connection: close` with their next answer, and are closed after this. */
  linger: number;
  /** While requests are in flight new ones are still taken, so that readiness can be seen, up to this. */
  accept: number;
  /** What is still in flight now is cut off. */
  cut: number;
}

// Left for the kernel, the log and whoever waits for the process, before it would be killed.
const RESERVE = 5_000;
// Left after the last connection: spans and metrics are sent on.
const LAST_WORDS = 3_000;

/**
 * From the signal to the exit: the stop timeout of the container less 5 s, or half of it where that is more.
 *
 * @param stopTimeout after which Amazon ECS kills the container, 30 s unless `stopTimeout` says otherwise:
 *   https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function timeToStop(stopTimeout: number): number {
  return Math.max(stopTimeout - RESERVE, stopTimeout / 2);
}

export function stopTimes({ stopTimeout, stopDelay }: { stopTimeout: number; stopDelay: number }): StopTimes {
  const whole = timeToStop(stopTimeout);
  const cut = whole - stopDelay - Math.min(LAST_WORDS, whole / 4);
  return { linger: Math.min(1_000, cut / 4), accept: Math.min(5_000, cut / 2), cut };
}

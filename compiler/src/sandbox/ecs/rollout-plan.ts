/** A task as the plan sees it; those that are being stopped are left out. */
export interface PlannedTask {
  readonly arn: string;
  /** Of the revision that is to run. */
  readonly isCurrent: boolean;
  readonly isHealthy: boolean;
  /** It failed its health checks and is to be replaced. */
  readonly isFailed: boolean;
  readonly availabilityZone: string;
  readonly createdAt: number;
}

export interface RolloutState {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly tasks: readonly PlannedTask[];
  /** False while the scheduler waits after failures, and when the deployment has failed for good. */
  readonly mayStart: boolean;
}

export interface RolloutStep {
  readonly start: number;
  readonly stop: readonly PlannedTask[];
  /** The percentages allow neither a start nor a stop, though tasks are missing. */
  readonly isBlocked: boolean;
}

/**
 * The next step of a rolling update: how many tasks to start and which to stop, so that at least
 * ceil(desired × minimum) stay healthy and at most floor(desired × maximum) run or start. Tasks that failed their
 * health checks are replaced first and stopped afterwards, or stopped first where the maximum leaves no room.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function planRollout(state: RolloutState): RolloutStep {
  const { desiredCount, tasks } = state;
  const least = Math.ceil((desiredCount * state.minimumHealthyPercent) / 100);
  const most = Math.floor((desiredCount * state.maximumPercent) / 100);
  const current = tasks.filter((task) => task.isCurrent && !task.isFailed);
  const failed = tasks.filter((task) => task.isCurrent && task.isFailed);
  const old = tasks.filter((task) => !task.isCurrent).toSorted(unhealthyFirst);
  const healthyCurrent = current.filter((task) => task.isHealthy).length;
  const missing = state.mayStart ? Math.max(0, desiredCount - current.length) : 0;
  const room = Math.max(0, most - tasks.length);
  const shortage = Math.max(0, missing - room);

  const surplus = scaleIn(current, current.length - desiredCount);
  const failedToStop = healthyCurrent >= desiredCount ? failed : failed.slice(0, shortage);
  const oldNoLongerNeeded = old.length - Math.max(0, desiredCount - healthyCurrent);
  const oldToStop = Math.max(oldNoLongerNeeded, shortage - failedToStop.length);

  const stop = [...failedToStop];
  let spare = tasks.filter((task) => task.isHealthy).length - least;
  for (const task of [...surplus, ...old.slice(0, Math.max(0, oldToStop))]) {
    if (task.isHealthy && spare <= 0) continue;
    if (task.isHealthy) spare -= 1;
    stop.push(task);
  }
  const settledDown = tasks.every((task) => task.isHealthy);
  return {
    start: Math.min(missing, room),
    stop,
    isBlocked: missing > 0 && room === 0 && stop.length === 0 && settledDown,
  };
}

/** Those that go when there are too many: first what is not healthy, then from the fullest zone, the oldest first. */
function scaleIn(tasks: readonly PlannedTask[], count: number): readonly PlannedTask[] {
  const left = [...tasks];
  const chosen: PlannedTask[] = [];
  while (chosen.length < count) {
    const inZone = (zone: string) => left.filter((task) => task.availabilityZone === zone).length;
    const next = left.toSorted(
      (a, b) =>
        Number(a.isHealthy) - Number(b.isHealthy) ||
        inZone(b.availabilityZone) - inZone(a.availabilityZone) ||
        a.createdAt - b.createdAt,
    )[0];
    if (!next) break;
    chosen.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return chosen;
}

function unhealthyFirst(a: PlannedTask, b: PlannedTask): number {
  return Number(a.isHealthy) - Number(b.isHealthy) || a.createdAt - b.createdAt;
}

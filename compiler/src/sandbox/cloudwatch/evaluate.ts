import type { StateValue } from '@aws-sdk/client-cloudwatch';

/** One value of a statistic over one period. */
export interface Datapoint {
  /** When its period began. Milliseconds since the epoch. */
  readonly at: number;
  readonly value: number;
}

export interface AlarmRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
  readonly breaches: (value: number) => boolean;
}

export interface Evaluation {
  readonly state: StateValue;
  /** The data points that decided, the oldest first. */
  readonly used: readonly Datapoint[];
}

/**
 * How many periods are looked at: AWS's examples take five where three are evaluated, and it publishes no rule.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluationRange(evaluationPeriods: number): number {
  return evaluationPeriods + 2;
}

/**
 * The state of an alarm by the data points of its evaluation range. Missing ones are filled in only where there are
 * fewer than the evaluation periods ask for.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @param range the oldest first; undefined where a period has no data
 */
export function evaluate(
  range: readonly (Datapoint | undefined)[],
  rule: AlarmRule,
  current: StateValue,
): Evaluation {
  const used = range.filter((point) => point !== undefined).slice(-rule.evaluationPeriods);
  const breaching = used.filter(({ value }) => rule.breaches(value)).length;
  const missing = rule.evaluationPeriods - used.length;
  const filled = rule.treatMissingData === 'breaching' ? missing : 0;
  if (breaching + filled >= rule.datapointsToAlarm) return { state: 'ALARM', used };
  const certain =
    missing === 0 || rule.treatMissingData === 'breaching' || rule.treatMissingData === 'notBreaching';
  if (certain || breaching < used.length) return { state: 'OK', used };
  return { state: undecided(range, used.length, rule, current), used };
}

/** All that is there breaches, and that is too little for the alarm. */
function undecided(
  range: readonly (Datapoint | undefined)[],
  real: number,
  { treatMissingData, datapointsToAlarm }: AlarmRule,
  current: StateValue,
): StateValue {
  if (treatMissingData === 'ignore') return current;
  if (real === 0) return 'INSUFFICIENT_DATA';
  // As old as the alarm asks for, and only missing ones since: it rings although the others may still come.
  const age = range.length - range.findIndex((point) => point !== undefined);
  return age >= datapointsToAlarm ? 'ALARM' : current;
}

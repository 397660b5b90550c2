import { AwsError } from '../aws-error.ts';
import { isStatistic } from './statistic-set.ts';
import type { AlarmSettings } from './records.ts';

/** The codes are AWS's; its messages are not documented. */
const refuse = (message: string): never => {
  throw new AwsError('ValidationError', message);
};

const MISSING_DATA = ['missing', 'ignore', 'breaching', 'notBreaching'];

/**
 * Refuses an alarm that CloudWatch refuses.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function checkAlarm(settings: AlarmSettings): void {
  const { ComparisonOperator, EvaluationPeriods = 0, DatapointsToAlarm, TreatMissingData } = settings;
  if (ComparisonOperator === undefined) refuse('ComparisonOperator must be given');
  if (EvaluationPeriods < 1) refuse('EvaluationPeriods must be at least 1');
  if (DatapointsToAlarm !== undefined && (DatapointsToAlarm < 1 || DatapointsToAlarm > EvaluationPeriods))
    refuse('DatapointsToAlarm must be at least 1 and at most EvaluationPeriods');
  if (TreatMissingData !== undefined && !MISSING_DATA.includes(TreatMissingData))
    refuse(`TreatMissingData must be one of ${MISSING_DATA.join(', ')}`);
  if (settings.Metrics === undefined) checkMetric(settings);
}

function checkMetric(settings: AlarmSettings): void {
  const { MetricName, Namespace, Period = 0, Statistic, ExtendedStatistic, Threshold } = settings;
  if (MetricName === undefined || Namespace === undefined)
    refuse('MetricName and Namespace must be given, or Metrics');
  if (![10, 20, 30].includes(Period) && (Period < 60 || Period % 60 !== 0))
    refuse('Period must be 10, 20, 30 or a multiple of 60');
  if ((Statistic === undefined) === (ExtendedStatistic === undefined))
    refuse('Either Statistic or ExtendedStatistic must be given');
  if (Threshold === undefined) refuse('Threshold must be given');
}

/** Whether the sandbox can work an alarm out: one metric, with a statistic that it keeps, against a fixed value. */
export function isEvaluated({
  Metrics,
  ComparisonOperator,
  ExtendedStatistic,
  Statistic,
}: AlarmSettings): boolean {
  return (
    Metrics === undefined &&
    isStatistic(Statistic ?? ExtendedStatistic ?? '') &&
    !(ComparisonOperator ?? '').includes('Range') &&
    !(ComparisonOperator ?? '').includes('UpperThreshold')
  );
}

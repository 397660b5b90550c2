import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { isEvaluated } from './check-alarm.ts';
import { evaluate, evaluationRange, type AlarmRule, type Datapoint } from './evaluate.ts';
import { dimensionsFrom, MINUTE, type Metrics } from './metrics.ts';
import type { AlarmRecord, AlarmSettings } from './records.ts';
import { comparisons, stateReason } from './state-reason.ts';
import { percentile } from './statistic-set.ts';

export interface NewState {
  readonly state: StateValue;
  readonly reason: string;
  /** JSON. */
  readonly reasonData: string;
}

/**
 * The state into which an alarm comes; undefined where it keeps its own.
 * @param end where the last period ends, in whole minutes
 */
export function evaluateAlarm(
  alarm: AlarmRecord,
  metrics: Metrics,
  end: number,
  now: number,
): NewState | undefined {
  const { settings, state, region } = alarm;
  const [comparison, beyond] = comparisons[settings.ComparisonOperator ?? 'LessThanThreshold'] ?? [];
  if (!isEvaluated(settings) || comparison === undefined || beyond === undefined) return undefined;
  if (hasFewSamples(alarm, metrics, end)) return undefined;
  const { EvaluationPeriods: periods = 1, Threshold: threshold = 0 } = settings;
  const rule: AlarmRule = {
    evaluationPeriods: periods,
    datapointsToAlarm: settings.DatapointsToAlarm ?? periods,
    treatMissingData: missingData(settings.TreatMissingData),
    breaches: (value) => beyond(value, threshold),
  };
  const evaluation = evaluate(rangeOf(settings, region, metrics, end), rule, state);
  if (evaluation.state === state) return undefined;
  const { Period: period, Statistic, ExtendedStatistic } = settings;
  const data = {
    version: '1.0',
    queryDate: new Date(now).toISOString(),
    statistic: Statistic ?? ExtendedStatistic,
    period,
    recentDatapoints: evaluation.used.map(({ value }) => value),
    threshold,
  };
  return {
    state: evaluation.state,
    reason: stateReason(evaluation, rule, comparison, threshold),
    reasonData: JSON.stringify(data),
  };
}

/** The values of the evaluation range, the oldest first. */
function rangeOf(
  settings: AlarmSettings,
  region: string,
  metrics: Metrics,
  end: number,
): readonly (Datapoint | undefined)[] {
  const length = periodOf(settings);
  const count = evaluationRange(settings.EvaluationPeriods ?? 1);
  return Array.from({ length: count }, (_, index) => {
    const at = end - (count - index) * length;
    const value = metrics
      .read(metricOf(settings, region), at, at + length)
      ?.statistic(settings.Statistic ?? settings.ExtendedStatistic ?? '');
    return value === undefined ? undefined : { at, value };
  });
}

/**
 * With `ignore`, percentiles of few samples change nothing; AWS does not say what holds without any sample, and here
 * that is missing data.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
 */
function hasFewSamples({ settings, region }: AlarmRecord, metrics: Metrics, end: number): boolean {
  const percent = percentile(settings.ExtendedStatistic ?? '');
  if (percent === undefined || settings.EvaluateLowSampleCountPercentile !== 'ignore') return false;
  const start = end - (settings.EvaluationPeriods ?? 1) * periodOf(settings);
  const samples = metrics.read(metricOf(settings, region), start, end)?.count ?? 0;
  return samples > 0 && samples < 1000 / (percent >= 50 ? 100 - percent : percent);
}

function metricOf({ Namespace, MetricName, Dimensions }: AlarmSettings, region: string) {
  return {
    region,
    namespace: Namespace ?? '',
    name: MetricName ?? '',
    dimensions: dimensionsFrom(Dimensions),
  };
}

/** In milliseconds. What is shorter than a minute is not told apart here. */
function periodOf({ Period = 60 }: AlarmSettings): number {
  return Math.max(MINUTE, Period * 1000);
}

function missingData(text: string | undefined): AlarmRule['treatMissingData'] {
  return text === 'ignore' || text === 'breaching' || text === 'notBreaching' ? text : 'missing';
}

import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { Table } from '../table.ts';
import { checkAlarm, isEvaluated } from './check-alarm.ts';
import { evaluate, evaluationRange, type AlarmRule, type Datapoint } from './evaluate.ts';
import { dimensionsFrom, MINUTE, type Metrics } from './metrics.ts';
import type { AlarmRecord, AlarmSettings, HistoryRecord } from './records.ts';
import { comparisons, stateReason } from './state-reason.ts';
import { percentile } from './statistic-set.ts';

/** Entries that are kept of an alarm's history. */
const MOST_HISTORY = 100;

export interface NewAlarm {
  readonly region: string;
  readonly name: string;
  readonly settings: AlarmSettings;
  readonly tags: Readonly<Record<string, string>>;
  readonly owner?: string;
}

/**
 * The alarms of all regions, and their evaluation once a minute.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export class Alarms {
  readonly #context: SandboxContext;
  readonly #metrics: Metrics;
  readonly #alarms: Table<AlarmRecord>;
  readonly #history: Table<readonly HistoryRecord[]>;

  constructor(context: SandboxContext, metrics: Metrics) {
    this.#context = context;
    this.#metrics = metrics;
    this.#alarms = new Table(context.store, 'cloudwatch/alarms');
    this.#history = new Table(context.store, 'cloudwatch/alarm-history');
  }

  all(): readonly AlarmRecord[] {
    return this.#alarms.all();
  }

  find(region: string, name: string): AlarmRecord | undefined {
    return this.#alarms.get(this.arn(region, name));
  }

  arn(region: string, name: string): string {
    const { partition, accountId } = this.#context;
    return `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`;
  }

  /** A new alarm has no state yet; one that is changed keeps its own. */
  put({ region, name, settings, tags, owner }: NewAlarm): AlarmRecord {
    checkAlarm(settings);
    const now = this.#context.clock.now();
    const arn = this.arn(region, name);
    const before = this.#alarms.get(arn);
    const alarm: AlarmRecord = {
      state: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      stateAt: now,
      ...before,
      ...(owner !== undefined && { owner }),
      region,
      arn,
      name,
      settings,
      tags: before && owner === undefined ? before.tags : tags,
      configuredAt: now,
    };
    this.#alarms.put(arn, alarm);
    this.#remember(alarm, {
      at: now,
      type: 'ConfigurationUpdate',
      summary: `Alarm "${name}" ${before ? 'updated' : 'created'}`,
      data: JSON.stringify({ version: '1.0', type: before ? 'Update' : 'Create' }),
    });
    return alarm;
  }

  delete(region: string, name: string): void {
    this.#alarms.delete(this.arn(region, name));
    this.#history.delete(this.arn(region, name));
  }

  /** The newest first. */
  historyOf({ arn }: AlarmRecord): readonly HistoryRecord[] {
    return this.#history.get(arn) ?? [];
  }

  setState(alarm: AlarmRecord, state: StateValue, reason: string, reasonData?: string): void {
    const at = this.#context.clock.now();
    const { reasonData: _before, ...rest } = alarm;
    this.#alarms.put(alarm.arn, {
      ...rest,
      state,
      reason,
      stateAt: at,
      ...(reasonData !== undefined && { reasonData }),
    });
    if (state === alarm.state) return;
    const oldState = { stateValue: alarm.state, stateReason: alarm.reason };
    this.#remember(alarm, {
      at,
      type: 'StateUpdate',
      summary: `Alarm updated from ${alarm.state} to ${state}`,
      data: JSON.stringify({
        version: '1.0',
        oldState,
        newState: { stateValue: state, stateReason: reason },
      }),
    });
    this.#context.effect('alarm-state', { alarm: alarm.name, from: alarm.state, to: state, reason });
  }

  /** @param end where the last period ends, in whole minutes */
  evaluateAll(end: number): void {
    for (const alarm of this.all()) if (isEvaluated(alarm.settings)) this.#evaluate(alarm, end);
  }

  #evaluate(alarm: AlarmRecord, end: number): void {
    const { settings } = alarm;
    const [comparison, beyond] = comparisons[settings.ComparisonOperator ?? 'LessThanThreshold'] ?? [];
    if (comparison === undefined || beyond === undefined) return;
    const { EvaluationPeriods: periods = 1, Threshold: threshold = 0 } = settings;
    if (this.#hasFewSamples(alarm, end)) return;
    const rule: AlarmRule = {
      evaluationPeriods: periods,
      datapointsToAlarm: settings.DatapointsToAlarm ?? periods,
      treatMissingData: missingData(settings.TreatMissingData),
      breaches: (value) => beyond(value, threshold),
    };
    const evaluation = evaluate(this.#range(settings, alarm.region, periods, end), rule, alarm.state);
    if (evaluation.state === alarm.state) return;
    const { Period: period, Statistic, ExtendedStatistic } = settings;
    const data = {
      version: '1.0',
      queryDate: new Date(this.#context.clock.now()).toISOString(),
      statistic: Statistic ?? ExtendedStatistic,
      period,
      recentDatapoints: evaluation.used.map(({ value }) => value),
      threshold,
    };
    const reason = stateReason(evaluation, rule, comparison, threshold);
    this.setState(alarm, evaluation.state, reason, JSON.stringify(data));
  }

  /** The values of the evaluation range, the oldest first. */
  #range(
    settings: AlarmSettings,
    region: string,
    periods: number,
    end: number,
  ): readonly (Datapoint | undefined)[] {
    const length = periodOf(settings);
    const count = evaluationRange(periods);
    return Array.from({ length: count }, (_, index) => {
      const at = end - (count - index) * length;
      const value = this.#metrics
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
  #hasFewSamples({ settings, region }: AlarmRecord, end: number): boolean {
    const percent = percentile(settings.ExtendedStatistic ?? '');
    if (percent === undefined || settings.EvaluateLowSampleCountPercentile !== 'ignore') return false;
    const start = end - (settings.EvaluationPeriods ?? 1) * periodOf(settings);
    const samples = this.#metrics.read(metricOf(settings, region), start, end)?.count ?? 0;
    return samples > 0 && samples < 1000 / (percent >= 50 ? 100 - percent : percent);
  }

  #remember({ arn }: AlarmRecord, entry: HistoryRecord): void {
    this.#history.put(arn, [entry, ...(this.#history.get(arn) ?? [])].slice(0, MOST_HISTORY));
  }

  /** @throws AwsError `ResourceNotFound` */
  require(region: string, name: string): AlarmRecord {
    const alarm = this.find(region, name);
    if (alarm) return alarm;
    throw new AwsError('ResourceNotFound', `Alarm ${name} does not exist`, 404);
  }
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

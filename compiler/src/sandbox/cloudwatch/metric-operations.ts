import type {
  Datapoint,
  GetMetricDataInput,
  GetMetricDataOutput,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  ListMetricsInput,
  ListMetricsOutput,
  MetricDataQuery,
  MetricDataResult,
  PutMetricDataInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../aws-error.ts';
import type { AwsService, RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import type { CloudWatch } from './cloudwatch.ts';
import { dimensionList, dimensionsFrom, MINUTE, type Metric } from './metrics.ts';
import { search } from './search-expression.ts';
import { isStatistic, type StatisticSet } from './statistic-set.ts';

const METRICS_PER_PAGE = 500;

/** Data points in one answer of GetMetricStatistics. */
const MOST_DATAPOINTS = 1_440;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export function metricOperations({ metrics }: CloudWatch): AwsService['operations'] {
  /** Each period that has values, the oldest first. Periods begin at whole multiples of their length. */
  const periods = (
    metric: Metric,
    { start, end, length }: { readonly start: number; readonly end: number; readonly length: number },
  ): readonly (readonly [at: number, set: StatisticSet])[] => {
    const first = Math.floor(start / length) * length;
    const count = Math.max(0, Math.ceil((end - first) / length));
    if (count > 100_800) throw new AwsError('ValidationError', 'That are more periods than can be answered');
    return Array.from({ length: count }, (_, index) => first + index * length).flatMap((at) => {
      const set = metrics.read(metric, at, at + length);
      return set ? [[at, set] as const] : [];
    });
  };

  const query = (
    { Id, Label, Expression, MetricStat, Period }: MetricDataQuery,
    input: GetMetricDataInput,
    region: string,
  ): readonly MetricDataResult[] => {
    const stat = MetricStat?.Stat ?? '';
    const searched =
      Expression === undefined
        ? undefined
        : search(Expression, metrics.list(region), { stat, period: Period ?? 300 });
    const found = searched?.metrics ?? [metricOf(MetricStat?.Metric ?? {}, region)];
    const statistic = known(searched?.stat ?? stat);
    const length = lengthOf(searched?.period ?? MetricStat?.Period);
    return found.map((metric) => {
      const all = periods(metric, {
        start: input.StartTime?.getTime() ?? 0,
        end: input.EndTime?.getTime() ?? 0,
        length,
      }).flatMap(([at, set]) => {
        const value = set.statistic(statistic);
        return value === undefined ? [] : [{ at, value }];
      });
      const ordered = input.ScanBy === 'TimestampAscending' ? all : all.toReversed();
      return {
        ...(Id !== undefined && { Id }),
        Label: Label ?? labelOf(metric, searched !== undefined),
        Timestamps: ordered.map(({ at }) => new Date(at)),
        Values: ordered.map(({ value }) => value),
        StatusCode: 'Complete',
      };
    });
  };

  return {
    PutMetricData(input: PutMetricDataInput, { region }: RequestContext) {
      const { Namespace: namespace = '', MetricData = [] } = input;
      if (namespace.startsWith('AWS/'))
        throw new AwsError('InvalidParameterValue', 'The value AWS/ for parameter Namespace is invalid.');
      for (const datum of MetricData) {
        const metric = metricOf({ ...datum, Namespace: namespace }, region);
        const recording = {
          ...(datum.Timestamp && { at: datum.Timestamp.getTime() }),
          ...(datum.Unit && { unit: datum.Unit }),
        };
        const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = datum.StatisticValues ?? {};
        if (datum.StatisticValues) {
          const summary = { count: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum };
          metrics.recordSummary(metric, summary, recording);
        }
        for (const [index, value] of (datum.Values ?? []).entries())
          metrics.record(metric, value, { ...recording, count: datum.Counts?.[index] ?? 1 });
        if (datum.Value !== undefined) metrics.record(metric, datum.Value, recording);
      }
    },

    GetMetricData(input: GetMetricDataInput, { region }: RequestContext): GetMetricDataOutput {
      const queries = (input.MetricDataQueries ?? []).filter(({ ReturnData }) => ReturnData !== false);
      return { MetricDataResults: queries.flatMap((one) => query(one, input, region)), Messages: [] };
    },

    GetMetricStatistics(
      input: GetMetricStatisticsInput,
      { region }: RequestContext,
    ): GetMetricStatisticsOutput {
      const metric = metricOf(input, region);
      const extended = input.ExtendedStatistics?.map(known);
      const found = periods(metric, {
        start: input.StartTime?.getTime() ?? 0,
        end: input.EndTime?.getTime() ?? 0,
        length: lengthOf(input.Period),
      });
      if (found.length > MOST_DATAPOINTS)
        throw new AwsError('InvalidParameterCombination', `More than ${MOST_DATAPOINTS} data points`);
      const Datapoints = found.map(([at, set]): Datapoint => {
        const values = (names: readonly string[]) =>
          Object.fromEntries(names.map((name) => [name, set.statistic(name)]));
        return {
          Timestamp: new Date(at),
          Unit: metrics.unitOf(metric),
          ...values(input.Statistics ?? []),
          ...(extended && { ExtendedStatistics: values(extended) as Record<string, number> }),
        };
      });
      return { Label: metric.name, Datapoints };
    },

    ListMetrics(input: ListMetricsInput, { region }: RequestContext): ListMetricsOutput {
      const wanted = metrics
        .list(region)
        .filter(
          ({ namespace, name, dimensions }) =>
            (input.Namespace ?? namespace) === namespace &&
            (input.MetricName ?? name) === name &&
            (input.Dimensions ?? []).every(
              ({ Name = '', Value }) =>
                Name in dimensions && (Value ?? dimensions[Name]) === dimensions[Name],
            ),
        );
      const page = listPage(wanted, input.NextToken, undefined, METRICS_PER_PAGE);
      return {
        Metrics: page.items.map(({ namespace, name, dimensions }) => ({
          Namespace: namespace,
          MetricName: name,
          Dimensions: dimensionList(dimensions),
        })),
        ...(page.next !== undefined && { NextToken: page.next }),
      };
    },
  };
}

function metricOf(
  {
    Namespace,
    MetricName,
    Dimensions,
  }: {
    readonly Namespace?: string | undefined;
    readonly MetricName?: string | undefined;
    readonly Dimensions?: Parameters<typeof dimensionsFrom>[0];
  },
  region: string,
): Metric {
  return {
    region,
    namespace: Namespace ?? '',
    name: MetricName ?? '',
    dimensions: dimensionsFrom(Dimensions),
  };
}

/** What a graph calls a metric. Where several were found, by its dimensions as well. */
function labelOf({ name, dimensions }: Metric, oneOfMany: boolean): string {
  return oneOfMany ? [...Object.values(dimensions), name].join(' ') : name;
}

function lengthOf(period: number | undefined): number {
  return Math.max(MINUTE, (period ?? 60) * 1000);
}

function known(statistic: string): string {
  if (isStatistic(statistic)) return statistic;
  throw new AwsError('ValidationError', `The sandbox has no statistic ${statistic}`);
}

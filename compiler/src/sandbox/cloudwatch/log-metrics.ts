import type { SandboxContext } from '../context.ts';
import { compileFilter } from '../logs/filter-pattern.ts';
import { dimensionText, parse, select } from '../logs/json-pattern.ts';
import { logGroupsOf } from '../logs/log-groups.ts';
import { metricFiltersOf } from '../logs/metric-filters.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import type { Metrics } from './metrics.ts';

/**
 * Makes metrics of what is logged: by metric filters, and of events in the embedded metric format.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export function measureLogs(context: SandboxContext, metrics: Metrics): void {
  const filters = metricFiltersOf(context);
  const compiled = new Map<string, (message: string) => boolean>();
  const matcher = (pattern: string) => {
    let matches = compiled.get(pattern);
    if (!matches) compiled.set(pattern, (matches = compileFilter(pattern)));
    return matches;
  };
  logGroupsOf(context).onAppend(({ region, name }, events) => {
    const own = filters.all().filter((filter) => filter.region === region && filter.logGroupName === name);
    for (const { message, timestamp } of events) {
      for (const { metric, value, unit } of embeddedMetrics(message))
        metrics.record({ ...metric, region }, value, { at: timestamp, ...(unit && { unit }) });
      for (const { pattern, transformations } of own) {
        const matches = matcher(pattern)(message);
        const event = matches ? parse(message) : undefined;
        for (const { MetricNamespace, MetricName, ...transformation } of transformations) {
          const value = matches
            ? Number(
                transformation.MetricValue.startsWith('$')
                  ? select(event, transformation.MetricValue)
                  : transformation.MetricValue,
              )
            : transformation.DefaultValue;
          if (value === undefined || Number.isNaN(value)) continue;
          const dimensions = Object.fromEntries(
            (transformation.Dimensions ?? []).flatMap(({ Key, Value }) => {
              const text = dimensionText(select(event, Value));
              return text === undefined ? [] : [[Key, text]];
            }),
          );
          const metric = { region, namespace: MetricNamespace, name: MetricName, dimensions };
          const { Unit: unit } = transformation;
          metrics.record(metric, value, { at: timestamp, ...(unit && { unit }) });
        }
      }
    }
  });
}

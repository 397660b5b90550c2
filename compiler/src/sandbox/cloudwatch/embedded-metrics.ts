import type { StandardUnit } from '@aws-sdk/client-cloudwatch';
import { dimensionText, parse } from '../logs/json-pattern.ts';
import type { Metric } from './metrics.ts';

interface EmbeddedMetric {
  readonly metric: Omit<Metric, 'region'>;
  readonly value: number;
  readonly unit?: StandardUnit;
}

/** What stands below `_aws`. */
interface Directive {
  readonly Namespace?: string;
  readonly Dimensions?: readonly (readonly string[])[];
  readonly Metrics?: readonly { readonly Name?: string; readonly Unit?: StandardUnit }[];
}

/**
 * The metrics in a log event: each value of each metric, once for every set of dimensions.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(message: string): readonly EmbeddedMetric[] {
  // Most events have none: they are not parsed for it.
  if (!message.includes('"CloudWatchMetrics"')) return [];
  const event: {
    readonly _aws?: { readonly CloudWatchMetrics?: unknown };
    readonly [name: string]: unknown;
  } = { ...parse(message) };
  const directives: unknown = event._aws?.CloudWatchMetrics;
  if (!Array.isArray(directives)) return [];
  return directives.flatMap(({ Namespace = '', Dimensions = [[]], Metrics = [] }: Directive) =>
    Metrics.flatMap(({ Name = '', Unit }) =>
      [event[Name]].flat().flatMap((value) =>
        typeof value === 'number'
          ? Dimensions.map((names) => ({
              metric: {
                namespace: Namespace,
                name: Name,
                dimensions: Object.fromEntries(names.map((name) => [name, dimensionText(event[name]) ?? ''])),
              },
              value,
              ...(Unit && { unit: Unit }),
            }))
          : [],
      ),
    ),
  );
}

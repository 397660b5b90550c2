import { AwsError } from '../aws-error.ts';
import type { Metric } from './metrics.ts';

/** Time series that a search answers at most. */
const MOST_FOUND = 500;

export interface Search {
  readonly metrics: readonly Metric[];
  readonly stat: string;
  /** Seconds. */
  readonly period: number;
}

/**
 * `SEARCH('{Namespace,Dimension,…} Key="value" …', 'Statistic', period)`: the schema asks for exactly these dimensions,
 * each term for an exact value of `Namespace`, `MetricName` or a dimension. Words that match in part, `OR` and `NOT` are
 * not understood, nor is any other metric math.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 * @throws AwsError `ValidationError`
 */
export function search(
  expression: string,
  all: readonly Metric[],
  preset: { readonly stat: string; readonly period: number },
): Search {
  const [, query, stat = preset.stat, period = preset.period] =
    /^\s*SEARCH\(\s*'([^']*)'\s*(?:,\s*'([^']*)'\s*(?:,\s*(\d+)\s*)?)?\)\s*$/.exec(expression) ?? [];
  const [, schema, rest = ''] = /^(?:\{([^}]*)\})?(.*)$/s.exec(query?.trim() ?? '') ?? [];
  const terms = rest.trim();
  const wanted = [...terms.matchAll(/([\w./-]+|"[^"]+")\s*=\s*"([^"]*)"/g)];
  if (query === undefined || wanted.map(([whole]) => whole).join(' ') !== terms.replaceAll(/\s+/g, ' ')) {
    throw new AwsError('ValidationError', `The sandbox does not understand the expression ${expression}`);
  }
  const [namespace, ...dimensions] = (schema ?? '').split(',').map(unquoted);
  const found = all.filter(
    (metric) =>
      (schema === undefined ||
        (metric.namespace === namespace &&
          Object.keys(metric.dimensions).toSorted().join() === dimensions.toSorted().join())) &&
      wanted.every(([, key = '', value]) => valueOf(metric, unquoted(key)) === value),
  );
  return { metrics: found.slice(0, MOST_FOUND), stat, period: Number(period) };
}

function valueOf(metric: Metric, key: string): string | undefined {
  if (key === 'Namespace') return metric.namespace;
  return key === 'MetricName' ? metric.name : metric.dimensions[key];
}

function unquoted(text: string): string {
  return text.trim().replaceAll('"', '');
}

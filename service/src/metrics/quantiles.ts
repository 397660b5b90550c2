/** How often a value was at most `le`; the last `le` is Infinity. Counts are cumulative, as Prometheus has them. */
export interface Bucket {
  le: number;
  count: number;
}

/**
 * Values that have about the distribution that a histogram saw: at most `most` of them, at even ranks, each placed
 * in its bucket by linear interpolation, as `histogram_quantile` does it:
 * https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
 *
 * @param buckets sorted by `le`
 */
export function sampleOf(buckets: readonly Bucket[], most: number): number[] {
  const total = buckets.at(-1)?.count ?? 0;
  const size = Math.min(total, most);
  return Array.from({ length: size }, (_, index) => valueAt(buckets, ((index + 0.5) / size) * total));
}

function valueAt(buckets: readonly Bucket[], rank: number): number {
  let [below, from] = [0, 0];
  for (const { le, count } of buckets) {
    // What is above the last bound is at least that.
    if (le === Infinity) return from;
    if (count >= rank) return from + ((le - from) * (rank - below)) / (count - below);
    [below, from] = [count, le];
  }
  return from;
}

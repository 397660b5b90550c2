/** Values that were summed up elsewhere; how they were spread is not known. */
export interface Summary {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** A step of the distribution is this much above the one below: percentiles are right to half a percent. */
const STEP = Math.log(1.01);

/** Above every exponent of a number, so that steps of small values are positive as well. */
const OFFSET = 100_000;

/**
 * Values of a metric over some time, as far as statistics need them. Takes room for the steps that its values fall
 * into, not for the values.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export class StatisticSet {
  #count = 0;
  #sum = 0;
  #minimum = Infinity;
  #maximum = -Infinity;
  /** How many values lie in which step; without those that came as a summary. */
  readonly #steps = new Map<number, number>();
  #spread = 0;

  get count(): number {
    return this.#count;
  }

  add(value: number, count = 1): void {
    this.#include({ count, sum: value * count, minimum: value, maximum: value });
    this.#step(stepOf(value), count);
  }

  /** A summary has percentiles only where all its values are the same: API_StatisticSet. */
  addSummary(summary: Summary): void {
    if (summary.minimum === summary.maximum) this.add(summary.minimum, summary.count);
    else this.#include(summary);
  }

  addAll(other: StatisticSet): void {
    this.#include({
      count: other.#count,
      sum: other.#sum,
      minimum: other.#minimum,
      maximum: other.#maximum,
    });
    for (const [step, count] of other.#steps) this.#step(step, count);
  }

  /** @param name `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, `p99.9`; undefined where it cannot be told */
  statistic(name: string): number | undefined {
    if (this.#count === 0) return undefined;
    if (name === 'SampleCount') return this.#count;
    if (name === 'Sum') return this.#sum;
    if (name === 'Average') return this.#sum / this.#count;
    if (name === 'Minimum') return this.#minimum;
    if (name === 'Maximum') return this.#maximum;
    const percent = percentile(name);
    return percent === undefined || this.#spread < this.#count ? undefined : this.#at(percent);
  }

  #at(percent: number): number {
    const rank = Math.max(1, Math.ceil((percent / 100) * this.#count));
    if (rank === 1) return this.#minimum;
    if (rank === this.#count) return this.#maximum;
    let passed = 0;
    for (const [step, count] of [...this.#steps].toSorted(([a], [b]) => a - b)) {
      passed += count;
      if (passed >= rank) return Math.min(this.#maximum, Math.max(this.#minimum, valueOf(step)));
    }
    return this.#maximum;
  }

  #include({ count, sum, minimum, maximum }: Summary): void {
    this.#count += count;
    this.#sum += sum;
    this.#minimum = Math.min(this.#minimum, minimum);
    this.#maximum = Math.max(this.#maximum, maximum);
  }

  #step(step: number, count: number): void {
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + count);
    this.#spread += count;
  }
}

/** The number in `p99.9`; undefined for what is no percentile. */
export function percentile(statistic: string): number | undefined {
  const text = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(statistic)?.[1];
  const percent = Number(text);
  return text === undefined || percent > 100 ? undefined : percent;
}

/** Whether statistics of this name can be read here: trimmed and winsorized ones cannot. */
export function isStatistic(name: string): boolean {
  return (
    ['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'].includes(name) || percentile(name) !== undefined
  );
}

function stepOf(value: number): number {
  if (value === 0) return 0;
  return Math.sign(value) * (Math.round(Math.log(Math.abs(value)) / STEP) + OFFSET);
}

function valueOf(step: number): number {
  return step === 0 ? 0 : Math.sign(step) * Math.exp((Math.abs(step) - OFFSET) * STEP);
}

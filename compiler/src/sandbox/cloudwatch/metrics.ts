import type { Dimension, StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../clock.ts';
import { StatisticSet, type Summary } from './statistic-set.ts';

export const MINUTE = 60_000;

/** How long a minute is remembered. */
const KEPT_MS = 3 * 60 * MINUTE;

/** What makes a metric: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
export interface Metric {
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  /** In any order. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Recording {
  /** Milliseconds since the epoch. Default: now. */
  readonly at?: number;
  /** How often the value came. Default: once. */
  readonly count?: number;
  readonly unit?: StandardUnit;
}

interface Series {
  readonly metric: Metric;
  unit: StandardUnit;
  /** By the time at which a minute begins. */
  readonly minutes: Map<number, StatisticSet>;
}

/** The metrics of all regions by the minute, for three hours and in memory only. */
export class Metrics {
  readonly #clock: Clock;
  readonly #series = new Map<string, Series>();
  #swept = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  record(metric: Metric, value: number, recording: Recording = {}): void {
    this.#minute(metric, recording)?.add(value, recording.count);
  }

  recordSummary(metric: Metric, summary: Summary, recording: Recording = {}): void {
    this.#minute(metric, recording)?.addSummary(summary);
  }

  /**
   * Everything from one time to another, the end not included; undefined where nothing came.
   * @param from, to milliseconds since the epoch, in whole minutes
   */
  read(metric: Metric, from: number, to: number): StatisticSet | undefined {
    const series = this.#series.get(keyOf(metric));
    if (!series) return undefined;
    const found = new StatisticSet();
    const start = Math.max(from, this.#clock.now() - KEPT_MS);
    for (let at = Math.ceil(start / MINUTE) * MINUTE; at < to; at += MINUTE) {
      const minute = series.minutes.get(at);
      if (minute) found.addAll(minute);
    }
    return found.count === 0 ? undefined : found;
  }

  unitOf(metric: Metric): StandardUnit {
    return this.#series.get(keyOf(metric))?.unit ?? 'None';
  }

  /** All metrics of a region that came within the time that is kept. */
  list(region: string): readonly Metric[] {
    this.#sweep();
    return [...this.#series.values()]
      .map(({ metric }) => metric)
      .filter((metric) => metric.region === region);
  }

  #minute(metric: Metric, { at, unit }: Recording): StatisticSet | undefined {
    const now = this.#clock.now();
    const time = at ?? now;
    if (time < now - KEPT_MS) return undefined;
    this.#sweep();
    const key = keyOf(metric);
    let series = this.#series.get(key);
    if (!series) this.#series.set(key, (series = { metric, unit: 'None', minutes: new Map() }));
    if (unit !== undefined) series.unit = unit;
    const begin = Math.floor(time / MINUTE) * MINUTE;
    let minute = series.minutes.get(begin);
    if (!minute) series.minutes.set(begin, (minute = new StatisticSet()));
    return minute;
  }

  /** Forgets what is too old, once a minute. */
  #sweep(): void {
    const now = this.#clock.now();
    if (now - this.#swept < MINUTE) return;
    this.#swept = now;
    for (const [key, { minutes }] of this.#series) {
      for (const begin of minutes.keys()) if (begin < now - KEPT_MS) minutes.delete(begin);
      if (minutes.size === 0) this.#series.delete(key);
    }
  }
}

/** Dimensions as the API has them. */
export function dimensionList(dimensions: Metric['dimensions']): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

export function dimensionsFrom(list: readonly Dimension[] | undefined): Metric['dimensions'] {
  return Object.fromEntries((list ?? []).map(({ Name = '', Value = '' }) => [Name, Value]));
}

function keyOf({ region, namespace, name, dimensions }: Metric): string {
  const sorted = Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([region, namespace, name, sorted]);
}

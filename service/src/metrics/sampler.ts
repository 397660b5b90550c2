import type { DestinationStream, Logger } from 'pino';
import type { Settings } from '../settings.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import type { Snapshot } from './snapshot.ts';

/** Writes the metrics for CloudWatch once an interval, however many requests and processes there are. */
export class Sampler {
  readonly #settings: Settings;
  readonly #collect: () => Promise<Snapshot>;
  readonly #out: DestinationStream;
  readonly #log: Pick<Logger, 'warn'>;
  readonly #timer: NodeJS.Timeout;
  #before: Snapshot = [];
  #latest: Promise<void> = Promise.resolve();

  constructor(
    settings: Settings,
    {
      collect,
      out,
      log,
    }: { collect: () => Promise<Snapshot>; out: DestinationStream; log: Pick<Logger, 'warn'> },
  ) {
    this.#settings = settings;
    this.#collect = collect;
    this.#out = out;
    this.#log = log;
    this.#timer = setInterval(() => void this.sample(), settings.cloudWatchInterval).unref();
  }

  /** One after the other, so that nothing is counted twice. */
  sample(): Promise<void> {
    this.#latest = this.#latest.then(async () => {
      try {
        const after = await this.#collect();
        this.#out.write(embeddedMetrics(this.#before, after, new Date(), this.#settings));
        this.#before = after;
      } catch (err) {
        this.#log.warn({ err }, 'the metrics for CloudWatch cannot be collected');
      }
    });
    return this.#latest;
  }

  /** What was counted since the last interval is not lost. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.sample();
  }
}

import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { Table } from '../table.ts';
import { checkAlarm } from './check-alarm.ts';
import { evaluateAlarm } from './evaluate-alarm.ts';
import type { Metrics } from './metrics.ts';
import type { AlarmRecord, AlarmSettings, HistoryRecord } from './records.ts';

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
    for (const alarm of this.all()) {
      const changed = evaluateAlarm(alarm, this.#metrics, end, this.#context.clock.now());
      if (changed) this.setState(alarm, changed.state, changed.reason, changed.reasonData);
    }
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

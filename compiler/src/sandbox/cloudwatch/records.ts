import type {
  AlarmHistoryItem,
  HistoryItemType,
  PutMetricAlarmInput,
  StateValue,
} from '@aws-sdk/client-cloudwatch';

/** What an alarm is told to do, in the members of PutMetricAlarm. */
export type AlarmSettings = Omit<PutMetricAlarmInput, 'AlarmName' | 'Tags'>;

export interface AlarmRecord {
  /** Of the stack resource that made it. */
  readonly owner?: string;
  readonly region: string;
  readonly arn: string;
  readonly name: string;
  readonly settings: AlarmSettings;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: StateValue;
  readonly reason: string;
  /** JSON. */
  readonly reasonData?: string;
  /** Milliseconds since the epoch. */
  readonly configuredAt: number;
  readonly stateAt: number;
}

export interface HistoryRecord {
  readonly at: number;
  readonly type: HistoryItemType;
  readonly summary: string;
  /** JSON. */
  readonly data: NonNullable<AlarmHistoryItem['HistoryData']>;
}

export interface DashboardRecord {
  readonly owner?: string;
  readonly name: string;
  /** JSON, as it was given. */
  readonly body: string;
  readonly modifiedAt: number;
}

import type {
  DeleteAlarmsInput,
  DescribeAlarmHistoryInput,
  DescribeAlarmHistoryOutput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  MetricAlarm,
  PutMetricAlarmInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../aws-error.ts';
import type { AwsService, RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import { byKey, pageOf } from '../page.ts';
import type { CloudWatch } from './cloudwatch.ts';
import type { AlarmRecord } from './records.ts';

/** Where the client does not say how many. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const PAGE = 50;
const LARGEST_PAGE = 100;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export function alarmOperations(cloudWatch: CloudWatch): AwsService['operations'] {
  const { alarms } = cloudWatch;
  return {
    PutMetricAlarm(
      { AlarmName: name = '', Tags, ...settings }: PutMetricAlarmInput,
      request: RequestContext,
    ) {
      const tags = Object.fromEntries((Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
      alarms.put({ region: request.region, name, settings, tags });
      cloudWatch.touch();
    },

    DeleteAlarms({ AlarmNames = [] }: DeleteAlarmsInput, { region }: RequestContext) {
      for (const name of AlarmNames) alarms.require(region, name);
      for (const name of AlarmNames) alarms.delete(region, name);
    },

    SetAlarmState(
      { AlarmName = '', StateValue, StateReason = '', StateReasonData }: SetAlarmStateInput,
      { region }: RequestContext,
    ) {
      const alarm = alarms.require(region, AlarmName);
      alarms.setState(alarm, StateValue ?? alarm.state, StateReason, StateReasonData);
    },

    DescribeAlarms(input: DescribeAlarmsInput, { region }: RequestContext): DescribeAlarmsOutput {
      const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: state, ActionPrefix: action } = input;
      if (names && prefix !== undefined) {
        throw new AwsError('ValidationError', 'AlarmNames and AlarmNamePrefix exclude each other');
      }
      // Without AlarmTypes only metric alarms are answered.
      const wanted = (input.AlarmTypes ?? ['MetricAlarm']).includes('MetricAlarm') ? alarms.all() : [];
      const found = wanted
        .filter(
          (alarm) =>
            alarm.region === region &&
            (names?.includes(alarm.name) ?? true) &&
            alarm.name.startsWith(prefix ?? '') &&
            (state ?? alarm.state) === alarm.state &&
            (action === undefined || actionsOf(alarm).some((arn) => arn.startsWith(action))),
        )
        .toSorted(byKey(({ name }) => name));
      const size = Math.min(input.MaxRecords ?? PAGE, LARGEST_PAGE);
      const page = pageOf(found, ({ name }) => name, size, input.NextToken, 'InvalidNextToken');
      return {
        MetricAlarms: page.items.map(describe),
        CompositeAlarms: [],
        ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
      };
    },

    DescribeAlarmHistory(
      input: DescribeAlarmHistoryInput,
      { region }: RequestContext,
    ): DescribeAlarmHistoryOutput {
      const { AlarmName: name, HistoryItemType: type, StartDate, EndDate, ScanBy } = input;
      const items = alarms
        .all()
        .filter((alarm) => alarm.region === region && (name ?? alarm.name) === alarm.name)
        .flatMap((alarm) => alarms.historyOf(alarm).map((entry) => ({ alarm: alarm.name, entry })))
        .filter(
          ({ entry }) =>
            (type ?? entry.type) === entry.type &&
            entry.at >= (StartDate?.getTime() ?? 0) &&
            entry.at <= (EndDate?.getTime() ?? Infinity),
        )
        .toSorted((a, b) => b.entry.at - a.entry.at);
      const ordered = ScanBy === 'TimestampAscending' ? items.toReversed() : items;
      const page = listPage(ordered, input.NextToken, input.MaxRecords, LARGEST_PAGE);
      return {
        AlarmHistoryItems: page.items.map(({ alarm, entry }) => ({
          AlarmName: alarm,
          AlarmType: 'MetricAlarm',
          Timestamp: new Date(entry.at),
          HistoryItemType: entry.type,
          HistorySummary: entry.summary,
          HistoryData: entry.data,
        })),
        ...(page.next !== undefined && { NextToken: page.next }),
      };
    },
  };
}

function describe({ name, arn, settings, state, reason, reasonData, ...times }: AlarmRecord): MetricAlarm {
  const since = new Date(times.stateAt);
  return {
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    ActionsEnabled: true,
    ...settings,
    Dimensions: settings.Dimensions ?? [],
    AlarmName: name,
    AlarmArn: arn,
    AlarmConfigurationUpdatedTimestamp: new Date(times.configuredAt),
    StateValue: state,
    StateReason: reason,
    ...(reasonData !== undefined && { StateReasonData: reasonData }),
    StateUpdatedTimestamp: since,
    StateTransitionedTimestamp: since,
  };
}

function actionsOf({ settings }: AlarmRecord): readonly string[] {
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = settings;
  return [...OKActions, ...AlarmActions, ...InsufficientDataActions];
}

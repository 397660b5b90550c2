import type { CloudWatchApi } from '../aws/cloudwatch.ts';
import type { AlarmStatus } from './status.ts';

/** An alarm as its stack knows it. */
export interface StackAlarm {
  readonly name: string;
  readonly logicalId: string;
  readonly service?: string;
}

/** Names in one call. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const MOST_NAMES = 100;

const order = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];

/** The alarms of an environment's stacks, those that ring first; one that somebody has deleted is left out. */
export async function readAlarms(
  cloudWatch: () => Promise<CloudWatchApi>,
  alarms: readonly StackAlarm[],
): Promise<readonly AlarmStatus[]> {
  if (alarms.length === 0) return [];
  const api = await cloudWatch();
  const chunks = Array.from({ length: Math.ceil(alarms.length / MOST_NAMES) }, (_, index) =>
    alarms.slice(index * MOST_NAMES, (index + 1) * MOST_NAMES),
  );
  const answers = await Promise.all(
    chunks.map((chunk) =>
      api.describeAlarms({
        AlarmNames: chunk.map(({ name }) => name),
        AlarmTypes: ['MetricAlarm'],
        MaxRecords: MOST_NAMES,
      }),
    ),
  );
  const found = new Map(
    answers.flatMap(({ MetricAlarms = [] }) => MetricAlarms.map((alarm) => [alarm.AlarmName ?? '', alarm])),
  );
  return alarms
    .flatMap(({ name, logicalId, service }): AlarmStatus[] => {
      const alarm = found.get(name);
      if (!alarm) return [];
      const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
      return [
        {
          name,
          watches: inWords(logicalId.replace(/Alarm$/, '')),
          ...(service !== undefined && { service }),
          state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
          ...(since && { since: since.toISOString() }),
          ...(alarm.StateReason !== undefined && { reason: alarm.StateReason }),
          ...(alarm.AlarmDescription !== undefined && { description: alarm.AlarmDescription }),
        },
      ];
    })
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** `UnhealthyHosts` → `unhealthy hosts` */
function inWords(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();
}

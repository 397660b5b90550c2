import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  type DescribeAlarmsCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { caller, clientSettings, type ConnectOptions } from './client.ts';

export type { MetricAlarm } from '@aws-sdk/client-cloudwatch';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export interface CloudWatchApi {
  describeAlarms(input: DescribeAlarmsCommandInput): Promise<DescribeAlarmsCommandOutput>;
}

export function connectCloudWatch(options: ConnectOptions): CloudWatchApi {
  const client = new CloudWatchClient(clientSettings(options));
  const call = caller('CloudWatch', options);
  return {
    describeAlarms: (input) =>
      call('DescribeAlarms', (o) => client.send(new DescribeAlarmsCommand(input), o)),
  };
}

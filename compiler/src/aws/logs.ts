import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  type FilterLogEventsCommandOutput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  type GetLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { caller, clientSettings, type ConnectOptions } from './client.ts';

export type { FilteredLogEvent, OutputLogEvent } from '@aws-sdk/client-cloudwatch-logs';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html */
export interface LogsApi {
  filterLogEvents(input: FilterLogEventsCommandInput): Promise<FilterLogEventsCommandOutput>;
  getLogEvents(input: GetLogEventsCommandInput): Promise<GetLogEventsCommandOutput>;
}

export function connectLogs(options: ConnectOptions): LogsApi {
  const client = new CloudWatchLogsClient(clientSettings(options));
  const call = caller('CloudWatch Logs', options);
  return {
    filterLogEvents: (input) =>
      call('FilterLogEvents', (o) => client.send(new FilterLogEventsCommand(input), o)),
    getLogEvents: (input) => call('GetLogEvents', (o) => client.send(new GetLogEventsCommand(input), o)),
  };
}

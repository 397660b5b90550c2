import type {
  CreateLogGroupRequest,
  CreateLogStreamRequest,
  DeleteLogGroupRequest,
  DeleteLogStreamRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  LogStream,
  PutLogEventsRequest,
  PutLogEventsResponse,
  PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../aws-error.ts';
import type { AwsService, RequestContext, SandboxContext } from '../context.ts';
import { byKey, pageOf } from '../page.ts';
import type { GroupRecord, StreamRecord } from './log-groups.ts';
import { logGroupsOf } from './log-groups.ts';
import { metricFilterOperations, metricFiltersOf } from './metric-filters.ts';
import { noStream, readOperations } from './read-operations.ts';

const exists = (what: string): AwsError =>
  new AwsError('ResourceAlreadyExistsException', `The specified ${what} already exists`);

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html */
export function logsService(context: SandboxContext): AwsService {
  const groups = logGroupsOf(context);
  const filters = metricFiltersOf(context);

  const describeStream = (group: GroupRecord, { name, created }: StreamRecord): LogStream => {
    const events = groups.events(group, name);
    const [first, last] = [events[0], events.at(-1)];
    return {
      logStreamName: name,
      creationTime: created,
      arn: `${groups.arn(group)}:log-stream:${name}`,
      storedBytes: 0,
      ...(first &&
        last && {
          firstEventTimestamp: first.timestamp,
          lastEventTimestamp: last.timestamp,
          lastIngestionTime: last.ingestionTime,
        }),
    };
  };

  return {
    signingName: 'logs',
    operations: {
      ...readOperations(context),
      ...metricFilterOperations(context),

      CreateLogGroup(input: CreateLogGroupRequest, { region }: RequestContext): void {
        const { logGroupName: name = '', kmsKeyId, logGroupClass = 'STANDARD', tags } = input;
        if (groups.find(region, name)) throw exists('log group');
        groups.put({
          name,
          region,
          created: context.clock.now(),
          logGroupClass,
          ...(kmsKeyId && { kmsKeyId }),
          ...(tags && { tags }),
        });
      },

      ListTagsForResource(
        { resourceArn }: ListTagsForResourceRequest,
        { region }: RequestContext,
      ): ListTagsForResourceResponse {
        const { tags = {} } = groups.require(region, resourceArn);
        return { tags: { ...tags } };
      },

      DeleteLogGroup({ logGroupName }: DeleteLogGroupRequest, { region }: RequestContext): void {
        groups.delete(groups.require(region, logGroupName));
      },

      PutRetentionPolicy(input: PutRetentionPolicyRequest, { region }: RequestContext): void {
        const { logGroupName, retentionInDays = 0 } = input;
        groups.put({ ...groups.require(region, logGroupName), retentionInDays });
      },

      CreateLogStream(
        { logGroupName, logStreamName = '' }: CreateLogStreamRequest,
        { region }: RequestContext,
      ): void {
        const group = groups.require(region, logGroupName);
        if (groups.streams(group).get(logStreamName)) throw exists('log stream');
        groups.createStream(group, logStreamName);
      },

      DeleteLogStream(
        { logGroupName, logStreamName = '' }: DeleteLogStreamRequest,
        { region }: RequestContext,
      ): void {
        const group = groups.require(region, logGroupName);
        if (!groups.streams(group).get(logStreamName)) throw noStream();
        groups.deleteStream(group, logStreamName);
      },

      PutLogEvents(input: PutLogEventsRequest, { region }: RequestContext): PutLogEventsResponse {
        const group = groups.require(region, input.logGroupName);
        const { logStreamName = '', logEvents = [] } = input;
        if (!groups.streams(group).get(logStreamName)) throw noStream();
        const events = logEvents.map(({ timestamp = 0, message = '' }) => ({ timestamp, message }));
        if (events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0))) {
          throw new AwsError(
            'InvalidParameterException',
            'Log events in a single PutLogEvents request must be in chronological order.',
          );
        }
        groups.append(group, logStreamName, events);
        return {};
      },

      DescribeLogGroups(
        input: DescribeLogGroupsRequest,
        { region }: RequestContext,
      ): DescribeLogGroupsResponse {
        const { logGroupNamePrefix = '', logGroupNamePattern = '', limit = 50, nextToken } = input;
        const found = groups
          .all(region)
          .filter(({ name }) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern))
          .toSorted(byKey(({ name }) => name));
        const page = pageOf(found, ({ name }) => name, limit, nextToken, 'InvalidParameterException');
        return {
          logGroups: page.items.map((group) => ({
            logGroupName: group.name,
            creationTime: group.created,
            ...(group.retentionInDays !== undefined && { retentionInDays: group.retentionInDays }),
            ...(group.kmsKeyId !== undefined && { kmsKeyId: group.kmsKeyId }),
            arn: `${groups.arn(group)}:*`,
            logGroupArn: groups.arn(group),
            metricFilterCount: filters
              .all()
              .filter((filter) => filter.region === region && filter.logGroupName === group.name).length,
            storedBytes: 0,
          })),
          ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
        };
      },

      DescribeLogStreams(
        input: DescribeLogStreamsRequest,
        { region }: RequestContext,
      ): DescribeLogStreamsResponse {
        const group = groups.require(region, input.logGroupName ?? input.logGroupIdentifier);
        const { logStreamNamePrefix = '', orderBy, descending = false, limit = 50, nextToken } = input;
        const found = groups
          .streams(group)
          .all()
          .filter(({ name }) => name.startsWith(logStreamNamePrefix))
          .map((stream) => describeStream(group, stream));
        const keyOf = ({ logStreamName = '', lastEventTimestamp = 0 }: LogStream): string =>
          orderBy === 'LastEventTime'
            ? `${String(lastEventTimestamp).padStart(16, '0')} ${logStreamName}`
            : logStreamName;
        const sorted = found.toSorted(byKey(keyOf));
        const ordered = descending ? sorted.toReversed() : sorted;
        const page = pageOf(ordered, keyOf, limit, nextToken, 'InvalidParameterException');
        return {
          logStreams: [...page.items],
          ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
        };
      },
    },
  };
}

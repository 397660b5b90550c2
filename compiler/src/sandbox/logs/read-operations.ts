import type {
  FilterLogEventsRequest,
  FilterLogEventsResponse,
  GetLogEventsRequest,
  GetLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../aws-error.ts';
import type { AwsService, RequestContext, SandboxContext } from '../context.ts';
import { byKey, pageOf } from '../page.ts';
import { compileFilter } from './filter-pattern.ts';
import { logGroupsOf } from './log-groups.ts';

const mostEvents = 10_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html, API_GetLogEvents.html */
export function readOperations(context: SandboxContext): AwsService['operations'] {
  const groups = logGroupsOf(context);
  return {
    FilterLogEvents(input: FilterLogEventsRequest, { region }: RequestContext): FilterLogEventsResponse {
      const group = groups.require(region, input.logGroupName ?? input.logGroupIdentifier);
      const { logStreamNames, logStreamNamePrefix = '', startTime = 0, endTime = Infinity } = input;
      const streams = groups.streams(group);
      if (logStreamNames?.some((name) => !streams.get(name))) throw noStream();
      const names = logStreamNames ?? streams.all().map(({ name }) => name);
      const matches = compileFilter(input.filterPattern);
      const events = names
        .filter((name) => name.startsWith(logStreamNamePrefix))
        .flatMap((name) => groups.events(group, name).map((event) => ({ ...event, logStreamName: name })))
        .filter(({ timestamp }) => timestamp >= startTime && timestamp <= endTime)
        .filter(({ message }) => matches(message))
        .toSorted(byKey(({ eventId }) => eventId));
      const size = Math.min(input.limit ?? mostEvents, mostEvents);
      const page = pageOf(
        events,
        ({ eventId }) => eventId,
        size,
        input.nextToken,
        'InvalidParameterException',
      );
      return {
        events: [...page.items],
        searchedLogStreams: [],
        ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
      };
    },

    GetLogEvents(input: GetLogEventsRequest, { region }: RequestContext): GetLogEventsResponse {
      const group = groups.require(region, input.logGroupName ?? input.logGroupIdentifier);
      const { logStreamName = '', startTime = 0, endTime = Infinity, startFromHead = false } = input;
      if (!groups.streams(group).get(logStreamName)) throw noStream();
      const events = groups
        .events(group, logStreamName)
        .filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
      const size = Math.min(input.limit ?? mostEvents, mostEvents);
      const [, direction, at = ''] = /^([fb])\/(\d*)$/.exec(input.nextToken ?? '') ?? [];
      if (input.nextToken !== undefined && direction === undefined) {
        throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
      }
      const forward = direction === undefined ? startFromHead : direction === 'f';
      const candidates =
        direction === undefined
          ? events
          : events.filter(({ eventId }) => (forward ? eventId > at : eventId < at));
      const page = forward
        ? candidates.slice(0, size)
        : candidates.slice(Math.max(0, candidates.length - size));
      return {
        events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
        // at the end of the stream a token comes back as it was sent
        nextForwardToken: `f/${page.at(-1)?.eventId ?? at}`,
        nextBackwardToken: `b/${page[0]?.eventId ?? at}`,
      };
    },
  };
}

export function noStream(): AwsError {
  return new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
}

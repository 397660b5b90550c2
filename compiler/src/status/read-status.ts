import { allPages } from '../aws/client.ts';
import type { Aws } from '../aws/aws.ts';
import type { Stack } from '../aws/cloudformation.ts';
import type { Compilation } from '../compile.ts';
import type { RenderedStack } from '../stack.ts';
import { conditionOf, outputsOf, readStack } from '../deploy/stack-state.ts';
import type { Clock } from '../deploy/clock.ts';
import type { Connection } from '../target.ts';
import { readAlarms, type StackAlarm } from './read-alarms.ts';
import { readService } from './read-service.ts';
import type { DashboardStatus, EnvironmentStatus, StackStatus } from './status.ts';

/** Reads the stacks of an environment, those that it shares, its services and its alarms. Throws `AwsError`. */
export async function readStatus(
  connection: Connection,
  clock: Clock,
  compilation: Compilation,
): Promise<EnvironmentStatus> {
  const { aws, account, region } = connection;
  const { model, shared, stacks } = compilation;
  const api = await aws.cloudFormation();
  const read = await Promise.all(
    [...shared, ...stacks].map(async (rendered) => ({
      rendered,
      stack: await readStack(api, clock, rendered.name),
    })),
  );
  const deployed = read.filter(({ stack }) => conditionOf(stack?.StackStatus) !== 'absent');
  const own = await Promise.all(
    deployed.flatMap(({ rendered, stack }) =>
      stack && (rendered.kind === 'service' || rendered.kind === 'platform')
        ? [resourcesOf(aws, rendered, stack)]
        : [],
    ),
  );
  const [services, alarms] = await Promise.all([
    Promise.all(
      own.flatMap(({ rendered, stack, resources }) => {
        if (rendered.kind !== 'service') return [];
        const { id } = resources.find(({ type }) => type === 'AWS::ECS::Service') ?? {};
        return [readService(aws, rendered.service ?? rendered.name, id, outputsOf(stack)['Release'])];
      }),
    ),
    readAlarms(aws.cloudWatch, own.flatMap(alarmsOf)),
  ]);
  const dashboard = dashboardOf(connection, own);
  const url = deployed.flatMap(({ stack }) => outputsOf(stack)['Url'] ?? [])[0];
  // What all environments share may be missing: nothing of this one runs on it.
  const stackStatuses = read.flatMap(({ rendered, stack }) => {
    const status = stackStatus(rendered.name, stack);
    return status.status === undefined && shared.includes(rendered) ? [] : [status];
  });
  return {
    app: model.config.app,
    environment: model.environment,
    account,
    region,
    ...(url !== undefined && { url }),
    ...(dashboard && { dashboard }),
    healthy:
      [...stackStatuses, ...services].every(({ healthy }) => healthy) &&
      alarms.every(({ state }) => state !== 'ALARM'),
    stacks: stackStatuses,
    services,
    alarms,
  };
}

function stackStatus(name: string, stack: Stack | undefined): StackStatus {
  const condition = conditionOf(stack?.StackStatus);
  if (!stack || condition === 'absent') return { name, healthy: false };
  const changed = stack.LastUpdatedTime ?? stack.CreationTime;
  return {
    name,
    healthy: condition === 'stable',
    ...(stack.StackStatus !== undefined && { status: stack.StackStatus }),
    ...(stack.StackStatusReason !== undefined && { reason: stack.StackStatusReason }),
    ...(changed && { changedAt: changed.toISOString() }),
  };
}

interface StackResources {
  readonly rendered: RenderedStack;
  readonly stack: Stack;
  readonly resources: readonly {
    readonly type: string;
    readonly logicalId: string;
    /** Its name or ARN; undefined where it is not made yet. */
    readonly id?: string;
  }[];
}

async function resourcesOf(aws: Aws, rendered: RenderedStack, stack: Stack): Promise<StackResources> {
  const api = await aws.cloudFormation();
  const listed = await allPages(
    (NextToken) =>
      api.listStackResources({ StackName: stack.StackName, ...(NextToken !== undefined && { NextToken }) }),
    (page) => page.StackResourceSummaries,
    (page) => page.NextToken,
  );
  const resources = listed
    .filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE')
    .map(({ ResourceType = '', LogicalResourceId = '', PhysicalResourceId: id }) => ({
      type: ResourceType,
      logicalId: LogicalResourceId,
      ...(id !== undefined && id !== '' && { id }),
    }));
  return { rendered, stack, resources };
}

function alarmsOf({ rendered: { service }, resources }: StackResources): readonly StackAlarm[] {
  return resources.flatMap(({ type, logicalId, id }) =>
    type === 'AWS::CloudWatch::Alarm' && id !== undefined
      ? [{ name: id, logicalId, ...(service !== undefined && { service }) }]
      : [],
  );
}

/** The console shows what is on AWS only. */
function dashboardOf({ target }: Connection, own: readonly StackResources[]): DashboardStatus | undefined {
  const platform = own.find(({ rendered }) => rendered.kind === 'platform');
  const name = platform?.resources.find(({ type }) => type === 'AWS::CloudWatch::Dashboard')?.id;
  if (!platform || name === undefined) return undefined;
  const url = target.kind === 'aws' ? outputsOf(platform.stack)['DashboardUrl'] : undefined;
  return { name, ...(url !== undefined && { url }) };
}

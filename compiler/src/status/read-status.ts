import { allPages } from '../aws/client.ts';
import type { Aws } from '../aws/aws.ts';
import type { Stack } from '../aws/cloudformation.ts';
import type { Compilation } from '../compile.ts';
import { conditionOf, outputsOf, readStack } from '../deploy/stack-state.ts';
import type { Clock } from '../deploy/clock.ts';
import type { Connection } from '../target.ts';
import { readService } from './read-service.ts';
import type { EnvironmentStatus, ServiceStatus, StackStatus } from './status.ts';

/** Reads the stacks of an environment, those that it shares, and its services. Throws `AwsError`. */
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
  const services = await Promise.all(
    deployed.flatMap(({ rendered, stack }) =>
      rendered.kind === 'service' && stack ? [serviceOf(aws, rendered.service ?? rendered.name, stack)] : [],
    ),
  );
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
    healthy: [...stackStatuses, ...services].every(({ healthy }) => healthy),
    stacks: stackStatuses,
    services,
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

async function serviceOf(aws: Aws, service: string, stack: Stack): Promise<ServiceStatus> {
  const api = await aws.cloudFormation();
  const resources = await allPages(
    (NextToken) =>
      api.listStackResources({ StackName: stack.StackName, ...(NextToken !== undefined && { NextToken }) }),
    (page) => page.StackResourceSummaries,
    (page) => page.NextToken,
  );
  const arn = resources.find(({ ResourceType }) => ResourceType === 'AWS::ECS::Service')?.PhysicalResourceId;
  return readService(aws, service, arn, outputsOf(stack)['Release']);
}

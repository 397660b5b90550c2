import type { Aws } from '../aws/aws.ts';
import { allPages } from '../aws/client.ts';
import type { Deployment, EcsApi, Service } from '../aws/ecs.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { RenderedStack } from '../stack.ts';
import { patiently, type Clock } from './clock.ts';
import { conditionOf, parametersOf, readStack } from './stack-state.ts';
import { serviceRef, type ServiceRef } from './tasks.ts';

/** A service that runs, and what its next tasks are made of. */
export interface RestartTarget {
  readonly service: string;
  readonly stack: string;
  readonly ref: ServiceRef;
  /** ARN with its revision. */
  readonly taskDefinition: string;
  /** `sha256:…` of the deployed image; undefined where the stack has no image of its own. */
  readonly imageDigest: string | undefined;
  readonly desired: number;
  /** Share of the desired tasks that stay healthy meanwhile, and that may run: per cent. */
  readonly minimum: number;
  readonly maximum: number;
  /** The deployment that is the last one now. */
  readonly deployment: string;
  /** When it began, where it is still under way. */
  readonly since?: Date;
}

/**
 * What there is of a service to restart. Refuses (4) a service that is not deployed, whose stack is in the middle of an operation,
 * or that ECS is rolling back. Reads only.
 */
export async function restartTarget(
  aws: Aws,
  clock: Clock,
  environment: string,
  { name: stack, service = '' }: Pick<RenderedStack, 'name' | 'service'>,
): Promise<RestartTarget> {
  const again = `npx platc deploy --env ${environment}`;
  const refuse = (message: string, hint: string) =>
    new CommandError(exit.refused, message, `Nothing was touched. ${hint}`, { service, stack });
  const api = await aws.cloudFormation();
  const found = await readStack(api, clock, stack);
  const condition = conditionOf(found?.StackStatus);
  if (condition === 'busy')
    throw refuse(`${stack} is ${found?.StackStatus}: a deploy is under way`, `\`${again}\` follows it.`);
  const missing = refuse(`${service} is not deployed in ${environment}`, `Deploy it: ${again}`);
  if (condition === 'absent' || condition === 'leftover') throw missing;
  const resources = await allPages(
    (token) =>
      patiently(clock, () =>
        api.listStackResources({ StackName: stack, ...(token !== undefined && { NextToken: token }) }),
      ),
    ({ StackResourceSummaries }) => StackResourceSummaries,
    ({ NextToken }) => NextToken,
  );
  const arn = resources.find(({ ResourceType }) => ResourceType === 'AWS::ECS::Service')?.PhysicalResourceId;
  if (arn === undefined) throw missing;

  const ref = serviceRef(arn);
  const running = await readRunning(await aws.ecs(), clock, ref);
  const primary = running && primaryOf(running);
  if (!running || !primary?.taskDefinition)
    throw refuse(`the ECS service of ${service} is gone`, `See: npx platc drift --env ${environment}`);
  const isOpen = primary.rolloutState === 'IN_PROGRESS';
  if (isOpen && running.deployments?.some(({ rolloutState }) => rolloutState === 'FAILED'))
    throw refuse(`ECS is rolling ${service} back`, `See: npx platc status --env ${environment}`);
  const { deploymentConfiguration: { minimumHealthyPercent = 100, maximumPercent = 200 } = {} } = running;
  return {
    service,
    stack,
    ref,
    taskDefinition: primary.taskDefinition,
    imageDigest: parametersOf(found)['Image']?.split('@')[1],
    desired: running.desiredCount ?? 0,
    minimum: minimumHealthyPercent,
    maximum: maximumPercent,
    deployment: primary.id ?? '',
    ...(isOpen && primary.createdAt && { since: primary.createdAt }),
  };
}

/** The service, unless it is gone. */
export async function readRunning(
  ecs: EcsApi,
  clock: Clock,
  { cluster, arn }: ServiceRef,
): Promise<Service | undefined> {
  const { services } = await patiently(clock, () => ecs.describeServices({ cluster, services: [arn] }));
  return services?.find(({ status }) => status === 'ACTIVE');
}

/** The deployment that new tasks belong to: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export function primaryOf(service: Service): Deployment | undefined {
  return service.deployments?.find(({ status }) => status === 'PRIMARY');
}

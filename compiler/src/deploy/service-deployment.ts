import { isRefusal } from '../aws/aws-error.ts';
import type { EcsApi, ServiceDeployment } from '../aws/ecs.ts';
import { patiently, type Clock } from './clock.ts';
import type { ServiceRef } from './tasks.ts';

/** How far apart ECS may date two things that are one, in milliseconds. */
export const SAME_MOMENT = 1000;

/** ECS names no service deployment in a deployment: it is the one that began at that time. Undefined while there is none yet. */
export async function serviceDeploymentAt(
  ecs: EcsApi,
  clock: Clock,
  { cluster, arn }: ServiceRef,
  at: Date,
): Promise<string | undefined> {
  const after = new Date(at.getTime() - SAME_MOMENT);
  const { serviceDeployments = [] } = await patiently(clock, () =>
    ecs.listServiceDeployments({ cluster, service: arn, createdAt: { after } }),
  );
  const distance = ({ createdAt = after }: { readonly createdAt?: Date | undefined }) =>
    Math.abs(createdAt.getTime() - at.getTime());
  return serviceDeployments.toSorted((a, b) => distance(a) - distance(b))[0]?.serviceDeploymentArn;
}

export async function readServiceDeployment(
  ecs: EcsApi,
  clock: Clock,
  arn: string,
): Promise<ServiceDeployment | undefined> {
  const { serviceDeployments } = await patiently(clock, () =>
    ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] }),
  );
  return serviceDeployments?.[0];
}

/** Whether a service deployment has ended: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
export function isOver(status: string): boolean {
  return ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].includes(status);
}

/** Gives a deployment up, so that ECS goes back. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html */
export async function stopDeployment(ecs: EcsApi, clock: Clock, serviceDeploymentArn: string): Promise<void> {
  await patiently(clock, () =>
    ecs.stopServiceDeployment({ serviceDeploymentArn, stopType: 'ROLLBACK' }),
  ).catch((error: unknown) => {
    // It ended, or began to go back, in the same moment.
    if (!isRefusal(error, 'ConflictException')) throw error;
  });
}

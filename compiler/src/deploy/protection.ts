import { isRefusal } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import { CommandError, exit } from '../commands/command.ts';
import { patiently, type Clock } from './clock.ts';
import type { DeployedStack } from './deployed-stacks.ts';

/** Something that must not be deleted by mistake, and how that is lifted. */
export interface Protected {
  readonly what: string;
  lift(): Promise<unknown>;
}

const attribute = 'deletion_protection.enabled';

/**
 * The stacks with termination protection, and the load balancers with deletion protection in them.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#deletion-protection
 */
export async function protectedThings(
  aws: Aws,
  clock: Clock,
  stacks: readonly DeployedStack[],
): Promise<readonly Protected[]> {
  const api = await aws.cloudFormation();
  const found: Protected[] = [];
  for (const { name, id, isProtected } of stacks) {
    if (isProtected) {
      found.push({
        what: `stack ${name}`,
        lift: () => api.updateTerminationProtection({ StackName: name, EnableTerminationProtection: false }),
      });
    }
    const { StackResourceSummaries } = await patiently(clock, () =>
      api.listStackResources({ StackName: id }),
    );
    for (const { ResourceType, PhysicalResourceId: arn, LogicalResourceId } of StackResourceSummaries ?? []) {
      if (
        ResourceType !== 'AWS::ElasticLoadBalancingV2::LoadBalancer' ||
        !arn ||
        !(await isLoadBalancerProtected(aws, clock, arn))
      )
        continue;
      const elb = await aws.elb();
      found.push({
        what: `load balancer ${LogicalResourceId} of ${name}`,
        lift: () =>
          elb.modifyLoadBalancerAttributes({
            LoadBalancerArn: arn,
            Attributes: [{ Key: attribute, Value: 'false' }],
          }),
      });
    }
  }
  return found;
}

/** Refuses (4) what is protected, or lifts the protection where that is allowed. */
export async function liftProtection(things: readonly Protected[], allowed: boolean): Promise<void> {
  if (things.length > 0 && !allowed) {
    throw new CommandError(
      exit.refused,
      `protected against deletion: ${things.map(({ what }) => what).join(', ')}`,
      'Nothing was touched. If it is meant: --allow delete',
      {
        protected: things.map(({ what }) => what),
      },
    );
  }
  for (const thing of things) await thing.lift();
}

async function isLoadBalancerProtected(aws: Aws, clock: Clock, arn: string): Promise<boolean> {
  const elb = await aws.elb();
  try {
    const { Attributes } = await patiently(clock, () =>
      elb.describeLoadBalancerAttributes({ LoadBalancerArn: arn }),
    );
    return Attributes?.some(({ Key, Value }) => Key === attribute && Value === 'true') ?? false;
  } catch (error) {
    if (isRefusal(error, 'LoadBalancerNotFound')) return false;
    throw error;
  }
}

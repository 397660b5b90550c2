import type { PlanSummary, PropertyChange, ResourceChange, ResourceRef, StackPlan } from './plan.ts';

/** Types and properties that say who may do what: identities, and the policies of resources. */
const permissionTypes =
  /^AWS::IAM::|::(BucketPolicy|QueuePolicy|QueueInlinePolicy|TopicPolicy|TopicInlinePolicy|ResourcePolicy|RegistryPolicy|AccessPointPolicy)$|^AWS::Lambda::Permission$|^AWS::KMS::Grant$|^AWS::Logs::ResourcePolicy$/;
const permissionProperties =
  /^(KeyPolicy|RepositoryPolicyText|ResourcePolicy|AccessPolicies|FileSystemPolicy|Policy)\b/;

/** Types and properties that say what can be reached from where. */
const networkTypes =
  /^AWS::EC2::(SecurityGroup|SecurityGroupIngress|SecurityGroupEgress|Route|RouteTable|InternetGateway|VPCGatewayAttachment|NatGateway|NetworkAcl|NetworkAclEntry|SubnetRouteTableAssociation|SubnetNetworkAclAssociation|VPCPeeringConnection|VPCEndpoint|EIP|TransitGatewayAttachment)$|^AWS::ElasticLoadBalancingV2::(LoadBalancer|Listener|ListenerRule|ListenerCertificate)$|^AWS::WAFv2::|^AWS::Lambda::Url$/;
const networkProperties =
  /^(NetworkConfiguration|MapPublicIpOnLaunch|PubliclyAccessible|PublicAccessBlockConfiguration|VpcConfig|SecurityGroups|SecurityGroupIds|VPCSecurityGroups|Scheme)\b/;

/** What a reader wants to know before the details. */
export function summarize(stacks: readonly StackPlan[]): PlanSummary {
  const all = stacks.flatMap((stack) => stack.changes.map((change) => ({ stack: stack.name, change })));
  const refs = (wanted: (change: ResourceChange) => boolean): readonly ResourceRef[] =>
    all
      .filter(({ change }) => wanted(change))
      .map(({ stack, change: { logicalId, type } }) => ({ stack, logicalId, type }));
  const count = (wanted: (change: ResourceChange) => boolean) => refs(wanted).length;
  const replaced = ({ action, replacement }: ResourceChange) => action === 'Modify' && replacement !== 'no';
  return {
    hasChanges: stacks.some(({ state }) => state === 'create' || state === 'update'),
    counts: {
      added: count(({ action }) => action === 'Add' || action === 'Import'),
      modified: count((change) => change.action === 'Modify' && !replaced(change)),
      replaced: count(replaced),
      removed: count(({ action }) => action === 'Remove'),
    },
    data: refs(endangersData),
    permissions: refs(changesPermissions),
    network: refs(changesNetwork),
    interruptions: stacks.flatMap(interruptionsOf),
  };
}

/** A replaced resource begins empty, whatever becomes of the old one; a removed one that is retained keeps its data. */
export function endangersData({
  holdsData,
  action,
  replacement,
  policyAction,
}: Pick<ResourceChange, 'holdsData' | 'action' | 'replacement' | 'policyAction'>): boolean {
  if (!holdsData) return false;
  return action === 'Remove' ? policyAction !== 'Retain' : replacement !== 'no';
}

export function changesPermissions(change: {
  readonly type: string;
  readonly properties: readonly Pick<PropertyChange, 'property'>[];
}): boolean {
  return (
    permissionTypes.test(change.type) ||
    change.properties.some(({ property }) => permissionProperties.test(property))
  );
}

function changesNetwork(change: ResourceChange): boolean {
  return (
    networkTypes.test(change.type) ||
    change.properties.some(({ property }) => networkProperties.test(property))
  );
}

const inTheWayOfTraffic = /^AWS::ElasticLoadBalancingV2::(LoadBalancer|Listener|ListenerRule|TargetGroup)$/;

function interruptionsOf(stack: StackPlan): readonly string[] {
  if (stack.state !== 'update') return [];
  const name = stack.service ?? stack.kind;
  const traffic = stack.changes
    .filter(
      ({ type, action, replacement }) =>
        inTheWayOfTraffic.test(type) && (action === 'Remove' || replacement !== 'no'),
    )
    .map(
      ({ logicalId, action, replacement }) =>
        `${name}: ${logicalId} is ${action === 'Remove' ? 'removed' : replacement === 'yes' ? 'replaced' : 'perhaps replaced'}`,
    );
  const removed = stack.changes
    .filter(({ type, action }) => type === 'AWS::ECS::Service' && action === 'Remove')
    .map(({ logicalId }) => `${name}: ${logicalId} is removed`);
  return [...(stack.rollout?.interruption ? [`${name}: ${stack.rollout.text}`] : []), ...removed, ...traffic];
}

import type {
  DeregisterTargetsInput,
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  RegisterTargetsInput,
  TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../aws-error.ts';
import type { RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import { describeTargetGroup, describeTargetHealth } from './descriptions.ts';
import { inRegion, marker, PAGE, pairs } from './answer-parts.ts';
import { finder } from './find-record.ts';
import type { LoadBalancing } from './load-balancing.ts';
import type { TargetGroupRecord } from './records.ts';
import { checkTarget } from './register-targets.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html */
export function targetOperations(loadBalancing: LoadBalancing) {
  const { tables, targets } = loadBalancing;
  const find = finder(loadBalancing.tables);
  return {
    DescribeTargetGroups(
      input: DescribeTargetGroupsInput,
      { region }: RequestContext,
    ): DescribeTargetGroupsOutput {
      const { TargetGroupArns: arns, Names: names, LoadBalancerArn: user } = input;
      if (user !== undefined) find.loadBalancer(user);
      for (const arn of arns ?? []) find.targetGroup(arn);
      const all = tables.targetGroups.all().filter((record) => inRegion(record.arn, region));
      for (const name of names ?? []) {
        if (all.some((record) => record.name === name)) continue;
        throw new AwsError('TargetGroupNotFound', 'One or more target groups not found');
      }
      const wanted = all.filter(
        (record) =>
          (arns?.includes(record.arn) ?? true) &&
          (names?.includes(record.name) ?? true) &&
          (user === undefined || tables.usersOf(record.arn).includes(user)),
      );
      const { items, next } = listPage(wanted, input.Marker, input.PageSize, PAGE);
      return { TargetGroups: items.map((record) => describeTargetGroup(tables, record)), ...marker(next) };
    },

    DescribeTargetGroupAttributes(
      input: DescribeTargetGroupAttributesInput,
    ): DescribeTargetGroupAttributesOutput {
      return { Attributes: pairs(find.targetGroup(input.TargetGroupArn).attributes) };
    },

    DescribeTargetHealth(input: DescribeTargetHealthInput): DescribeTargetHealthOutput {
      const group = find.targetGroup(input.TargetGroupArn);
      const registered = targets.of(group.arn);
      const wanted = input.Targets?.map(({ Id: id = '', Port: port = group.port }) => ({ id, port }));
      if (!wanted) {
        const checkPort = group.healthCheck.port;
        return {
          TargetHealthDescriptions: registered.map((target) => describeTargetHealth(target, checkPort)),
        };
      }
      return {
        TargetHealthDescriptions: wanted.map(({ id, port }) => ({
          Target: { Id: id, Port: port },
          TargetHealth: targets.health({ targetGroupArn: group.arn, id, port }),
        })),
      };
    },

    RegisterTargets(input: RegisterTargetsInput) {
      const group = find.targetGroup(input.TargetGroupArn);
      for (const { Id: id = '' } of input.Targets ?? []) checkTarget(id);
      for (const target of input.Targets ?? [])
        targets.register(address(group, target), target.AvailabilityZone);
      return {};
    },

    DeregisterTargets(input: DeregisterTargetsInput) {
      const group = find.targetGroup(input.TargetGroupArn);
      for (const target of input.Targets ?? []) targets.deregister(address(group, target));
      return {};
    },
  };
}

function address(group: TargetGroupRecord, { Id: id = '', Port: port = group.port }: TargetDescription) {
  return { targetGroupArn: group.arn, id, port };
}

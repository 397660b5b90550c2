import type {
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
  DescribeTagsInput,
  DescribeTagsOutput,
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../aws-error.ts';
import type { RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import { attributesFrom } from './behaviour-parts.ts';
import { describeLoadBalancer } from './descriptions.ts';
import { inRegion, marker, PAGE, pairs } from './answer-parts.ts';
import { finder } from './find-record.ts';
import type { LoadBalancing } from './load-balancing.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html */
export function loadBalancerOperations(loadBalancing: LoadBalancing) {
  const { tables } = loadBalancing;
  const find = finder(loadBalancing.tables);
  return {
    DescribeLoadBalancers(
      input: DescribeLoadBalancersInput,
      { region }: RequestContext,
    ): DescribeLoadBalancersOutput {
      const { LoadBalancerArns: arns, Names: names } = input;
      const all = tables.loadBalancers.all().filter((record) => inRegion(record.arn, region));
      for (const arn of arns ?? []) find.loadBalancer(arn);
      for (const name of names ?? []) {
        if (all.some((record) => record.name === name)) continue;
        throw new AwsError('LoadBalancerNotFound', 'One or more load balancers not found');
      }
      const wanted = all.filter(
        (record) => (arns?.includes(record.arn) ?? true) && (names?.includes(record.name) ?? true),
      );
      const { items, next } = listPage(wanted, input.Marker, input.PageSize, PAGE);
      return {
        LoadBalancers: items.map((record) =>
          describeLoadBalancer(record, loadBalancing.isOpen(record.arn, 80)),
        ),
        ...marker(next),
      };
    },

    DescribeLoadBalancerAttributes(
      input: DescribeLoadBalancerAttributesInput,
    ): DescribeLoadBalancerAttributesOutput {
      return { Attributes: pairs(find.loadBalancer(input.LoadBalancerArn).attributes) };
    },

    ModifyLoadBalancerAttributes(
      input: ModifyLoadBalancerAttributesInput,
    ): ModifyLoadBalancerAttributesOutput {
      const record = find.loadBalancer(input.LoadBalancerArn);
      const attributes = attributesFrom(record.attributes, input.Attributes);
      tables.loadBalancers.put(record.arn, { ...record, attributes });
      loadBalancing.refresh();
      return { Attributes: pairs(attributes) };
    },

    DescribeTags(input: DescribeTagsInput): DescribeTagsOutput {
      return {
        TagDescriptions: (input.ResourceArns ?? []).map((arn) => {
          const kind = arn.split(':')[5]?.split('/')[0];
          const record =
            kind === 'loadbalancer'
              ? find.loadBalancer(arn)
              : kind === 'targetgroup'
                ? find.targetGroup(arn)
                : kind === 'listener'
                  ? find.listener(arn)
                  : find.rule(arn);
          return { ResourceArn: arn, Tags: pairs(record.tags) };
        }),
      };
    },
  };
}

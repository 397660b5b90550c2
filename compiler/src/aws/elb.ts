import {
  DescribeLoadBalancerAttributesCommand,
  type DescribeLoadBalancerAttributesCommandInput,
  type DescribeLoadBalancerAttributesCommandOutput,
  DescribeTargetHealthCommand,
  type DescribeTargetHealthCommandInput,
  type DescribeTargetHealthCommandOutput,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  type ModifyLoadBalancerAttributesCommandInput,
  type ModifyLoadBalancerAttributesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { caller, clientSettings, type ConnectOptions } from './client.ts';

export type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html */
export interface ElbApi {
  describeTargetHealth(input: DescribeTargetHealthCommandInput): Promise<DescribeTargetHealthCommandOutput>;
  describeLoadBalancerAttributes(
    input: DescribeLoadBalancerAttributesCommandInput,
  ): Promise<DescribeLoadBalancerAttributesCommandOutput>;
  modifyLoadBalancerAttributes(
    input: ModifyLoadBalancerAttributesCommandInput,
  ): Promise<ModifyLoadBalancerAttributesCommandOutput>;
}

export function connectElb(options: ConnectOptions): ElbApi {
  const client = new ElasticLoadBalancingV2Client(clientSettings(options));
  const call = caller('Elastic Load Balancing', options);
  return {
    describeTargetHealth: (input) =>
      call('DescribeTargetHealth', (o) => client.send(new DescribeTargetHealthCommand(input), o)),
    describeLoadBalancerAttributes: (input) =>
      call('DescribeLoadBalancerAttributes', (o) =>
        client.send(new DescribeLoadBalancerAttributesCommand(input), o),
      ),
    modifyLoadBalancerAttributes: (input) =>
      call('ModifyLoadBalancerAttributes', (o) =>
        client.send(new ModifyLoadBalancerAttributesCommand(input), o),
      ),
  };
}

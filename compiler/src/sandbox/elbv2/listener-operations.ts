import type {
  DescribeListenerAttributesInput,
  DescribeListenerAttributesOutput,
  DescribeListenerCertificatesInput,
  DescribeListenerCertificatesOutput,
  DescribeListenersInput,
  DescribeListenersOutput,
  DescribeRulesInput,
  DescribeRulesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../aws-error.ts';
import { listPage } from '../list-page.ts';
import { describeListener, describeRule, describeRules } from './descriptions.ts';
import { marker, PAGE, pairs } from './answer-parts.ts';
import { finder } from './find-record.ts';
import type { LoadBalancing } from './load-balancing.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html */
export function listenerOperations(loadBalancing: LoadBalancing) {
  const { tables } = loadBalancing;
  const find = finder(loadBalancing.tables);
  return {
    DescribeListeners(input: DescribeListenersInput): DescribeListenersOutput {
      const { LoadBalancerArn: user, ListenerArns: arns } = input;
      if (user === undefined && arns === undefined) {
        throw new AwsError(
          'ValidationError',
          'Either listener ARNs or a load balancer ARN must be specified',
        );
      }
      const wanted = arns ? arns.map(find.listener) : tables.listenersOf(find.loadBalancer(user).arn);
      const { items, next } = listPage(wanted, input.Marker, input.PageSize, PAGE);
      return { Listeners: items.map(describeListener), ...marker(next) };
    },

    DescribeListenerAttributes(input: DescribeListenerAttributesInput): DescribeListenerAttributesOutput {
      return { Attributes: pairs(find.listener(input.ListenerArn).attributes) };
    },

    DescribeListenerCertificates(
      input: DescribeListenerCertificatesInput,
    ): DescribeListenerCertificatesOutput {
      const { certificateArns } = find.listener(input.ListenerArn);
      const { items, next } = listPage(certificateArns, input.Marker, input.PageSize, PAGE);
      const [first] = certificateArns;
      return {
        Certificates: items.map((arn) => ({ CertificateArn: arn, IsDefault: arn === first })),
        ...marker(next),
      };
    },

    DescribeRules(input: DescribeRulesInput): DescribeRulesOutput {
      const { ListenerArn: arn, RuleArns: arns } = input;
      if (arn === undefined && arns === undefined) {
        throw new AwsError('ValidationError', 'Either a listener ARN or rule ARNs must be specified');
      }
      const wanted = arns
        ? arns.map((rule) => describeRule(find.rule(rule)))
        : describeRules(tables, find.listener(arn));
      const { items, next } = listPage(wanted, input.Marker, input.PageSize, PAGE);
      return { Rules: [...items], ...marker(next) };
    },
  };
}

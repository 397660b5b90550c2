import type {
  DeregisterTargetsInput,
  DescribeListenerAttributesInput,
  DescribeListenerAttributesOutput,
  DescribeListenerCertificatesInput,
  DescribeListenerCertificatesOutput,
  DescribeListenersInput,
  DescribeListenersOutput,
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
  DescribeRulesInput,
  DescribeRulesOutput,
  DescribeTagsInput,
  DescribeTagsOutput,
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput,
  RegisterTargetsInput,
  TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../aws-error.ts';
import { attributesFrom } from './behaviour-parts.ts';
import type { RequestContext } from '../context.ts';
import { listPage } from './list-page.ts';
import {
  describeListener,
  describeLoadBalancer,
  describeRule,
  describeRules,
  describeTargetGroup,
  describeTargetHealth,
} from './descriptions.ts';
import type { LoadBalancing } from './load-balancing.ts';
import type { ListenerRecord, LoadBalancerRecord, TargetGroupRecord } from './records.ts';
import { checkTarget } from './register-targets.ts';

const PAGE = 400;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html */
export function loadBalancingOperations(loadBalancing: LoadBalancing) {
  const { tables, targets } = loadBalancing;

  return {
    DescribeLoadBalancers(
      input: DescribeLoadBalancersInput,
      { region }: RequestContext,
    ): DescribeLoadBalancersOutput {
      const { LoadBalancerArns: arns, Names: names } = input;
      const all = tables.loadBalancers.all().filter((record) => inRegion(record.arn, region));
      for (const arn of arns ?? []) loadBalancer(arn);
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
      return { Attributes: pairs(loadBalancer(input.LoadBalancerArn).attributes) };
    },

    ModifyLoadBalancerAttributes(
      input: ModifyLoadBalancerAttributesInput,
    ): ModifyLoadBalancerAttributesOutput {
      const record = loadBalancer(input.LoadBalancerArn);
      const attributes = attributesFrom(record.attributes, input.Attributes);
      tables.loadBalancers.put(record.arn, { ...record, attributes });
      loadBalancing.refresh();
      return { Attributes: pairs(attributes) };
    },

    DescribeTargetGroups(
      input: DescribeTargetGroupsInput,
      { region }: RequestContext,
    ): DescribeTargetGroupsOutput {
      const { TargetGroupArns: arns, Names: names, LoadBalancerArn: user } = input;
      if (user !== undefined) loadBalancer(user);
      for (const arn of arns ?? []) targetGroup(arn);
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
      return { Attributes: pairs(targetGroup(input.TargetGroupArn).attributes) };
    },

    DescribeTargetHealth(input: DescribeTargetHealthInput): DescribeTargetHealthOutput {
      const group = targetGroup(input.TargetGroupArn);
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

    DescribeListeners(input: DescribeListenersInput): DescribeListenersOutput {
      const { LoadBalancerArn: user, ListenerArns: arns } = input;
      if (user === undefined && arns === undefined) {
        throw new AwsError(
          'ValidationError',
          'Either listener ARNs or a load balancer ARN must be specified',
        );
      }
      const wanted = arns ? arns.map(listener) : tables.listenersOf(loadBalancer(user).arn);
      const { items, next } = listPage(wanted, input.Marker, input.PageSize, PAGE);
      return { Listeners: items.map(describeListener), ...marker(next) };
    },

    DescribeListenerAttributes(input: DescribeListenerAttributesInput): DescribeListenerAttributesOutput {
      return { Attributes: pairs(listener(input.ListenerArn).attributes) };
    },

    DescribeListenerCertificates(
      input: DescribeListenerCertificatesInput,
    ): DescribeListenerCertificatesOutput {
      const { certificateArns } = listener(input.ListenerArn);
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
        ? arns.map((rule) => describeRule(ruleRecord(rule)))
        : describeRules(tables, listener(arn));
      const { items, next } = listPage(wanted, input.Marker, input.PageSize, PAGE);
      return { Rules: [...items], ...marker(next) };
    },

    DescribeTags(input: DescribeTagsInput): DescribeTagsOutput {
      return {
        TagDescriptions: (input.ResourceArns ?? []).map((arn) => {
          const kind = arn.split(':')[5]?.split('/')[0];
          const record =
            kind === 'loadbalancer'
              ? loadBalancer(arn)
              : kind === 'targetgroup'
                ? targetGroup(arn)
                : kind === 'listener'
                  ? listener(arn)
                  : ruleRecord(arn);
          return { ResourceArn: arn, Tags: pairs(record.tags) };
        }),
      };
    },

    RegisterTargets(input: RegisterTargetsInput) {
      const group = targetGroup(input.TargetGroupArn);
      for (const { Id: id = '' } of input.Targets ?? []) checkTarget(id);
      for (const target of input.Targets ?? [])
        targets.register(address(group, target), target.AvailabilityZone);
      return {};
    },

    DeregisterTargets(input: DeregisterTargetsInput) {
      const group = targetGroup(input.TargetGroupArn);
      for (const target of input.Targets ?? []) targets.deregister(address(group, target));
      return {};
    },
  };

  function loadBalancer(arn: string | undefined): LoadBalancerRecord {
    const record = tables.loadBalancers.get(arn ?? '');
    if (!record) throw new AwsError('LoadBalancerNotFound', 'One or more load balancers not found');
    return record;
  }

  function targetGroup(arn: string | undefined): TargetGroupRecord {
    const record = tables.targetGroups.get(arn ?? '');
    if (!record) throw new AwsError('TargetGroupNotFound', 'One or more target groups not found');
    return record;
  }

  function listener(arn: string | undefined): ListenerRecord {
    const record = tables.listeners.get(arn ?? '');
    if (!record) throw new AwsError('ListenerNotFound', 'One or more listeners not found');
    return record;
  }

  function ruleRecord(arn: string) {
    const record = tables.rules.get(arn);
    if (!record) throw new AwsError('RuleNotFound', 'One or more rules not found');
    return record;
  }
}

function address(group: TargetGroupRecord, { Id: id = '', Port: port = group.port }: TargetDescription) {
  return { targetGroupArn: group.arn, id, port };
}

function inRegion(arn: string, region: string): boolean {
  return arn.split(':')[3] === region;
}

function pairs(values: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
}

function marker(next: string | undefined): { NextMarker?: string } {
  return next === undefined ? {} : { NextMarker: next };
}

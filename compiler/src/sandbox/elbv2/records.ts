import type {
  Action,
  LoadBalancerSchemeEnum,
  ProtocolEnum,
  RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Store } from '../store.ts';
import { Table } from '../table.ts';

/** What every resource that a stack has made remembers of it. */
interface Owned {
  /** Stack, logical id and generated name: the same for a repeated `create`, another for a replacement. */
  readonly owner: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface LoadBalancerRecord extends Owned {
  readonly name: string;
  /** `app/<name>/<id>` */
  readonly fullName: string;
  readonly type: string;
  readonly scheme: LoadBalancerSchemeEnum;
  readonly ipAddressType: string;
  readonly vpcId: string;
  readonly subnets: readonly { readonly subnetId: string; readonly zoneName: string }[];
  readonly securityGroups: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly createdAt: number;
  /** The port of this machine at which listener port 80 is reached. */
  readonly httpPort: number;
}

export interface ListenerRecord extends Owned {
  readonly loadBalancerArn: string;
  readonly port: number;
  readonly protocol: ProtocolEnum;
  readonly sslPolicy?: string;
  readonly certificateArns: readonly string[];
  readonly defaultActions: readonly Action[];
  readonly attributes: Readonly<Record<string, string>>;
  /** The port of this machine at which it is reached. */
  readonly localPort: number;
}

export interface RuleRecord extends Owned {
  readonly listenerArn: string;
  readonly priority: number;
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly Action[];
}

export interface HealthCheck {
  readonly protocol: ProtocolEnum;
  /** `traffic-port` or a port number. */
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** `200`, `200,202` or `200-299` */
  readonly matcher: string;
}

export interface TargetGroupRecord extends Owned {
  readonly name: string;
  /** `targetgroup/<name>/<id>` */
  readonly fullName: string;
  readonly protocol: ProtocolEnum;
  readonly protocolVersion: string;
  readonly port: number;
  readonly vpcId: string;
  readonly targetType: string;
  readonly ipAddressType: string;
  readonly healthCheck: HealthCheck;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface TargetRecord {
  readonly targetGroupArn: string;
  readonly id: string;
  readonly port: number;
  readonly zone?: string;
  /** When it was deregistered, while it drains. Milliseconds since the epoch. */
  readonly drainingSince?: number;
}

/** The tables of Elastic Load Balancing, keyed by ARN; targets by group and address. */
export class LoadBalancingTables {
  readonly loadBalancers: Table<LoadBalancerRecord>;
  readonly listeners: Table<ListenerRecord>;
  readonly rules: Table<RuleRecord>;
  readonly targetGroups: Table<TargetGroupRecord>;
  readonly targets: Table<TargetRecord>;

  constructor(store: Store) {
    this.loadBalancers = new Table(store, 'elbv2/load-balancers');
    this.listeners = new Table(store, 'elbv2/listeners');
    this.rules = new Table(store, 'elbv2/rules');
    this.targetGroups = new Table(store, 'elbv2/target-groups');
    this.targets = new Table(store, 'elbv2/targets');
  }

  listenersOf(loadBalancerArn: string): readonly ListenerRecord[] {
    return this.listeners.all().filter((listener) => listener.loadBalancerArn === loadBalancerArn);
  }

  /** The rules of a listener in the order in which they are tried; the default rule is not among them. */
  rulesOf(listenerArn: string): readonly RuleRecord[] {
    return this.rules
      .all()
      .filter((rule) => rule.listenerArn === listenerArn)
      .toSorted((a, b) => a.priority - b.priority);
  }

  /** ARNs of the load balancers whose listeners forward to a target group. */
  usersOf(targetGroupArn: string): readonly string[] {
    const arns = new Set<string>();
    for (const listener of this.listeners.all()) {
      const actions = [
        listener.defaultActions,
        ...this.rulesOf(listener.arn).map((rule) => rule.actions),
      ].flat();
      if (actions.some((action) => forwardsTo(action).includes(targetGroupArn)))
        arns.add(listener.loadBalancerArn);
    }
    return [...arns];
  }
}

/** The target groups that an action forwards to. */
export function forwardsTo(action: Action): readonly string[] {
  const groups = action.ForwardConfig?.TargetGroups?.map((group) => group.TargetGroupArn) ?? [
    action.TargetGroupArn,
  ];
  return groups.filter((arn) => arn !== undefined);
}

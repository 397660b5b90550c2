import generated from '../../generated/rights.json' with { type: 'json' };
import { arn, boundaryArn, iamArn, rolePath, type Place } from './names.ts';
import type { Conditions, Statement } from './statement.ts';

const rights: Readonly<
  Record<string, { readonly named: readonly string[]; readonly unnamed: readonly string[] }>
> = generated;

/** One managed policy per area: one alone would pass IAM's limit of 6,144 characters. */
export const areas = ['Network', 'Compute', 'Operations'] as const;
export type Area = (typeof areas)[number];

const NETWORK_SERVICES = ['ec2'];
const COMPUTE_SERVICES = ['application-autoscaling', 'ecs', 'elasticloadbalancing'];

export interface Scope extends Place {
  /** Hosted zones of the environment's domain: at most one. */
  readonly hostedZones: readonly string[];
}

/** By service, the ARNs that the resources of an environment can have. What AWS names by itself is any of its type. */
const resources: Readonly<Record<string, (scope: Scope) => readonly string[]>> = {
  acm: ({ region }) => [arn('acm', region, 'certificate/*')],
  'application-autoscaling': ({ region }) => [arn('application-autoscaling', region, 'scalable-target/*')],
  cloudwatch: ({ app, environment, region }) => [
    // Target tracking names its alarms itself.
    ...['', 'TargetTracking-service/'].map((prefix) =>
      arn('cloudwatch', region, `alarm:${prefix}${app}-${environment}-*`),
    ),
    arn('cloudwatch', '', `dashboard/${environment}-${app}`),
  ],
  ec2: ({ region }) =>
    [
      'elastic-ip',
      'internet-gateway',
      'natgateway',
      'network-interface',
      'route-table',
      'security-group',
      'security-group-rule',
      'subnet',
      'vpc',
      'vpc-endpoint',
      'vpc-flow-log',
    ].map((type) => arn('ec2', region, `${type}/*`)),
  ecs: ({ app, environment, region }) =>
    [
      'capacity-provider/FARGATE*',
      'cluster/$-*',
      'service/$-*/*',
      'service-deployment/$-*/*',
      'task-definition/$-*:*',
    ].map((resource) => arn('ecs', region, resource.replace('$', `${app}-${environment}`))),
  elasticloadbalancing: ({ region }) =>
    ['listener/app/*', 'listener-rule/app/*', 'loadbalancer/app/*', 'targetgroup/*'].map((resource) =>
      arn('elasticloadbalancing', region, resource),
    ),
  iam: (scope) => [iamArn(`role${rolePath(scope)}*`)],
  events: ({ app, environment, region }) => [arn('events', region, `rule/${app}-${environment}-*`)],
  kms: ({ app, environment, region }) => [
    arn('kms', region, `alias/platc-${app}-${environment}`),
    arn('kms', region, 'key/*'),
  ],
  logs: ({ app, environment, region }) =>
    ['', ':*'].map((streams) => arn('logs', region, `log-group:/platc/${app}/${environment}/*${streams}`)),
  sns: ({ app, environment, region }) => [arn('sns', region, `${app}-${environment}-*`)],
  route53: ({ hostedZones }) =>
    hostedZones.length === 0
      ? []
      : ['change/*', ...hostedZones.map((zone) => `hostedzone/${zone}`)].map(
          (resource) => `arn:\${AWS::Partition}:route53:::${resource}`,
        ),
};

/**
 * What takes an environment's network, entrance or key away: only where it carries the environment's tags. That keeps
 * mistakes apart, not intent, since whoever makes resources may tag them: only an account of its own does that.
 */
const TAGGED = [
  'acm:DeleteCertificate',
  'ec2:DeleteInternetGateway',
  'ec2:DeleteNatGateway',
  'ec2:DeleteRoute',
  'ec2:DeleteRouteTable',
  'ec2:DeleteSecurityGroup',
  'ec2:DeleteSubnet',
  'ec2:DeleteVpc',
  'ec2:DeleteVpcEndpoints',
  'ec2:DeleteVpcEndpoints',
  'ec2:ReleaseAddress',
  'elasticloadbalancing:DeleteLoadBalancer',
  'elasticloadbalancing:DeleteTargetGroup',
  'kms:DisableKey',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
];

/** Only on roles with the boundary: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
const BOUNDED = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
];

/**
 * What CloudFormation may do for the stacks of an environment: what the types that components render need, by their
 * `rights.json`, on what belongs to the environment as far as an ARN or a tag can say it.
 * @param isWanted of all those actions, the ones to allow
 */
export function executionPolicies(
  scope: Scope,
  isWanted: (action: string) => boolean = () => true,
): ReadonlyMap<Area, readonly Statement[]> {
  const wanted = (actions: readonly string[]) => [...new Set(actions.filter(isWanted))].toSorted();
  const named = wanted(Object.values(rights).flatMap((type) => type.named));
  const unnamed = wanted(Object.values(rights).flatMap((type) => type.unnamed));
  const services = [...new Set([...named, ...unnamed].map(serviceOf))];
  const of = (service: string, actions: readonly string[]) =>
    actions.filter((action) => serviceOf(action) === service);
  const policies = new Map<Area, Statement[]>(areas.map((area) => [area, []]));
  for (const service of services) {
    const where = resources[service];
    if (!where) throw new Error(`the execution role has no resources for ${service}`);
    policies.get(areaOf(service))?.push(...statements(service, of(service, named), where(scope), scope));
  }
  for (const [area, statements] of policies) {
    const actions = unnamed.filter((action) => areaOf(serviceOf(action)) === area);
    if (actions.length > 0) statements.push({ sid: 'WithoutResource', actions, resources: ['*'] });
  }
  return policies;
}

function statements(
  service: string,
  actions: readonly string[],
  on: readonly string[],
  place: Place,
): readonly Statement[] {
  const sid = service.replaceAll(/[^a-z0-9]/g, '');
  const own: Conditions = {
    StringEquals: { 'aws:ResourceTag/app': place.app, 'aws:ResourceTag/environment': place.environment },
  };
  const bounded: Conditions = { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(place) } };
  const apart = new Map<string, Partial<Statement>>([
    ...TAGGED.map((action) => [action, { sid: `${sid}Tagged`, conditions: own }] as const),
    ...BOUNDED.map((action) => [action, { sid: `${sid}Bounded`, conditions: bounded }] as const),
    [
      'iam:CreateServiceLinkedRole',
      {
        sid: 'ServiceLinkedRoles',
        resources: [iamArn('role/aws-service-role/*')],
        conditions: {
          StringEquals: {
            'iam:AWSServiceName': [
              'ecs.amazonaws.com',
              'ecs.application-autoscaling.amazonaws.com',
              'elasticloadbalancing.amazonaws.com',
            ],
          },
        },
      },
    ],
    [
      'iam:PassRole',
      {
        sid: 'PassRoles',
        conditions: {
          StringEquals: {
            'iam:PassedToService': ['ecs-tasks.amazonaws.com', 'vpc-flow-logs.amazonaws.com'],
          },
        },
      },
    ],
  ]);
  const groups = new Map<string, Statement>();
  for (const action of actions) {
    const statement = { sid, actions: [], resources: on, ...apart.get(action) };
    const known = groups.get(statement.sid);
    groups.set(statement.sid, { ...statement, actions: [...(known?.actions ?? []), action] });
  }
  return [...groups.values()].filter((statement) => statement.resources.length > 0);
}

function areaOf(service: string): Area {
  if (NETWORK_SERVICES.includes(service)) return 'Network';
  return COMPUTE_SERVICES.includes(service) ? 'Compute' : 'Operations';
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

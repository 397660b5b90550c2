/* The policies of <app>-access, judged by an implementation of IAM's evaluation that is not ours. */
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/generated/commands.ts';
import rights from '../../src/generated/rights.json' with { type: 'json' };
import { ACCOUNT, decide, decideTrust, without, type Policy } from '../helpers/iam.ts';
import {
  accessOf,
  actionsOf,
  BUCKET,
  here,
  iam,
  inAccount,
  inlinePolicies,
  platform,
  PROVIDER,
  REGION,
  rows,
  statementsOf,
  tags,
  ZONE,
  type Resources,
} from './roles.ts';

let resources: Resources;
beforeAll(() => {
  resources = accessOf();
});

const propertyOf = (id: string, name: string) => resources.get(id)?.properties[name];
const documentOf = (id: string) => propertyOf(id, 'PolicyDocument') as Policy;
const deployPolicies = () => inlinePolicies(resources, 'DeployRoleDev');
const executionPolicies = (environment: string) =>
  ['Network', 'Compute', 'Operations'].map((area) => documentOf(`${area}Rights${environment}`));

const viaS3 = `s3.${REGION}.amazonaws.com`;
const boundary = (environment: string) => iam(`policy/platc-access/shop/shop-${environment}-boundary`);

describe('the deploy role of dev', () => {
  const passed = { 'iam:PassedToService': 'cloudformation.amazonaws.com' };
  const execution = iam('role/platc-access/shop/shop-dev-execution');

  it.each(
    rows(
      ['cloudformation:CreateChangeSet', here('cloudformation', 'stack/shop-dev-api/1')],
      ['cloudformation:ExecuteChangeSet', here('cloudformation', 'stack/shop-dev-network/1')],
      ['cloudformation:DescribeStacks', here('cloudformation', 'stack/shop-common/1')],
      ['cloudformation:DescribeStacks', here('cloudformation', 'stack/shop-access/1')],
      ['cloudformation:DescribeStacks', here('cloudformation', 'stack/shop-registry-api/1')],
      ['iam:PassRole', execution, passed],
      ['ecr:PutImage', here('ecr', 'repository/shop/api')],
      ['ecr:GetAuthorizationToken', '*'],
      ['s3:PutObject', `${BUCKET}/releases/dev/api/000001.json`, inAccount],
      ['s3:GetObject', `${BUCKET}/templates/shop-dev-api/1.yaml`, inAccount],
      ['s3:ListBucket', BUCKET, { ...inAccount, 's3:prefix': 'releases/dev/api/' }],
      ['kms:GenerateDataKey', here('kms', 'key/1'), { ...tags('dev'), 'kms:ViaService': viaS3 }],
      ['kms:Decrypt', here('kms', 'key/1'), { ...tags('dev'), 'kms:ViaService': viaS3 }],
      ['ecs:DescribeServices', here('ecs', 'service/shop-dev-platform-Cluster-1/shop-dev-api-Service-1')],
      ['ecs:DescribeTasks', here('ecs', 'task/shop-dev-platform-Cluster-1/1')],
      ['ecs:ListTasks', '*', { 'ecs:cluster': here('ecs', 'cluster/shop-dev-platform-Cluster-1') }],
      ['elasticloadbalancing:DescribeTargetHealth', '*'],
      ['logs:FilterLogEvents', here('logs', 'log-group:/platc/shop/dev/api')],
      ['cloudwatch:DescribeAlarms', here('cloudwatch', 'alarm:shop-dev-api-Cpu-1')],
    ),
  )('may $action on $resource', async (call) => {
    expect(await decide(call, deployPolicies())).toBe('Allowed');
  });

  it.each(
    rows(
      ['cloudformation:CreateChangeSet', here('cloudformation', 'stack/shop-prod-api/1')],
      ['cloudformation:CreateChangeSet', here('cloudformation', 'stack/shop-access/1')],
      ['cloudformation:ExecuteChangeSet', here('cloudformation', 'stack/shop-common/1')],
      ['cloudformation:ExecuteChangeSet', here('cloudformation', 'stack/shop-registry-api/1')],
      ['cloudformation:CreateChangeSet', here('cloudformation', 'stack/other-dev-api/1')],
      ['cloudformation:CreateChangeSet', `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/shop-dev-api/1`],
      [
        'cloudformation:CreateChangeSet',
        `arn:aws:cloudformation:${REGION}:210987654321:stack/shop-dev-api/1`,
      ],
      ['iam:PassRole', execution, { 'iam:PassedToService': 'lambda.amazonaws.com' }],
      ['iam:PassRole', iam('role/platc-access/shop/shop-prod-execution'), passed],
      ['iam:PassRole', iam('role/Admin'), passed],
      ['sts:AssumeRole', iam('role/platc-access/shop/shop-prod-deploy')],
      ['iam:CreateRole', iam('role/platc/shop/dev/x'), { 'iam:PermissionsBoundary': boundary('dev') }],
      ['ecr:PutImage', here('ecr', 'repository/other/api')],
      ['ecr:BatchDeleteImage', here('ecr', 'repository/shop/api')],
      ['s3:PutObject', `${BUCKET}/releases/prod/api/000001.json`, inAccount],
      ['s3:GetObject', `${BUCKET}/templates/shop-prod-api/1.yaml`, inAccount],
      ['s3:DeleteObject', `${BUCKET}/releases/dev/api/000001.json`, inAccount],
      ['s3:PutObject', `${BUCKET}/releases/dev/api/000001.json`, { 'aws:ResourceAccount': '210987654321' }],
      ['s3:ListBucket', BUCKET, { ...inAccount, 's3:prefix': 'releases/prod/' }],
      ['s3:ListBucket', BUCKET, { ...inAccount, 's3:prefix': '' }],
      ['ecs:UpdateService', here('ecs', 'service/shop-dev-platform-Cluster-1/shop-dev-api-Service-1')],
      ['ecs:ListTasks', '*', { 'ecs:cluster': here('ecs', 'cluster/shop-prod-platform-Cluster-1') }],
      ['ec2:DeleteVpc', here('ec2', 'vpc/vpc-1'), tags('dev')],
      ['kms:Decrypt', here('kms', 'key/1'), { ...tags('prod'), 'kms:ViaService': viaS3 }],
      ['kms:Decrypt', here('kms', 'key/1'), tags('dev')],
      ['kms:PutKeyPolicy', here('kms', 'key/1'), { ...tags('dev'), 'kms:ViaService': viaS3 }],
      ['logs:FilterLogEvents', here('logs', 'log-group:/platc/shop/prod/api')],
      ['logs:DeleteLogGroup', here('logs', 'log-group:/platc/shop/dev/api')],
      ['secretsmanager:GetSecretValue', here('secretsmanager', 'secret:db-1')],
    ),
  )('may not $action on $resource', async (call) => {
    expect(await decide(call, deployPolicies())).toBe('ImplicitlyDenied');
  });

  it('is enough for every command of a pipeline', async () => {
    const verbs = ['deploy', 'logs', 'outputs', 'plan', 'push', 'status'] as const;
    const needed = await Promise.all(
      verbs.map(async (verb) => (await commands[verb]?.load())?.command.permissions ?? []),
    );
    const granted = new Set(deployPolicies().flatMap(actionsOf));
    // Everybody may ask who he is.
    const missing = new Set(needed.flat().filter((action) => action !== 'sts:GetCallerIdentity'));
    expect([...missing].filter((action) => !granted.has(action)).toSorted()).toEqual([]);
    expect(missing.size).toBeGreaterThan(20);
  });
});

describe('the execution role of dev', () => {
  const bounded = { 'iam:PermissionsBoundary': boundary('dev') };
  const role = iam('role/platc/shop/dev/shop-dev-api-TaskRole-1');
  const toTasks = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };

  it.each(
    rows(
      ['iam:CreateRole', role, bounded],
      ['iam:PutRolePolicy', role, bounded],
      ['iam:PutRolePermissionsBoundary', role, bounded],
      ['iam:AttachRolePolicy', role, bounded],
      ['iam:DetachRolePolicy', role, bounded],
      ['iam:DeleteRolePolicy', role, bounded],
      ['iam:DeleteRole', role],
      ['iam:PassRole', role, toTasks],
      [
        'iam:CreateServiceLinkedRole',
        iam('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
        { 'iam:AWSServiceName': 'ecs.amazonaws.com' },
      ],
      ['ec2:CreateVpc', here('ec2', 'vpc/*')],
      ['ec2:DeleteVpc', here('ec2', 'vpc/vpc-1'), tags('dev')],
      ['ec2:DescribeVpcs', '*'],
      ['ecs:CreateService', here('ecs', 'service/shop-dev-platform-Cluster-1/shop-dev-api-Service-1')],
      ['ecs:RegisterTaskDefinition', here('ecs', 'task-definition/shop-dev-api:1')],
      ['elasticloadbalancing:CreateRule', here('elasticloadbalancing', 'listener/app/shop-Load-1/2/3')],
      ['logs:CreateLogGroup', here('logs', 'log-group:/platc/shop/dev/api')],
      ['cloudwatch:PutMetricAlarm', here('cloudwatch', 'alarm:shop-dev-api-Cpu-1')],
      ['sns:CreateTopic', here('sns', 'shop-dev-platform-AlarmTopic-1')],
      ['kms:PutKeyPolicy', here('kms', 'key/1'), tags('dev')],
    ),
  )('may $action on $resource', async (call) => {
    expect(await decide(call, executionPolicies('Dev'))).toBe('Allowed');
  });

  it.each(
    rows(
      ['iam:CreateRole', role],
      ['iam:CreateRole', role, { 'iam:PermissionsBoundary': boundary('prod') }],
      ['iam:CreateRole', iam('role/Admin'), bounded],
      ['iam:CreateRole', iam('role/platc/shop/prod/x'), bounded],
      ['iam:AttachRolePolicy', role],
      ['iam:PutRolePolicy', role],
      ['iam:PutRolePermissionsBoundary', role, { 'iam:PermissionsBoundary': iam('policy/Mine') }],
      ['iam:DeleteRolePermissionsBoundary', role, bounded],
      // Its own way up: none of these lies below the path of the environment.
      ['iam:PutRolePolicy', iam('role/platc-access/shop/shop-dev-execution'), bounded],
      ['iam:AttachRolePolicy', iam('role/platc-access/shop/shop-dev-deploy'), bounded],
      ['iam:UpdateAssumeRolePolicy', iam('role/platc-access/shop/shop-prod-execution')],
      ['iam:CreatePolicyVersion', boundary('dev')],
      ['iam:DeletePolicy', boundary('dev')],
      ['iam:CreateUser', iam('user/mallory')],
      ['iam:DeleteOpenIDConnectProvider', PROVIDER],
      ['iam:PassRole', role, { 'iam:PassedToService': 'lambda.amazonaws.com' }],
      ['iam:PassRole', iam('role/Admin'), toTasks],
      [
        'iam:CreateServiceLinkedRole',
        iam('role/aws-service-role/x.amazonaws.com/X'),
        { 'iam:AWSServiceName': 'x.amazonaws.com' },
      ],
      ['sts:AssumeRole', iam('role/Admin')],
      ['ec2:DeleteVpc', here('ec2', 'vpc/vpc-1')],
      ['ec2:DeleteVpc', here('ec2', 'vpc/vpc-1'), tags('prod')],
      ['ec2:ReleaseAddress', here('ec2', 'elastic-ip/eipalloc-1'), tags('dev', 'other')],
      ['ec2:RunInstances', here('ec2', 'instance/*')],
      ['ec2:CreateTags', here('ec2', 'instance/i-1')],
      ['ec2:CreateVpc', `arn:aws:ec2:us-east-1:${ACCOUNT}:vpc/*`],
      ['ecs:UpdateService', here('ecs', 'service/shop-prod-platform-Cluster-1/shop-prod-api-Service-1')],
      [
        'elasticloadbalancing:DeleteLoadBalancer',
        here('elasticloadbalancing', 'loadbalancer/app/other/1'),
        tags('prod'),
      ],
      ['logs:DeleteLogGroup', here('logs', 'log-group:/platc/shop/prod/api')],
      ['cloudwatch:DeleteAlarms', here('cloudwatch', 'alarm:shop-prod-api-Cpu-1')],
      ['kms:ScheduleKeyDeletion', here('kms', 'key/1'), tags('prod')],
      ['kms:Decrypt', here('kms', 'key/1'), tags('dev')],
      ['s3:DeleteBucket', BUCKET],
      ['ecr:DeleteRepository', here('ecr', 'repository/shop/api')],
      ['route53:ChangeResourceRecordSets', `arn:aws:route53:::hostedzone/${ZONE}`],
      ['secretsmanager:GetSecretValue', here('secretsmanager', 'secret:db-1')],
    ),
  )('may not $action on $resource', async (call) => {
    expect(await decide(call, executionPolicies('Dev'))).toBe('ImplicitlyDenied');
  });

  it("changes records in its environment's zone alone", async () => {
    const change = (zone: string) =>
      decide(
        { action: 'route53:ChangeResourceRecordSets', resource: `arn:aws:route53:::hostedzone/${zone}` },
        executionPolicies('Prod'),
      );
    expect([await change(ZONE), await change('Z9')]).toEqual(['Allowed', 'ImplicitlyDenied']);
  });

  it('has every right that some type needs, on resources that the action takes', async () => {
    const needed = new Set(Object.values(rights).flatMap(({ named, unnamed }) => [...named, ...unnamed]));
    const granted = new Set(executionPolicies('Prod').flatMap(actionsOf));
    expect([...granted].toSorted()).toEqual([...needed].toSorted());
    // On any resource of theirs: an action whose statement names no resource that it takes is allowed nowhere.
    const anywhere = executionPolicies('Prod').map(withoutConditions);
    const useless: string[] = [];
    for (const action of granted)
      if ((await decide({ action, resource: '*' }, anywhere)) !== 'Allowed') useless.push(action);
    expect(useless).toEqual([]);
  });
});

describe('the boundary of dev', () => {
  const policies = () => [documentOf('BoundaryDev')];

  it.each(
    rows(
      ['logs:PutLogEvents', here('logs', 'log-group:/platc/shop/dev/api:log-stream:api/api/1')],
      ['ecr:BatchGetImage', here('ecr', 'repository/shop/api')],
      ['ssm:GetParameters', here('ssm', 'parameter/db')],
    ),
  )('lets a role $action on $resource', async (call) => {
    expect(await decide(call, policies())).toBe('Allowed');
  });

  it.each(
    rows(
      ['iam:CreateRole', iam('role/x')],
      ['sts:AssumeRole', iam('role/platc-access/shop/shop-dev-execution')],
      ['logs:PutLogEvents', here('logs', 'log-group:/platc/shop/prod/api:log-stream:api/api/1')],
      ['cloudformation:CreateChangeSet', here('cloudformation', 'stack/shop-dev-api/1')],
      ['s3:GetObject', `${BUCKET}/releases/dev/api/000001.json`],
    ),
  )('lets no role $action on $resource', async (call) => {
    expect(await decide(call, policies())).toBe('ImplicitlyDenied');
  });
});

describe('the trust of the deploy role of dev', () => {
  const ISSUER = 'token.actions.githubusercontent.com';
  const good = { aud: 'sts.amazonaws.com', sub: 'repo:my-org/shop:environment:dev', repository_id: '22' };
  const ask = (claims: Readonly<Record<string, string>>, from = resources, principal = PROVIDER) =>
    decideTrust(
      {
        action: 'sts:AssumeRoleWithWebIdentity',
        resource: iam('role/platc-access/shop/shop-dev-deploy'),
        context: Object.fromEntries(
          Object.entries(claims).map(([name, value]) => [`${ISSUER}:${name}`, value]),
        ),
      },
      principal,
      from.get('DeployRoleDev')?.properties['AssumeRolePolicyDocument'] as Policy,
    );

  it('takes a job of the repository in the environment, by name and by number', () => {
    expect(ask(good)).toBe('Allowed');
    expect(ask({ ...good, sub: 'repo:my-org@11/shop@22:environment:dev' })).toBe('Allowed');
  });

  it('takes the name alone where no numbers are given', () => {
    const named = accessOf({ ...platform, access: { github: { repository: 'my-org/shop' } } });
    expect(ask({ aud: good.aud, sub: good.sub }, named)).toBe('Allowed');
    const immutable = 'repo:my-org@11/shop@22:environment:dev';
    expect(ask({ aud: good.aud, sub: immutable }, named)).not.toBe('Allowed');
  });

  it.each([
    ['another environment', { ...good, sub: 'repo:my-org/shop:environment:prod' }],
    ['an environment that begins alike', { ...good, sub: 'repo:my-org/shop:environment:dev-2' }],
    ['a branch', { ...good, sub: 'repo:my-org/shop:ref:refs/heads/main' }],
    [
      'a branch named like the environment',
      { ...good, sub: 'repo:my-org/shop:ref:refs/heads/environment:dev' },
    ],
    ['a pull request', { ...good, sub: 'repo:my-org/shop:pull_request' }],
    ['a fork', { ...good, sub: 'repo:mallory/shop:environment:dev' }],
    ['another repository', { ...good, sub: 'repo:my-org/shop-2:environment:dev' }],
    ['an organisation that begins alike', { ...good, sub: 'repo:my-org-2/shop:environment:dev' }],
    ['other capitals', { ...good, sub: 'repo:My-Org/shop:environment:dev' }],
    ['a pattern', { ...good, sub: 'repo:*' }],
    ['no subject', { aud: good.aud, repository_id: good.repository_id }],
    ['another audience', { ...good, aud: 'https://github.com/my-org' }],
    ['no audience', { sub: good.sub, repository_id: good.repository_id }],
    ['a name that was given up and taken', { ...good, repository_id: '99' }],
    ['numbers of another repository', { ...good, sub: 'repo:my-org@11/shop@99:environment:dev' }],
    ['numbers of another organisation', { ...good, sub: 'repo:my-org@99/shop@22:environment:dev' }],
    ['no number', { aud: good.aud, sub: good.sub }],
  ])('refuses %s', (_, claims) => {
    expect(ask(claims)).not.toBe('Allowed');
  });

  it("refuses another issuer's provider", () => {
    expect(ask(good, resources, iam('oidc-provider/gitlab.com'))).not.toBe('Allowed');
  });
});

describe('every policy', () => {
  const managed = () =>
    [...resources].flatMap(([id, { type }]) => (type === 'AWS::IAM::ManagedPolicy' ? [documentOf(id)] : []));

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; white space does not count. */
  it('fits its quota, with longer names too', () => {
    const longest = accessOf({ ...platform, app: 'a23456789012345678b0' });
    const length = (value: unknown) => JSON.stringify(value ?? []).length;
    const lengths = (type: string, property: string) =>
      [resources, longest].flatMap((all) =>
        [...all.values()]
          .filter((resource) => resource.type === type)
          .map(({ properties }) => length(properties[property])),
      );
    const [policies, roles] = [
      lengths('AWS::IAM::ManagedPolicy', 'PolicyDocument'),
      lengths('AWS::IAM::Role', 'Policies'),
    ];
    expect([policies.length, roles.length]).toEqual([16, 18]);
    expect(Math.max(...policies)).toBeLessThan(6_144);
    expect(Math.max(...roles)).toBeLessThan(10_240);
  });

  it('has a star for a resource only where the action takes none, is bound to a cluster, or finds stacks', async () => {
    const known = new Set(Object.values(rights).flatMap(({ unnamed }) => unnamed));
    const pipelines = ['Deploy', 'Destroy', 'Drift']
      .flatMap((kind) => inlinePolicies(resources, `${kind}RoleDev`))
      .concat(inlinePolicies(resources, 'DriftRoleCommon'));
    const starred = [...pipelines, ...managed()]
      .flatMap(statementsOf)
      .filter((statement) => (statement['Resource'] as readonly string[]).includes('*'))
      .flatMap((statement) => actionsOf({ Statement: [statement] }))
      .filter((action) => !known.has(action));
    const { isWildcardOnlyAction } = await import('@cloud-copilot/iam-simulate');
    const takesResource: string[] = [];
    for (const action of new Set([...starred, ...known])) {
      const [service = '', name = ''] = action.split(':');
      if (!(await isWildcardOnlyAction(service, name))) takesResource.push(action);
    }
    expect(takesResource.toSorted()).toEqual(['cloudformation:DescribeStacks', 'ecs:ListTasks']);
  });
});

function withoutConditions(policy: Policy): Policy {
  return {
    ...policy,
    Statement: statementsOf(policy).map((statement) => without(statement, 'Condition')),
  };
}

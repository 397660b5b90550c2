/* The roles of the workflows `destroy` and `drift`, judged as those in policies.test.ts. */
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/generated/commands.ts';
import { ACCOUNT, decide, decideTrust, type Policy } from '../helpers/iam.ts';
import {
  accessOf,
  actionsOf,
  BUCKET,
  here,
  iam,
  inAccount,
  inlinePolicies,
  PROVIDER,
  REGION,
  rows,
  tags,
  ZONE,
  type Resources,
} from './roles.ts';

let resources: Resources;
beforeAll(() => {
  resources = accessOf();
});

const destroys = (environment = 'Dev') => inlinePolicies(resources, `DestroyRole${environment}`);
const compares = (environment = 'Dev') => inlinePolicies(resources, `DriftRole${environment}`);
const execution = iam('role/platc-access/shop/shop-dev-execution');
const passed = { 'iam:PassedToService': 'cloudformation.amazonaws.com' };

/** What a command says that it calls, without what everybody may. */
async function declared(verb: 'destroy' | 'drift'): Promise<readonly string[]> {
  const { command } = (await commands[verb]?.load()) ?? {};
  return (command?.permissions ?? []).filter((action) => action !== 'sts:GetCallerIdentity').toSorted();
}

describe('the destroy role of dev', () => {
  it.each(
    rows(
      ['cloudformation:DeleteStack', here('cloudformation', 'stack/shop-dev-api/1')],
      ['cloudformation:UpdateTerminationProtection', here('cloudformation', 'stack/shop-dev-network/1')],
      ['cloudformation:DescribeStacks', '*'],
      ['cloudformation:ListStacks', '*'],
      ['cloudformation:ExecuteChangeSet', here('cloudformation', 'stack/shop-dev-api/1')],
      ['s3:PutObject', `${BUCKET}/templates/shop-dev-api/1.yaml`, inAccount],
      ['elasticloadbalancing:DescribeLoadBalancerAttributes', '*'],
      [
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        here('elasticloadbalancing', 'loadbalancer/app/shop-Load-1/2'),
        tags('dev'),
      ],
    ),
  )('may $action on $resource', async (call) => {
    expect(await decide(call, destroys())).toBe('Allowed');
  });

  it.each(
    rows(
      ['cloudformation:DeleteStack', here('cloudformation', 'stack/shop-prod-api/1')],
      ['cloudformation:DeleteStack', here('cloudformation', 'stack/shop-common/1')],
      ['cloudformation:DeleteStack', here('cloudformation', 'stack/shop-access/1')],
      ['cloudformation:DeleteStack', here('cloudformation', 'stack/shop-registry-api/1')],
      ['cloudformation:DeleteStack', here('cloudformation', 'stack/other-dev-api/1')],
      ['cloudformation:DeleteStack', `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/shop-dev-api/1`],
      ['cloudformation:DeleteStack', `arn:aws:cloudformation:${REGION}:210987654321:stack/shop-dev-api/1`],
      ['cloudformation:UpdateTerminationProtection', here('cloudformation', 'stack/shop-prod-network/1')],
      ['cloudformation:ListStackResources', here('cloudformation', 'stack/other-dev-api/1')],
      ['iam:PassRole', execution, passed],
      ['iam:DeleteRole', iam('role/platc/shop/dev/shop-dev-api-TaskRole-1')],
      ['sts:AssumeRole', execution],
      ['ec2:DeleteVpc', here('ec2', 'vpc/vpc-1'), tags('dev')],
      ['ecs:DeleteService', here('ecs', 'service/shop-dev-platform-Cluster-1/shop-dev-api-Service-1')],
      ['logs:DeleteLogGroup', here('logs', 'log-group:/platc/shop/dev/api')],
      ['kms:ScheduleKeyDeletion', here('kms', 'key/1'), tags('dev')],
      ['ecr:BatchDeleteImage', here('ecr', 'repository/shop/api')],
      ['ecr:PutImage', here('ecr', 'repository/shop/api')],
      ['s3:DeleteObject', `${BUCKET}/releases/dev/api/000001.json`, inAccount],
      ['s3:PutObject', `${BUCKET}/releases/dev/api/000001.json`, inAccount],
      ['s3:PutObject', `${BUCKET}/templates/shop-prod-api/1.yaml`, inAccount],
      ['s3:PutObject', `${BUCKET}/templates/shop-dev-api/1.yaml`, { 'aws:ResourceAccount': '210987654321' }],
      ['s3:DeleteBucket', BUCKET],
      [
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        here('elasticloadbalancing', 'loadbalancer/app/shop-Load-1/2'),
        tags('prod'),
      ],
      [
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        here('elasticloadbalancing', 'loadbalancer/app/other/2'),
      ],
      [
        'elasticloadbalancing:DeleteLoadBalancer',
        here('elasticloadbalancing', 'loadbalancer/app/shop-Load-1/2'),
        tags('dev'),
      ],
    ),
  )('may not $action on $resource', async (call) => {
    expect(await decide(call, destroys())).toBe('ImplicitlyDenied');
  });

  it('has what destroy declares, but for what all environments share', async () => {
    // With `common` alone: images, release records, and every version of them.
    const shared = [
      'ecr:BatchDeleteImage',
      'ecr:ListImages',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:ListBucketVersions',
    ];
    const needed = await declared('destroy');
    expect(needed).toEqual(expect.arrayContaining(shared));
    expect([...new Set(destroys().flatMap(actionsOf))].toSorted()).toEqual(
      needed.filter((action) => !shared.includes(action)),
    );
  });
});

describe('the drift role of dev', () => {
  it.each(
    rows(
      ['cloudformation:DetectStackDrift', here('cloudformation', 'stack/shop-dev-api/1')],
      ['cloudformation:DescribeStackDriftDetectionStatus', '*'],
      ['cloudformation:BatchDescribeTypeConfigurations', '*'],
      ['ecs:DescribeServices', here('ecs', 'service/shop-dev-platform-Cluster-1/shop-dev-api-Service-1')],
      ['ec2:DescribeVpcs', '*'],
      ['ec2:DescribeVpcEncryptionControls', '*'],
      ['ec2:DescribeVpnGateways', '*'],
      ['ec2:DescribeVpcAttribute', here('ec2', 'vpc/vpc-1'), tags('dev')],
      ['iam:GetRolePolicy', iam('role/platc/shop/dev/shop-dev-api-TaskRole-1')],
      ['kms:GetKeyPolicy', here('kms', 'key/1'), tags('dev')],
      ['acm:DescribeCertificate', here('acm', 'certificate/1'), tags('dev')],
      ['sns:GetTopicAttributes', here('sns', 'shop-dev-platform-AlarmTopic-1')],
      ['sns:GetDataProtectionPolicy', here('sns', 'shop-dev-platform-AlarmTopic-1')],
      ['events:DescribeRule', here('events', 'rule/shop-dev-platform-TaskExits-1')],
    ),
  )('may $action on $resource', async (call) => {
    expect(await decide(call, compares())).toBe('Allowed');
  });

  it.each(
    rows(
      ['cloudformation:DetectStackDrift', here('cloudformation', 'stack/shop-prod-api/1')],
      ['cloudformation:DetectStackDrift', here('cloudformation', 'stack/shop-common/1')],
      ['cloudformation:CreateChangeSet', here('cloudformation', 'stack/shop-dev-api/1')],
      ['cloudformation:DeleteStack', here('cloudformation', 'stack/shop-dev-api/1')],
      ['iam:PassRole', execution, passed],
      ['iam:GetRole', iam('role/Admin')],
      ['iam:GetRole', execution],
      ['kms:GetKeyPolicy', here('kms', 'key/1'), tags('prod')],
      ['kms:GetKeyPolicy', here('kms', 'key/1')],
      ['kms:Decrypt', here('kms', 'key/1'), tags('dev')],
      ['acm:DescribeCertificate', here('acm', 'certificate/1')],
      ['logs:GetLogEvents', here('logs', 'log-group:/platc/shop/dev/api:log-stream:api/api/1')],
      ['logs:FilterLogEvents', here('logs', 'log-group:/platc/shop/dev/api')],
      ['s3:GetObject', `${BUCKET}/releases/dev/api/000001.json`, inAccount],
      ['secretsmanager:GetSecretValue', here('secretsmanager', 'secret:db-1')],
      ['ssm:GetParameters', here('ssm', 'parameter/db')],
      ['ecr:BatchGetImage', here('ecr', 'repository/shop/api')],
      ['route53:ListResourceRecordSets', `arn:aws:route53:::hostedzone/${ZONE}`],
    ),
  )('may not $action on $resource', async (call) => {
    expect(await decide(call, compares())).toBe('ImplicitlyDenied');
  });

  it("reads records in its environment's zone alone", async () => {
    const read = (zone: string) =>
      decide(
        { action: 'route53:ListResourceRecordSets', resource: `arn:aws:route53:::hostedzone/${zone}` },
        compares('Prod'),
      );
    expect([await read(ZONE), await read('Z9')]).toEqual(['Allowed', 'ImplicitlyDenied']);
  });

  it('has what drift declares, and beside it only what reads', async () => {
    const granted = [...new Set(compares('Prod').flatMap(actionsOf))];
    expect(granted).toEqual(expect.arrayContaining([...(await declared('drift'))]));
    const reads = /^[a-z0-9-]+:(BatchDescribe|Describe|Detect|Get|List)[A-Z]\w+$/;
    expect(granted.filter((action) => !reads.test(action))).toEqual([]);
    expect(granted.filter((action) => /Secret|Parameter|GetObject|LogEvents|Decrypt/.test(action))).toEqual(
      [],
    );
  });
});

describe('the drift role of what all environments share', () => {
  const shared = () => inlinePolicies(resources, 'DriftRoleCommon');

  it.each(
    rows(
      ['cloudformation:DetectStackDrift', here('cloudformation', 'stack/shop-common/1')],
      ['cloudformation:DetectStackDrift', here('cloudformation', 'stack/shop-registry-api/1')],
      ['cloudformation:DetectStackDrift', here('cloudformation', 'stack/shop-access/1')],
      ['cloudformation:DescribeStackDriftDetectionStatus', '*'],
      ['cloudformation:DescribeStacks', '*'],
      ['ecr:GetLifecyclePolicy', here('ecr', 'repository/shop/api')],
      ['s3:GetBucketPolicy', BUCKET],
      ['s3:GetBucketPublicAccessBlock', BUCKET],
      ['iam:GetRolePolicy', iam('role/platc-access/shop/shop-prod-deploy')],
      ['iam:GetRole', execution],
      ['iam:GetPolicyVersion', iam('policy/platc-access/shop/shop-dev-boundary')],
      ['iam:GetOpenIDConnectProvider', PROVIDER],
    ),
  )('may $action on $resource', async (call) => {
    expect(await decide(call, shared())).toBe('Allowed');
  });

  it.each(
    rows(
      ['cloudformation:DetectStackDrift', here('cloudformation', 'stack/shop-dev-api/1')],
      ['cloudformation:DetectStackDrift', here('cloudformation', 'stack/shop-common-2/1')],
      ['cloudformation:CreateChangeSet', here('cloudformation', 'stack/shop-common/1')],
      ['cloudformation:DeleteStack', here('cloudformation', 'stack/shop-registry-api/1')],
      ['ecr:BatchGetImage', here('ecr', 'repository/shop/api')],
      ['ecr:GetLifecyclePolicy', here('ecr', 'repository/other/api')],
      ['s3:GetObject', `${BUCKET}/releases/dev/api/000001.json`, inAccount],
      ['s3:GetBucketPolicy', 'arn:aws:s3:::other'],
      ['iam:PassRole', execution, passed],
      ['iam:PutRolePolicy', iam('role/platc-access/shop/shop-prod-deploy')],
      ['iam:GetRole', iam('role/Admin')],
      ['iam:GetRole', iam('role/platc/shop/dev/shop-dev-api-TaskRole-1')],
      ['sts:AssumeRole', execution],
    ),
  )('may not $action on $resource', async (call) => {
    expect(await decide(call, shared())).toBe('ImplicitlyDenied');
  });

  it('has what drift declares, and beside it only what reads', async () => {
    const granted = [...new Set(shared().flatMap(actionsOf))];
    expect(granted).toEqual(expect.arrayContaining([...(await declared('drift'))]));
    const reads = /^[a-z0-9-]+:(BatchDescribe|Describe|Detect|Get|List)[A-Z]\w+$/;
    expect(granted.filter((action) => !reads.test(action))).toEqual([]);
    expect(granted.filter((action) => /Secret|Parameter|GetObject|LogEvents|Decrypt/.test(action))).toEqual(
      [],
    );
  });
});

describe.each([
  ['DestroyRoleDev', 'shop-dev-destroy', 'destroy-dev'],
  ['DriftRoleDev', 'shop-dev-drift', 'drift-dev'],
  ['DriftRoleCommon', 'shop-common-drift', 'drift-common'],
])('the trust of %s', (id, name, environment) => {
  const ISSUER = 'token.actions.githubusercontent.com';
  const ask = (sub: string, claims: Readonly<Record<string, string>> = {}) => {
    const all = { aud: 'sts.amazonaws.com', repository_id: '22', ...claims, sub };
    const context = Object.fromEntries(
      Object.entries(all).map(([claim, value]) => [`${ISSUER}:${claim}`, value]),
    );
    return decideTrust(
      { action: 'sts:AssumeRoleWithWebIdentity', resource: iam(`role/platc-access/shop/${name}`), context },
      PROVIDER,
      resources.get(id)?.properties['AssumeRolePolicyDocument'] as Policy,
    );
  };

  it('takes a job of the repository in its own GitHub environment', () => {
    expect(ask(`repo:my-org/shop:environment:${environment}`)).toBe('Allowed');
    expect(ask(`repo:my-org@11/shop@22:environment:${environment}`)).toBe('Allowed');
  });

  it.each([
    'repo:my-org/shop:environment:dev',
    'repo:my-org/shop:environment:destroy-prod',
    'repo:my-org/shop:environment:drift-prod',
    `repo:my-org/shop:environment:${environment}-2`,
    'repo:my-org/shop:ref:refs/heads/main',
    'repo:my-org/shop:pull_request',
    `repo:mallory/shop:environment:${environment}`,
    `repo:my-org@11/shop@99:environment:${environment}`,
  ])('refuses %s', (sub) => {
    expect(ask(sub)).not.toBe('Allowed');
  });

  it('refuses another audience, and a repository that took over the name', () => {
    const sub = `repo:my-org/shop:environment:${environment}`;
    expect(ask(sub, { aud: 'https://github.com/my-org' })).not.toBe('Allowed');
    expect(ask(sub, { repository_id: '99' })).not.toBe('Allowed');
  });
});

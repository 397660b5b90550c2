import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../test/helpers/memory-host.ts';
import type { Plan, ResourceChange, StackPlan } from './plan.ts';
import { planToMarkdown } from './report-markdown.ts';
import { planToText } from './report-text.ts';
import { rolloutOf } from './rollout.ts';
import { summarize } from './summary.ts';
import { readTemplate } from './template.ts';
import { changeOf, propertyOf, stackPlanOf } from './testing/planned.ts';

const resource = (type: string, fields: Partial<ResourceChange> = {}) => changeOf({ type, ...fields });
const stack = (changes: readonly ResourceChange[], fields: Partial<StackPlan> = {}) =>
  stackPlanOf(changes, { service: 'web', ...fields });

describe('summarize', () => {
  it('counts', () => {
    const changes = [
      resource('X', { action: 'Add' }),
      resource('X', { action: 'Import' }),
      resource('X'),
      resource('X', { replacement: 'conditional' }),
      resource('X', { replacement: 'yes' }),
      resource('X', { action: 'Remove' }),
    ];
    expect(summarize([stack(changes)]).counts).toEqual({ added: 2, modified: 1, replaced: 2, removed: 1 });
  });

  it.each([
    ['AWS::IAM::Role', [], true],
    ['AWS::S3::BucketPolicy', [], true],
    ['AWS::KMS::Key', ['KeyPolicy.Statement[0].Action'], true],
    ['AWS::KMS::Key', ['Description'], false],
    ['AWS::ECR::Repository', ['RepositoryPolicyText'], true],
    ['AWS::ECR::Repository', ['LifecyclePolicy.LifecyclePolicyText'], false],
    ['AWS::ECS::Service', ['DesiredCount'], false],
  ] as const)('permissions: %s %j is %s', (type, names, expected) => {
    expect(
      summarize([stack([resource(type, { properties: names.map(propertyOf) })])]).permissions.length === 1,
    ).toBe(expected);
  });

  it.each([
    ['AWS::EC2::SecurityGroup', [], true],
    ['AWS::ElasticLoadBalancingV2::ListenerRule', [], true],
    ['AWS::EC2::Subnet', ['MapPublicIpOnLaunch'], true],
    ['AWS::ECS::Service', ['NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp'], true],
    ['AWS::EC2::Subnet', ['Tags[Name].Value'], false],
  ] as const)('network: %s %j is %s', (type, names, expected) => {
    expect(
      summarize([stack([resource(type, { properties: names.map(propertyOf) })])]).network.length === 1,
    ).toBe(expected);
  });

  it('says why users may notice', () => {
    const target = (fields: Partial<ResourceChange>) =>
      resource('AWS::ElasticLoadBalancingV2::TargetGroup', { logicalId: 'TargetGroup', ...fields });
    const reasons = (changes: readonly ResourceChange[], fields: Partial<StackPlan> = {}) =>
      summarize([stack(changes, fields)]).interruptions;
    expect(reasons([target({})])).toEqual([]);
    expect(
      reasons([
        target({ replacement: 'yes' }),
        target({ replacement: 'conditional' }),
        target({ action: 'Remove' }),
      ]),
    ).toEqual([
      'web: TargetGroup is replaced',
      'web: TargetGroup is perhaps replaced',
      'web: TargetGroup is removed',
    ]);
    expect(reasons([resource('AWS::ECS::Service', { action: 'Remove', logicalId: 'Service' })])).toEqual([
      'web: Service is removed',
    ]);
    expect(reasons([target({ replacement: 'yes' })], { state: 'create' })).toEqual([]);
    expect(
      reasons([], { rollout: { replacesTasks: true, interruption: true, text: 'tasks stop', scale: '' } }),
    ).toEqual(['web: tasks stop']);
  });
});

describe('rolloutOf', () => {
  const template = (deployment: string, more = '') =>
    readTemplate(
      `Resources:\n  Service:\n    Type: AWS::ECS::Service\n    Properties:\n      DeploymentConfiguration: ${deployment}\n${more}  Target:\n    Type: AWS::ApplicationAutoScaling::ScalableTarget\n    Properties:\n      MinCapacity: 2\n`,
    );
  const usual = template('{ MinimumHealthyPercent: 100, MaximumPercent: 200 }');
  const service = (fields: Partial<ResourceChange>) => [
    resource('AWS::ECS::Service', { logicalId: 'Service', ...fields }),
  ];

  it.each([
    ['nothing', usual, [], false, false, 'no task is replaced'],
    [
      'a new task definition',
      usual,
      service({ properties: [propertyOf('TaskDefinition')] }),
      true,
      false,
      'tasks are replaced one by one, no interruption',
    ],
    [
      'another number of tasks',
      usual,
      service({ properties: [propertyOf('DesiredCount')] }),
      false,
      false,
      'no task is replaced',
    ],
    [
      'a list',
      usual,
      service({ properties: [propertyOf('LoadBalancers[web].ContainerPort')] }),
      true,
      false,
      'tasks are replaced one by one, no interruption',
    ],
    [
      'no task has to stay healthy',
      template('{ MinimumHealthyPercent: 0 }'),
      service({ properties: [propertyOf('TaskDefinition')] }),
      true,
      true,
      'tasks may stop before new ones run',
    ],
    [
      'the service is replaced',
      usual,
      service({ replacement: 'yes' }),
      true,
      true,
      'the service itself is replaced',
    ],
    [
      'the service may be replaced',
      usual,
      service({ replacement: 'conditional' }),
      true,
      true,
      'the service itself may be replaced',
    ],
    ['the service is new', usual, service({ action: 'Add' }), false, false, 'the service is new'],
  ] as const)('%s', (_, read, changes, replacesTasks, interruption, text) => {
    expect(rolloutOf(read, changes)).toMatchObject({ replacesTasks, interruption, text });
  });

  it('tells how many tasks, and how many of them stay healthy', () => {
    expect(rolloutOf(usual, [])?.scale).toBe('2 tasks, 100–200 % healthy');
    expect(rolloutOf(template('{}', '      DesiredCount: 1\n'), [])?.scale).toBe('1 task, 100–200 % healthy');
    expect(rolloutOf(readTemplate('Resources:\n  A:\n    Type: AWS::SNS::Topic\n'), [])).toBeUndefined();
  });
});

describe('a plan that endangers data', () => {
  const changes = [
    resource('AWS::ECS::Service', { logicalId: 'Service', properties: [propertyOf('DesiredCount')] }),
    resource('AWS::SNS::Topic', { logicalId: 'Topic', action: 'Remove', policyAction: 'Retain' }),
    resource('AWS::S3::Bucket', {
      logicalId: 'Uploads',
      replacement: 'yes',
      policyAction: 'ReplaceAndRetain',
      holdsData: true,
      place: { file: 'platform.yaml', line: 9, column: 5 },
    }),
    resource('AWS::DynamoDB::Table', {
      logicalId: 'Orders',
      action: 'Remove',
      policyAction: 'Delete',
      holdsData: true,
    }),
    resource('AWS::RDS::DBInstance', {
      logicalId: 'Db',
      replacement: 'conditional',
      policyAction: 'ReplaceAndSnapshot',
      holdsData: true,
    }),
  ];
  const stacks = [
    stack(changes, { refused: 'no such thing', notes: ['a note'] }),
    stack([], { name: 'shop-registry-web', kind: 'registry', state: 'removed' }),
    stack([], {
      outputs: [{ name: 'Url', before: 'a', after: 'b', knownAfterApply: false }],
      tags: [{ name: 'team', after: 'x', knownAfterApply: false }],
    }),
  ];
  const plan: Plan = {
    app: 'shop',
    environment: 'prod',
    source: 'account',
    comparedWith: 'account 111111111111 in eu-central-1',
    stacks,
    summary: summarize(stacks),
  };

  it('says so first, and last', () => {
    expect(planToText(plan, plainStyle, 110).split('\n')).toEqual([
      'shop → prod                                                 compared with account 111111111111 in eu-central-1',
      '',
      '  ! web: Uploads holds data and is replaced: its data is kept outside the stack (platform.yaml:9)',
      '  ! web: Orders holds data and is removed: its data is deleted',
      '  ! web: Db holds data and may be replaced: its data is kept as a snapshot',
      '',
      '  web           5 changes',
      '                a note',
      '                CloudFormation refuses it: no such thing',
      '  registry-web  no longer in the config',
      '  web           no resource changes, only 1 output and 1 tag',
      '',
      '  web',
      '  ± Uploads  replaced         AWS::S3::Bucket, its data is kept outside the stack              platform.yaml:9',
      '  - Orders   removed          AWS::DynamoDB::Table, its data is deleted',
      '  ± Db       may be replaced  AWS::RDS::DBInstance, its data is kept as a snapshot',
      '  - Topic    removed          AWS::SNS::Topic, the old one is kept outside the stack',
      '  ~ Service  updated          DesiredCount (none) → (none)',
      '',
      '  web',
      '    outputs: Url a → b',
      '    stack tags: team (none) → x',
      '',
      '  Permissions    no change',
      '  Network        no change',
      '  Interruption   none',
      '',
      '3 resources that hold data would be replaced or deleted: Uploads, Orders, Db.',
      '',
    ]);
  });

  it('says so first, and last, in Markdown', () => {
    const text = planToMarkdown(plan);
    expect(text.indexOf('[!CAUTION]')).toBeLessThan(text.indexOf('| Stack |'));
    expect(text.match(/\[!CAUTION\]/g)).toHaveLength(3);
    expect(
      text
        .trimEnd()
        .endsWith(
          '**3 resources that hold data would be replaced or deleted&#58; Uploads, Orders, Db&#46;**',
        ),
    ).toBe(true);
    expect(text).toContain('**CloudFormation refuses it:** no such thing');
  });
});

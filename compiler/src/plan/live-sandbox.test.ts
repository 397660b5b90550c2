import { beforeEach, describe, expect, it } from 'vitest';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { CloudFormationApi } from '../aws/cloudformation.ts';
import { compileEnvironment, type Compilation } from '../compile.ts';
import { AwsError as SandboxError } from '../sandbox/aws-error.ts';
import { TestCloudFormation } from '../sandbox/cloudformation/test/harness.ts';
import type { RenderedStack } from '../stack.ts';
import { awsOf } from './testing/aws-of.ts';
import { planEnvironment, type Plan } from './plan.ts';

/**
 * Plans by change sets of the sandbox's CloudFormation, which was written from the AWS documentation by itself: what
 * our own template diff says has to agree with what its change sets say.
 */
const PLATFORM = `app: shop
region: eu-central-1
network: { cidr: 10.0.0.0/16, zones: 2, nat: single }
services:
  web:
    image: registry.example.com/web@sha256:${'a'.repeat(64)}
    cpu: 256
    memory: 512
    port: 8080
    environment: { LOG_LEVEL: info }
    scaling: { min: 1, max: 4, cpu: 70 }
    logs: { retentionDays: 14 }
`;

function compiled(edit: (text: string) => string = (text) => text): Compilation {
  const result = compileEnvironment(
    memoryHost([
      ['platform.yaml', edit(PLATFORM)],
      ['environments/dev.yaml', 'services: {}\n'],
    ]),
    'dev',
  );
  if (!result.model) throw new Error(JSON.stringify(result.diagnostics));
  return result;
}

let cloud: TestCloudFormation;
beforeEach(async () => {
  cloud = new TestCloudFormation();
  const outputs: Record<string, string> = {};
  for (const stack of compiled().stacks) {
    await cloud.create(stack.name, stack.body, {
      Parameters: parameters(stack, outputs),
      Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
      Capabilities: ['CAPABILITY_IAM'],
    });
    for (const { OutputKey: key, OutputValue: value } of (await cloud.stack(stack.name)).Outputs ?? [])
      outputs[key] = value;
  }
});

function parameters(stack: RenderedStack, outputs: Readonly<Record<string, string>>) {
  const own: Readonly<Record<string, string>> = {
    Image: `registry.example.com/web@sha256:${'a'.repeat(64)}`,
    Release: '1',
  };
  return stack.parameters.map((ParameterKey) => ({
    ParameterKey,
    ParameterValue: own[ParameterKey] ?? outputs[ParameterKey] ?? '',
  }));
}

/** Whatever happened, a plan leaves nothing behind: neither a change set nor a stack of its own. */
async function leftovers(): Promise<readonly string[]> {
  const { Stacks: stacks } = await cloud.call('DescribeStacks');
  const found: string[] = [];
  for (const { StackName: name, StackStatus: status } of stacks) {
    if (status !== 'CREATE_COMPLETE') found.push(`${name} ${status}`);
    const { Summaries: sets = [] } = await cloud.call('ListChangeSets', { StackName: name });
    for (const { ChangeSetName: set } of sets) found.push(`${name} ${set}`);
  }
  return found;
}

function api(): CloudFormationApi {
  const call = (operation: string) => async (input: object) => {
    try {
      return await cloud.call(operation, { ...input });
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      throw new AwsError('refused', error.code, error.message, error.message);
    }
  };
  const names = [
    'createChangeSet',
    'describeChangeSet',
    'deleteChangeSet',
    'listChangeSets',
    'describeStacks',
    'getTemplate',
  ];
  return Object.fromEntries(
    names.map((name) => [name, call(name.charAt(0).toUpperCase() + name.slice(1))]),
  ) as unknown as CloudFormationApi;
}

function plan(compilation: Compilation): Promise<Plan> {
  const aws = awsOf({
    region: 'eu-west-1',
    identity: () => Promise.resolve({ account: '000000000000', arn: 'arn' }),
    cloudFormation: () => Promise.resolve(api()),
  });
  const clock = { now: () => new Date(cloud.clock.now()), sleep: (ms: number) => cloud.clock.advance(ms) };
  return planEnvironment({ compilation, account: { aws, clock, pause: (ms) => cloud.clock.advance(ms) } });
}

const told = ({ stacks }: Plan) =>
  stacks.map(({ name, state, changes }) => [
    name,
    state,
    changes.map(({ action, logicalId, replacement }) => `${action} ${logicalId} ${replacement}`).toSorted(),
  ]);

describe('a plan by change sets', () => {
  it('has nothing to say of what is deployed', async () => {
    const result = await plan(compiled());
    expect(result.stacks.map(({ state, from, refused }) => [state, from, refused])).toEqual([
      ['unchanged', 'change-set', undefined],
      ['unchanged', 'change-set', undefined],
      ['unchanged', 'change-set', undefined],
    ]);
  });

  it.each([
    [
      'a task size',
      (text: string) => text.replace('cpu: 256', 'cpu: 512').replace('memory: 512', 'memory: 1024'),
    ],
    ['an environment variable', (text: string) => text.replace('info', 'debug')],
    [
      'scaling and logs',
      (text: string) =>
        text.replace('max: 4, cpu: 70', 'max: 6, cpu: 60').replace('retentionDays: 14', 'retentionDays: 30'),
    ],
    ['a port', (text: string) => text.replace('port: 8080', 'port: 9090')],
    ['a NAT gateway per zone', (text: string) => text.replace('nat: single', 'nat: per-zone')],
    ['a zone more', (text: string) => text.replace('zones: 2', 'zones: 3')],
    [
      'a new service',
      (text: string) =>
        `${text}  api:\n    image: registry.example.com/api@sha256:${'b'.repeat(64)}\n    routes: ["/api/*"]\n`,
    ],
  ])('says the same as the two templates alone: %s', async (_, edit) => {
    const [before, after] = [compiled(), compiled(edit)];
    const live = await plan(after);
    const offline = await planEnvironment({
      compilation: after,
      base: { label: 'before', stacks: before.stacks },
    });
    const first = live.stacks.find(({ state }) => state === 'update' || state === 'create');
    expect(told(live).find(([name]) => name === first?.name)).toEqual(
      told(offline).find(([name]) => name === first?.name),
    );
    expect(live.stacks.every(({ refused }) => refused === undefined)).toBe(true);
    const homeless = live.stacks.flatMap(({ changes }) =>
      changes.flatMap(({ logicalId, place, properties }) => [
        ...(place ? [] : [logicalId]),
        ...properties.flatMap((property) => (property.place ? [] : [`${logicalId}.${property.property}`])),
      ]),
    );
    expect(homeless).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  it('shows a refusal of CloudFormation', async () => {
    const compilation = compiled();
    const stacks = compilation.stacks.map((stack) => ({
      ...stack,
      body: stack.body.replace('Resources:', 'Resources:\n  Bad:\n    Type: AWS::No::Such'),
    }));
    const result = await plan({ ...compilation, stacks });
    expect(result.stacks[0]?.refused).toContain('AWS::No::Such');
    expect(await leftovers()).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import type { Change, CloudFormationApi, DescribeChangeSetCommandOutput } from '../aws/cloudformation.ts';
import { memoryHost, plainStyle } from '../../test/helpers/memory-host.ts';
import { compileEnvironment, type Compilation } from '../compile.ts';
import { awsOf } from './testing/aws-of.ts';
import { FakeClock } from '../deploy/testing/fake-clock.ts';
import { planToText } from './report-text.ts';
import { planEnvironment, type Plan, type PlanRequest } from './plan.ts';

const CONFIG =
  'app: shop\nregion: eu-central-1\nnetwork: { cidr: CIDR }\nservices:\n  web:\n    image: registry.example.com/web@sha256:aaaa\n    cpu: 256\n    memory: 512\n';
const IMAGE = `registry.example.com/web@sha256:${'a'.repeat(64)}`;

function compiled(edit: (text: string) => string = (text) => text): Compilation {
  const text = edit(
    CONFIG.replace('CIDR', '10.0.0.0/16').replace('registry.example.com/web@sha256:aaaa', IMAGE),
  );
  const result = compileEnvironment(
    memoryHost([
      ['platform.yaml', text],
      ['environments/dev.yaml', '{}\n# dev\n'],
    ]),
    'dev',
  );
  if (!result.model) throw new Error(JSON.stringify(result.diagnostics));
  return result;
}

interface Deployed {
  readonly status: string;
  readonly body: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

type Answer = Partial<Pick<DescribeChangeSetCommandOutput, 'Status' | 'StatusReason' | 'Changes'>>;

const refused = (reason: string, code = 'ValidationError') =>
  new AwsError('refused', code, reason, `CloudFormation: ${reason}`);
const noChange: Answer = {
  Status: 'FAILED',
  StatusReason:
    "The submitted information didn't contain changes. Submit different information to create a change set.",
};

/** As much of CloudFormation as a plan sees. What a change set says is given by the test. */
class Account {
  readonly clock = new FakeClock();
  readonly stacks = new Map<string, Deployed>();
  readonly answers = new Map<string, Answer>();
  /** Open change sets: `stack/name`. */
  readonly open = new Set<string>();
  readonly old = new Map<string, Date>();
  readonly created: {
    readonly name: string;
    readonly type: string;
    readonly parameters: Readonly<Record<string, string>>;
  }[] = [];
  /** Looks that find a change set still under way. */
  pending = 0;
  createError: Error | undefined;
  describeError: Error | undefined;
  readonly deleteErrors: Error[] = [];
  interrupted = new AbortController();
  pauses = 0;

  deploy({ stacks }: Compilation, edit: Partial<Deployed> = {}): void {
    for (const stack of stacks) {
      const parameters = Object.fromEntries(
        stack.parameters.map((name) => [name, name === 'Image' ? IMAGE : `${name}-1`]),
      );
      const outputs = Object.fromEntries(stack.outputs.map((name) => [name, `${name}-1`]));
      this.stacks.set(stack.name, {
        status: 'CREATE_COMPLETE',
        body: stack.body,
        parameters,
        outputs,
        tags: stack.tags,
        ...edit,
      });
      this.answers.set(stack.name, noChange);
    }
  }

  aws(signal: AbortSignal | undefined): Aws {
    const api = this.#api(signal);
    return awsOf({
      cloudFormation: () => Promise.resolve(api),
      uninterrupted: () => this.aws(undefined),
    });
  }

  plan(compilation: Compilation, more: Partial<PlanRequest> = {}): Promise<Plan> {
    const account = {
      aws: this.aws(this.interrupted.signal),
      clock: this.clock,
      pause: () => Promise.resolve(void (this.pauses += 1)),
    };
    return planEnvironment({ compilation, account, ...more });
  }

  #api(signal: AbortSignal | undefined): CloudFormationApi {
    const metadata = { $metadata: {} };
    const named = (name = '') => this.stacks.get(name.replace(/^arn:(.*)$/, '$1'));
    const answer = async <T>(make: () => T): Promise<T> => {
      signal?.throwIfAborted();
      return make();
    };
    const api: Partial<CloudFormationApi> = {
      describeStacks: ({ StackName: name = '' }) =>
        answer(() => {
          const stack = named(name);
          if (!stack) throw refused(`Stack with id ${name} does not exist`);
          const list = (values: Readonly<Record<string, string>>) => Object.entries(values);
          return {
            ...metadata,
            Stacks: [
              {
                StackName: name,
                StackId: `arn:${name}`,
                CreationTime: new Date(0),
                StackStatus: stack.status as 'CREATE_COMPLETE',
                Parameters: list(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
                  ParameterKey,
                  ParameterValue,
                })),
                Outputs: list(stack.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
                Tags: [...list(stack.tags), ['aws:own', 'x'] as const].map(([Key, Value]) => ({
                  Key,
                  Value,
                })),
              },
            ],
          };
        }),
      getTemplate: ({ StackName: name }) =>
        answer(() => ({ ...metadata, TemplateBody: named(name)?.body ?? '' })),
      listChangeSets: ({ StackName: name }) =>
        answer(() => ({
          ...metadata,
          Summaries: [...this.old]
            .filter(([key]) => key.startsWith(`${name}/`))
            .map(([key, CreationTime]) => ({ ChangeSetName: key.split('/')[1] ?? '', CreationTime })),
        })),
      createChangeSet: (input) =>
        answer(() => {
          this.created.push({
            name: input.ChangeSetName ?? '',
            type: input.ChangeSetType ?? '',
            parameters: Object.fromEntries(
              (input.Parameters ?? []).map(({ ParameterKey, ParameterValue, UsePreviousValue }) => [
                ParameterKey ?? '',
                UsePreviousValue ? '(previous)' : (ParameterValue ?? ''),
              ]),
            ),
          });
          if (this.createError) throw this.createError;
          this.open.add(`${input.StackName}/${input.ChangeSetName}`);
          return { ...metadata, Id: input.ChangeSetName };
        }),
      describeChangeSet: ({ StackName: name = '', NextToken: token }) =>
        answer(() => {
          if (this.describeError) throw this.describeError;
          if (this.pending > 0) {
            this.pending -= 1;
            return { ...metadata, Status: 'CREATE_IN_PROGRESS' };
          }
          const { Changes: changes = [], ...rest } = this.answers.get(name.replace('arn:', '')) ?? {};
          // One change a page, so that paging is always exercised.
          const at = Number(token ?? 0);
          const more = at + 1 < changes.length;
          return {
            ...metadata,
            Status: 'CREATE_COMPLETE',
            ...rest,
            Changes: changes.slice(at, at + 1),
            ...(more && { NextToken: String(at + 1) }),
          };
        }),
      deleteChangeSet: ({ StackName: stack, ChangeSetName: name }) =>
        answer(() => {
          const error = this.deleteErrors.shift();
          if (error) throw error;
          this.open.delete(`${stack}/${name}`);
          this.old.delete(`${stack}/${name}`);
          return metadata;
        }),
    };
    return api as CloudFormationApi;
  }
}

function deployed(edit?: Partial<Deployed>): Account {
  const account = new Account();
  account.deploy(compiled(), edit);
  return account;
}

const states = (plan: Plan) => plan.stacks.map(({ name, state, from }) => `${name} ${state} ${from}`);
const modify = (
  logicalId: string,
  type: string,
  replacement: 'True' | 'False',
  ...names: readonly string[]
): Change => ({
  ResourceChange: {
    Action: 'Modify',
    LogicalResourceId: logicalId,
    ResourceType: type,
    Replacement: replacement,
    Details: names.map((Name) => ({
      Target: {
        Attribute: 'Properties',
        Name,
        RequiresRecreation: replacement === 'True' ? 'Always' : 'Never',
      },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    })),
  },
});

describe('a plan against an account', () => {
  it('plans stacks that do not exist from their templates, and leaves nothing behind', async () => {
    const account = new Account();
    const plan = await account.plan(compiled());
    expect(states(plan)).toEqual([
      'shop-dev-network create template',
      'shop-dev-platform create template',
      'shop-dev-web create template',
    ]);
    expect(plan.comparedWith).toBe('account 111111111111 in eu-central-1');
    expect(account.created).toEqual([]);
  });

  it.each(['REVIEW_IN_PROGRESS', 'DELETE_COMPLETE', 'ROLLBACK_COMPLETE'])(
    'takes a stack in %s for one that is to be created',
    async (status) => {
      const account = deployed({ status });
      const plan = await account.plan(compiled());
      expect(new Set(plan.stacks.map(({ state }) => state))).toEqual(new Set(['create']));
      expect(plan.stacks[0]?.notes).toEqual(
        status === 'ROLLBACK_COMPLETE'
          ? ['its creation failed earlier (ROLLBACK_COMPLETE): what is left of it is deleted first']
          : [],
      );
      expect(account.created).toEqual([]);
    },
  );

  it.each([noChange.StatusReason, 'No updates are to be performed.'])(
    'knows both ways to say that nothing changes: %s',
    async (StatusReason) => {
      const account = deployed();
      for (const name of account.stacks.keys()) account.answers.set(name, { Status: 'FAILED', StatusReason });
      const plan = await account.plan(compiled());
      expect(states(plan)).toEqual([
        'shop-dev-network unchanged change-set',
        'shop-dev-platform unchanged change-set',
        'shop-dev-web unchanged change-set',
      ]);
      expect(plan.summary.hasChanges).toBe(false);
      expect(account.open.size).toBe(0);
      expect(
        account.created.every(
          ({ type, name }) => type === 'UPDATE' && /^platc-plan-\d{14}-[0-9a-f]{8}$/.test(name),
        ),
      ).toBe(true);
    },
  );

  it('combines what CloudFormation says with the lines of the config', async () => {
    const account = deployed();
    account.pending = 3;
    account.answers.set('shop-dev-web', {
      Changes: [
        modify('TaskDefinition', 'AWS::ECS::TaskDefinition', 'True', 'Cpu'),
        modify('Service', 'AWS::ECS::Service', 'False', 'TaskDefinition'),
      ],
    });
    const plan = await account.plan(
      compiled((text) => text.replace('cpu: 256', 'cpu: 512').replace('memory: 512', 'memory: 1024')),
    );
    const web = plan.stacks[2];
    expect(
      web?.changes.map(({ logicalId, replacement, properties }) => [
        logicalId,
        replacement,
        properties.map(({ property, before, after, place }) => [property, before, after, place?.line]),
      ]),
    ).toEqual([
      // Memory differs, too, but CloudFormation does not confirm it.
      ['TaskDefinition', 'yes', [['Cpu', '256', '512', 7]]],
      [
        'Service',
        'no',
        [['TaskDefinition', { Ref: 'TaskDefinition' }, '{{changeSet:KNOWN_AFTER_APPLY}}', 5]],
      ],
    ]);
    expect(web?.rollout?.text).toBe('tasks are replaced one by one, no interruption');
    expect(web?.image).toEqual({ reference: IMAGE, rule: 'the one that is deployed' });
    expect(account.created.at(-1)?.parameters).toMatchObject({
      Image: '(previous)',
      Release: '(previous)',
      VpcId: 'VpcId-1',
    });
  });

  it('plans a stack that waits for outputs of another from its template, and says so', async () => {
    const account = deployed();
    account.answers.set('shop-dev-network', {
      Changes: [modify('Vpc', 'AWS::EC2::VPC', 'True', 'CidrBlock')],
    });
    const plan = await account.plan(compiled((text) => text.replace('10.0.0.0/16', '10.1.0.0/16')));
    expect(states(plan)).toEqual([
      'shop-dev-network update change-set',
      'shop-dev-platform update template',
      'shop-dev-web update template',
    ]);
    expect(plan.stacks[1]?.notes[0]).toMatch(
      /^waits for VpcId.* of shop-dev-network: planned from its template$/,
    );
    expect(plan.stacks[0]?.changes[0]?.usedBy).toEqual(['shop-dev-platform', 'shop-dev-web']);
    expect(
      plan.stacks[1]?.changes.map(({ logicalId, replacement }) => `${logicalId} ${replacement}`),
    ).toContain('LoadBalancerSecurityGroup conditional');
  });

  it('plans from the template where an operation is under way, or the template is too large', async () => {
    const busy = await deployed({ status: 'UPDATE_IN_PROGRESS' }).plan(compiled());
    expect(busy.stacks[0]).toMatchObject({
      state: 'unchanged',
      from: 'template',
      notes: ['it is UPDATE_IN_PROGRESS: planned from its template'],
    });
    const compilation = compiled();
    const stacks = compilation.stacks.map((stack) => ({
      ...stack,
      body: `${stack.body}# ${'x'.repeat(51_200)}\n`,
    }));
    const large = await deployed().plan({ ...compilation, stacks });
    expect(large.stacks[0]?.notes).toEqual(['its template is too large to be sent along: planned from it']);
  });

  it('hands over a new image, and shows which one and why', async () => {
    const account = deployed();
    const image = IMAGE.replaceAll('a', 'b');
    const plan = await account.plan(compiled(), {
      images: new Map([['web', { service: 'web', image, rule: 'commit', tag: '4f2a91c'.padEnd(40, '0') }]]),
    });
    expect(account.created.at(-1)?.parameters['Image']).toBe(image);
    expect(plan.stacks[2]).toMatchObject({
      image: { reference: image, rule: 'tag 4f2a91c' },
      parameters: [{ name: 'Image', before: IMAGE, after: image }],
    });
  });

  it('shows stack tags that differ, and not those of CloudFormation', async () => {
    const account = deployed({ tags: { app: 'old', gone: 'x' } });
    const plan = await account.plan(compiled());
    expect(plan.stacks[0]?.tags).toMatchObject([
      { name: 'app', before: 'old', after: 'shop', knownAfterApply: false },
      { name: 'gone', before: 'x', knownAfterApply: false },
      { name: 'environment' },
      { name: 'managed-by' },
    ]);
    expect(plan.stacks[0]?.tags.map(({ name }) => name)).not.toContain('aws:own');
  });

  it('reads the outputs of stacks that are needed and not planned', async () => {
    const account = deployed();
    const compilation = compiled();
    const plan = await account.plan(compilation, {
      stacks: compilation.stacks.filter(({ kind }) => kind === 'service'),
    });
    expect(states(plan)).toEqual(['shop-dev-web unchanged change-set']);
    expect(account.created[0]?.parameters['VpcId']).toBe('VpcId-1');
  });

  it('shows what CloudFormation refuses, at once or later, and goes on with the other stacks', async () => {
    const account = deployed();
    account.answers.set('shop-dev-platform', {
      Status: 'FAILED',
      StatusReason: 'The following hook(s)\n failed',
    });
    const plan = await account.plan(compiled());
    expect(plan.stacks.map(({ refused: reason }) => reason)).toEqual([
      undefined,
      'The following hook(s) failed',
      undefined,
    ]);
    expect(plan.stacks.map(({ from }) => from)).toEqual(['change-set', 'template', 'change-set']);
    expect(planToText(plan, plainStyle, 100)).toContain(
      'CloudFormation refuses it: The following hook(s) failed (default of loadBalancer)',
    );
    account.createError = refused('Template format error: no');
    expect((await account.plan(compiled())).stacks[0]).toMatchObject({
      refused: 'Template format error: no',
      from: 'template',
    });
    expect(account.open.size).toBe(0);
  });

  it('hands on the warning of an incomplete change set', async () => {
    const account = deployed();
    account.answers.set('shop-dev-network', {
      StatusReason: '[WARN] --include-property-values option can return incomplete ChangeSet data',
    });
    expect((await account.plan(compiled())).stacks[0]?.notes[0]).toMatch(/^\[WARN\]/);
  });
});

describe('the change sets of a plan', () => {
  it('are removed when something fails', async () => {
    const account = deployed();
    account.describeError = new AwsError('denied', 'AccessDenied', 'no', 'AWS denied it');
    await expect(account.plan(compiled())).rejects.toThrow('AWS denied it');
    expect(account.open.size).toBe(0);
    account.describeError = undefined;
    account.createError = new AwsError('expired', 'ExpiredToken', 'old', 'expired');
    await expect(account.plan(compiled())).rejects.toThrow('expired');
  });

  it.each([
    ['was removed by somebody else', refused('ChangeSet [x] does not exist', 'ChangeSetNotFound')],
    ['may not be looked at', new AwsError('denied', 'AccessDenied', 'no', 'no')],
  ])('that %s is neither a refusal nor a plan', async (_, error) => {
    const account = deployed();
    account.describeError = error;
    await expect(account.plan(compiled())).rejects.toBe(error);
    expect(account.open.size).toBe(0);
  });

  it('are removed after an interruption, by calls that it does not stop, once they can be', async () => {
    const account = deployed();
    account.pending = 5;
    account.deleteErrors.push(
      refused('in progress', 'InvalidChangeSetStatus'),
      new AwsError('throttled', 'Throttling', '', 'throttled'),
    );
    account.clock.beforeSleep = () => {
      account.interrupted.abort(new Error('interrupted'));
      account.interrupted.signal.throwIfAborted();
    };
    await expect(account.plan(compiled())).rejects.toThrow('interrupted');
    expect(account.created).toHaveLength(1);
    expect(account.open.size).toBe(0);
    expect(account.pauses).toBe(2);
  });

  it.each([
    ['ChangeSetNotFound', 'ChangeSet [x] does not exist'],
    ['ValidationError', 'Stack [x] does not exist'],
  ])('may be gone already: %s', async (code, reason) => {
    const account = deployed();
    account.deleteErrors.push(refused(reason, code));
    expect((await account.plan(compiled())).stacks).toHaveLength(3);
  });

  it('that cannot be removed are named, with the command that removes them', async () => {
    const account = deployed();
    account.deleteErrors.push(
      new AwsError('denied', 'AccessDenied', 'no', 'AWS denied CloudFormation DeleteChangeSet'),
    );
    await expect(account.plan(compiled())).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('could not be removed'),
      hint: expect.stringContaining('aws cloudformation delete-change-set --stack-name arn:shop-dev-network'),
    });
  });

  it('that were left behind long ago are removed; young ones and others’ are not', async () => {
    const account = deployed();
    const now = account.clock.now().getTime();
    account.old.set('arn:shop-dev-network/platc-plan-20200101000000-00000000', new Date(now - 2 * 3_600_000));
    account.old.set('arn:shop-dev-network/platc-plan-20260101000000-00000001', new Date(now - 60_000));
    account.old.set('arn:shop-dev-network/by-hand', new Date(0));
    await account.plan(compiled());
    expect([...account.old.keys()].map((key) => key.split('/')[1])).toEqual([
      'platc-plan-20260101000000-00000001',
      'by-hand',
    ]);
  });
});

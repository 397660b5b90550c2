import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonTool } from '../helpers/python-tools.ts';
import { platc, run } from '../helpers/run.ts';

const aws = pythonTool('aws');
const template = fileURLToPath(new URL('../fixtures/dozen.template.yaml', import.meta.url));

/**
 * The AWS CLI, which nobody here wrote, against `platc sandbox` in the background. It looks every 30 seconds at what it
 * waits for, so that the tests wait side by side.
 */
describe.skipIf(aws === undefined)('the AWS CLI on the sandbox', { timeout: 240_000 }, () => {
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'platc-aws-'));
    const { stdout } = await platc([
      'sandbox',
      'start',
      '--state',
      join(folder, 'state'),
      '--port',
      '0',
      '--json',
    ]);
    const { endpoint } = JSON.parse(stdout) as { endpoint: string };
    env = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_PAGER: '',
      HOME: folder,
    };
  });
  afterAll(async () => {
    await platc(['sandbox', 'stop', '--state', join(folder, 'state')]);
    rmSync(folder, { recursive: true });
  });

  const cli = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(aws ?? '', [...args, '--output', 'json'], {
      env,
      cwd: folder,
    });
    return {
      code,
      stderr,
      answer: (stdout.trim() === '' ? {} : JSON.parse(stdout)) as Record<string, unknown>,
    };
  };
  const cfn = (...args: string[]) => cli('cloudformation', ...args);
  const ok = async (...args: string[]) => {
    const { code, stderr, answer } = await cfn(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return answer;
  };
  const stack = async () =>
    ((await ok('describe-stacks', '--stack-name', 'dozen'))['Stacks'] as Record<string, unknown>[])[0];

  it.concurrent('creates a change set, waits, executes, describes, updates and deletes a stack of a dozen other types', async () => {
    await ok('validate-template', '--template-body', `file://${template}`);
    const create = [
      'create-change-set',
      '--stack-name',
      'dozen',
      '--template-body',
      `file://${template}`,
      '--capabilities',
      'CAPABILITY_IAM',
    ];
    await ok(
      ...create,
      '--change-set-name',
      'first',
      '--change-set-type',
      'CREATE',
      '--tags',
      'Key=team,Value=test',
    );
    await ok('wait', 'change-set-create-complete', '--stack-name', 'dozen', '--change-set-name', 'first');
    const described = await ok('describe-change-set', '--stack-name', 'dozen', '--change-set-name', 'first');
    expect(described).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
    expect(described['Changes']).toHaveLength(14);
    await ok('execute-change-set', '--stack-name', 'dozen', '--change-set-name', 'first');
    await ok('wait', 'stack-create-complete', '--stack-name', 'dozen');

    expect(await stack()).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Tags: [{ Key: 'team', Value: 'test' }],
    });
    const { Outputs: outputs } = (await stack()) as { Outputs: { OutputKey: string; OutputValue: string }[] };
    const output = new Map(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    expect([...output.keys()].toSorted()).toEqual(['QueueUrl', 'TopicArn']);
    expect(output.get('TopicArn')).toMatch(/^arn:aws:sns:eu-central-1:000000000000:dozen-Topic-/);
    expect(output.get('QueueUrl')).toMatch(/^https:.*dozen-Queue-/);

    const unchanged = await cfn(...create, '--change-set-name', 'same');
    expect(unchanged.code).toBe(0);
    const waited = await cfn(
      'wait',
      'change-set-create-complete',
      '--stack-name',
      'dozen',
      '--change-set-name',
      'same',
    );
    expect(waited.code).toBe(255);
    expect(
      await ok('describe-change-set', '--stack-name', 'dozen', '--change-set-name', 'same'),
    ).toMatchObject({
      Status: 'FAILED',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });

    await ok(
      ...create,
      '--change-set-name',
      'second',
      '--parameters',
      'ParameterKey=Stage,ParameterValue=live',
      'ParameterKey=Retention,ParameterValue=30',
    );
    await ok('wait', 'change-set-create-complete', '--stack-name', 'dozen', '--change-set-name', 'second');
    const changes = (await ok('describe-change-set', '--stack-name', 'dozen', '--change-set-name', 'second'))[
      'Changes'
    ] as { ResourceChange: Record<string, unknown> }[];
    expect(
      Object.fromEntries(
        changes.map(({ ResourceChange: change }) => [change['LogicalResourceId'], change['Action']]),
      ),
    ).toEqual({ Alarm: 'Add', Logs: 'Modify', Table: 'Modify' });
    await ok('execute-change-set', '--stack-name', 'dozen', '--change-set-name', 'second');
    await ok('wait', 'stack-update-complete', '--stack-name', 'dozen');
    const resources = (await ok('list-stack-resources', '--stack-name', 'dozen'))[
      'StackResourceSummaries'
    ] as Record<string, unknown>[];
    expect(resources.map(({ ResourceStatus }) => ResourceStatus)).toEqual(
      expect.arrayContaining(['CREATE_COMPLETE', 'UPDATE_COMPLETE']),
    );
    expect(resources).toHaveLength(15);

    await ok('delete-stack', '--stack-name', 'dozen');
    await ok('wait', 'stack-delete-complete', '--stack-name', 'dozen');
    expect((await cfn('describe-stacks', '--stack-name', 'dozen')).stderr).toContain(
      '(ValidationError) when calling the DescribeStacks operation: Stack with id dozen does not exist',
    );
    const { StackSummaries: listed } = (await ok('list-stacks')) as {
      StackSummaries: { StackName: string; StackId: string }[];
    };
    const summaries = listed.filter(({ StackName }) => StackName === 'dozen');
    expect(summaries).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
    const events = (await ok('describe-stack-events', '--stack-name', summaries[0]?.StackId ?? ''))[
      'StackEvents'
    ] as Record<string, unknown>[];
    expect(events.find(({ LogicalResourceId }) => LogicalResourceId === 'Table')).toMatchObject({
      ResourceStatus: 'DELETE_SKIPPED',
    });
  });

  it.concurrent('refuses as CloudFormation does', async () => {
    const broken = (text: string) => {
      const file = join(folder, 'broken.yaml');
      writeFileSync(file, text);
      return `file://${file}`;
    };
    const unknownType = await cfn(
      'create-stack',
      '--stack-name',
      'x',
      '--template-body',
      broken('Resources: { A: { Type: AWS::No::Such } }'),
    );
    expect(unknownType.stderr).toContain(
      'Template format error: Unrecognized resource types: [AWS::No::Such]',
    );
    const noCapability = await cfn(
      'create-stack',
      '--stack-name',
      'x',
      '--template-body',
      `file://${template}`,
    );
    expect(noCapability.stderr).toContain(
      '(InsufficientCapabilitiesException) when calling the CreateStack operation: Requires capabilities : [CAPABILITY_IAM]',
    );
    const wrongValue = await cfn(
      'create-stack',
      '--stack-name',
      'x',
      '--capabilities',
      'CAPABILITY_IAM',
      '--template-body',
      `file://${template}`,
      '--parameters',
      'ParameterKey=Stage,ParameterValue=prod',
    );
    expect(wrongValue.stderr).toContain("Parameter 'Stage' must be one of AllowedValues");
    await ok(
      'create-stack',
      '--stack-name',
      'x',
      '--template-body',
      broken('Resources: { A: { Type: AWS::SQS::Queue, Properties: { Colour: red } } }'),
    );
    expect((await cfn('wait', 'stack-create-complete', '--stack-name', 'x')).code).toBe(255);
    const { StackEvents: events } = (await ok('describe-stack-events', '--stack-name', 'x')) as {
      StackEvents: Record<string, string>[];
    };
    expect(
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.['ResourceStatusReason'],
    ).toContain('Colour');
    expect((await ok('describe-stacks', '--stack-name', 'x'))['Stacks']).toMatchObject([
      { StackStatus: 'ROLLBACK_COMPLETE' },
    ]);
  });

  it.concurrent('deploys by `cloudformation deploy`: creates, finds nothing to change, updates, fails', async () => {
    const template = (name: object | string, more = {}) => ({
      Parameters: { Stage: { Type: 'String', Default: 'test' } },
      Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: name, ...more } } },
      Outputs: { Topic: { Value: { 'Fn::GetAtt': ['Topic', 'TopicName'] }, Export: { Name: 'topic' } } },
    });
    const deploy = (content: object, ...more: readonly string[]) => {
      writeFileSync(join(folder, 'mine.json'), JSON.stringify(content));
      const args = ['--stack-name', 'mine', '--template-file', 'mine.json', '--tags', 'team=test', ...more];
      return run(aws ?? '', ['cloudformation', 'deploy', ...args], { env, cwd: folder });
    };
    expect(await deploy(template('one'))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Successfully created/updated stack - mine'),
    });
    expect(await deploy(template('one'), '--no-fail-on-empty-changeset')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No changes to deploy. Stack mine is up to date'),
    });
    expect(await deploy(template('two', { Colour: 'red' }))).toMatchObject({
      code: 255,
      stderr: expect.stringContaining('Failed to create the changeset'),
    });
    const stage = await deploy(template({ Ref: 'Stage' }), '--parameter-overrides', 'Stage=live');
    expect(stage).toMatchObject({ code: 0 });
    const { Stacks: stacks } = await ok('describe-stacks', '--stack-name', 'mine');
    expect(stacks).toMatchObject([
      { StackStatus: 'UPDATE_COMPLETE', Parameters: [{ ParameterKey: 'Stage', ParameterValue: 'live' }] },
    ]);
  });

  it.concurrent('lists what stacks export, and who imports it', async () => {
    const stackOf = (name: string, content: object) => {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
      return ok('create-stack', '--stack-name', name, '--template-body', `file://${join(folder, name)}.json`);
    };
    const topic = (name: unknown) => ({
      Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: name } },
    });
    const { StackId: id } = await stackOf('exporter', {
      Resources: topic('one'),
      Outputs: { Name: { Value: 'shared value', Export: { Name: 'shared' } } },
    });
    await ok('wait', 'stack-create-complete', '--stack-name', 'exporter');
    await stackOf('importer', { Resources: topic({ 'Fn::ImportValue': 'shared' }) });
    await ok('wait', 'stack-create-complete', '--stack-name', 'importer');
    const { Exports: exports } = await ok('list-exports');
    expect(exports).toContainEqual({ ExportingStackId: id, Name: 'shared', Value: 'shared value' });
    expect(await ok('list-imports', '--export-name', 'shared')).toEqual({ Imports: ['importer'] });
    await ok('delete-stack', '--stack-name', 'exporter');
    const { StackEvents: events } = await ok('describe-stack-events', '--stack-name', 'exporter');
    expect(events).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          ResourceStatus: 'CREATE_COMPLETE',
          ResourceStatusReason: 'Export shared cannot be deleted as it is in use by importer',
        }),
      ]),
    );
  });

  it.concurrent('answers what it has not got with an error, never with silence', async () => {
    const { code, stderr } = await cli('dynamodb', 'list-tables');
    expect(code).not.toBe(0);
    expect(stderr).not.toBe('');
    const object = join(folder, 'object.txt');
    writeFileSync(object, 'content');
    expect(
      await cli(
        's3api',
        'create-bucket',
        '--bucket',
        'a-bucket',
        '--create-bucket-configuration',
        'LocationConstraint=eu-central-1',
      ),
    ).toMatchObject({ code: 0 });
    expect(
      await cli(
        's3api',
        'put-object',
        '--bucket',
        'a-bucket',
        '--key',
        'a/key with spaces',
        '--body',
        object,
      ),
    ).toMatchObject({ code: 0 });
    expect(
      await cli(
        's3api',
        'get-object',
        '--bucket',
        'a-bucket',
        '--key',
        'a/key with spaces',
        join(folder, 'back.txt'),
      ),
    ).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'back.txt'), 'utf8')).toBe('content');
  });
});

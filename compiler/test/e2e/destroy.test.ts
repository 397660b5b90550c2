/* destroy with and without logs and images, in one process with a sandbox whose clock goes on where the command waits. */
import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as destroy } from '../../src/commands/destroy.ts';
import { withKeptLogs } from '../../src/deploy/keep-logs.ts';
import { argumentsOf } from '../helpers/folder-host.ts';
import { sandboxProject, type SandboxProject } from '../helpers/sandbox-project.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

let project: SandboxProject;
let before: NodeJS.ProcessEnv;

beforeAll(async () => {
  project = await sandboxProject('eu-west-1');
  project.write('platform.yaml', {
    app: 'shop',
    region: 'eu-west-1',
    network: { nat: 'none' },
    services: { api: { build: './api' } },
  });
  project.write(
    'environments/test.yaml',
    'target: sandbox\nencryption: { kms: true }\nnetwork: { flowLogs: true }\n',
  );
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
  // Where what all environments share is, is told by AWS's own variables.
  before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: project.endpoint,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
  });
  const { code } = await project.json(deploy, { env: 'test', yes: true, push: true });
  if (code !== 0) throw new Error('the application could not be deployed');
});
afterAll(async () => {
  process.env = before;
  await project.close();
});
beforeEach(() => {
  project.out();
  project.err();
});

type Given = Parameters<typeof argumentsOf>[0];
const run = (given: Given) => destroy.run(project.host, argumentsOf({ confirm: 'DESTROY', ...given }));
const json = (given: Given) => project.json(destroy, { confirm: 'DESTROY', ...given });

const logs = () =>
  new CloudWatchLogsClient({
    region: 'eu-west-1',
    endpoint: project.endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });

async function logGroups(): Promise<readonly string[]> {
  const { logGroups: found } = await logs().send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: '/platc/' }),
  );
  return (found ?? []).flatMap(({ logGroupName }) => logGroupName ?? []).toSorted();
}

describe('destroy', () => {
  it('--keep-logs leaves the log groups and the key that encrypted them, and lists both', async () => {
    const all = await logGroups();
    expect(all).toContain('/platc/shop/test/api');
    expect(all.length).toBeGreaterThan(1);
    const tasks = project.runner.containers.length;
    const answer = await json({ env: 'test', 'keep-logs': true });
    expect(answer).toMatchObject({
      code: 0,
      stacks: [
        { name: 'shop-test-api', status: 'DELETE_COMPLETE' },
        { name: 'shop-test-platform', status: 'DELETE_COMPLETE' },
        { name: 'shop-test-network', status: 'DELETE_COMPLETE' },
      ],
      remaining: ['shop-registry-api', 'shop-common'],
    });
    const { retained } = answer as { retained: readonly { type: string; physicalId: string }[] };
    const of = (type: string) =>
      retained.filter((one) => one.type === type).map(({ physicalId }) => physicalId);
    expect(of('AWS::Logs::LogGroup').toSorted()).toEqual(all);
    expect(of('AWS::KMS::Key')).toHaveLength(1);
    expect(await logGroups()).toEqual(all);
    // To keep the logs is no new release.
    expect(project.runner.containers).toHaveLength(tasks);
  });

  it('of what is shared --keep-images leaves the repositories, and says so', async () => {
    const images = async () =>
      (await (await project.aws().ecr()).describeImages({ repositoryName: 'shop/api' })).imageDetails?.length;
    const count = await images();
    expect(count).toBeGreaterThan(0);
    expect(await run({ env: 'common', 'keep-images': true })).toBe(0);
    const text = project.out();
    expect(text).toContain('Their templates and release records are deleted with them.');
    expect(text).toContain('✓ common: 1 stack deleted\n  Still there, with its images: shop-registry-api\n');
    expect(text).toMatch(
      /shop-common {2}ArtifactsBucket \(AWS::S3::Bucket\) {2}(\S+)\n {4}empty: aws s3 rb s3:\/\/\1\n/,
    );
    expect(await images()).toBe(count);

    expect(await json({ env: 'common' })).toMatchObject({
      code: 0,
      stacks: [{ name: 'shop-registry-api', status: 'DELETE_COMPLETE' }],
      remaining: [],
    });
    await expect(images()).rejects.toMatchObject({ code: 'RepositoryNotFoundException' });
  });

  it('without either leaves nothing that can be deleted', async () => {
    for (const logGroupName of await logGroups())
      await logs().send(new DeleteLogGroupCommand({ logGroupName }));
    expect(await project.json(deploy, { env: 'test', yes: true, push: true })).toMatchObject({ code: 0 });
    expect(await run({ env: 'test' })).toBe(0);
    expect(project.out()).toMatch(
      /Their logs are deleted with them\.[\s\S]*Key \(AWS::KMS::Key\) {2}(\S+)\n {4}what it encrypted can be read while it is there, and it costs: aws kms schedule-key-deletion --key-id \1\n/,
    );
    expect(await logGroups()).toEqual([]);
  });
});

describe('a template whose logs are kept', () => {
  const group = (more = '') =>
    `Resources:\n  Log:\n    Type: AWS::Logs::LogGroup\n${more}    Properties: {}\n`;

  it('has the policy once, and is left alone where it has it, or has no log group', () => {
    const kept = group(
      '    DeletionPolicy: Retain\n    Metadata:\n      platc: kept when its stack is deleted\n',
    );
    expect(withKeptLogs(group())).toBe(kept);
    expect(withKeptLogs(group('    DeletionPolicy: Delete\n'))).toBe(kept);
    expect(withKeptLogs(kept)).toBeUndefined();
    expect(withKeptLogs('{"Resources":{}}')).toBeUndefined();
  });
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployedProject, type DeployedProject } from '../helpers/deployed-project.ts';
import { awsCli2, pythonTool } from '../helpers/python-tools.ts';
import { run } from '../helpers/run.ts';

const aws = pythonTool('aws');
const aws2 = await awsCli2();
const api = 'demo-app-local-api';
const logGroup = '/platc/demo-app/local/api';

/** The AWS CLI, which nobody here wrote, beside the deployed service of this repository. */
describe.skipIf(aws === undefined)('the AWS CLI on a deployed service', { timeout: 120_000 }, () => {
  let project: DeployedProject;
  let cluster: string;
  let service: string;
  beforeAll(async () => {
    project = await deployedProject();
    cluster = (await json('ecs', 'list-clusters')).clusterArns[0];
    service = (await json('ecs', 'list-services', '--cluster', cluster)).serviceArns[0];
  }, 120_000);
  afterAll(() => project.remove(), 60_000);

  const cli = (...args: readonly string[]) => run(aws ?? '', args, { env: project.env, cwd: project.folder });
  const text = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await cli(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- a test knows what it asked for
  const json = async (...args: readonly string[]): Promise<any> =>
    JSON.parse(await text(...args, '--output', 'json'));
  it('describes the service, its events and its tasks, and finds it stable', async () => {
    const { services, failures } = await json(
      'ecs',
      'describe-services',
      '--cluster',
      cluster,
      '--services',
      service,
      'nobody',
    );
    expect(failures).toEqual([{ arn: expect.stringMatching(/service\/.*nobody$/), reason: 'MISSING' }]);
    expect(services).toMatchObject([
      {
        status: 'ACTIVE',
        desiredCount: 1,
        runningCount: 1,
        pendingCount: 0,
        deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', failedTasks: 0 }],
      },
    ]);
    expect(services[0].events[0].message).toMatch(/has reached a steady state\.$/);
    await text('ecs', 'wait', 'services-stable', '--cluster', cluster, '--services', service);
    const { taskArns } = await json('ecs', 'list-tasks', '--cluster', cluster);
    const { tasks } = await json('ecs', 'describe-tasks', '--cluster', cluster, '--tasks', ...taskArns);
    expect(tasks).toMatchObject([{ lastStatus: 'RUNNING', healthStatus: 'HEALTHY', launchType: 'FARGATE' }]);
  });

  it('finds its targets healthy behind the load balancer', async () => {
    const { TargetGroups: groups } = await json('elbv2', 'describe-target-groups');
    const [{ TargetGroupArn: arn }] = groups;
    await text('elbv2', 'wait', 'target-in-service', '--target-group-arn', arn);
    const { TargetHealthDescriptions: health } = await json(
      'elbv2',
      'describe-target-health',
      '--target-group-arn',
      arn,
    );
    expect(health).toMatchObject([{ TargetHealth: { State: 'healthy' }, Target: { Id: '127.0.0.1' } }]);
    const { LoadBalancers: balancers } = await json('elbv2', 'describe-load-balancers');
    expect(`http://${balancers[0].DNSName}`).toBe(project.url);
    expect(balancers[0].State).toEqual({ Code: 'active' });
  });

  it('tells the events of its stack, newest first, in pages, and what is exported', async () => {
    const { StackEvents: events } = await json(
      'cloudformation',
      'describe-stack-events',
      '--stack-name',
      api,
    );
    expect(events[0]).toMatchObject({ LogicalResourceId: api, ResourceStatus: 'CREATE_COMPLETE' });
    expect(events.at(-1)).toMatchObject({ ResourceStatus: 'REVIEW_IN_PROGRESS' });
    const times = events.map(({ Timestamp }: { Timestamp: string }) => Date.parse(Timestamp));
    expect(times).toEqual(times.toSorted((a: number, b: number) => b - a));
    const first = await json(
      'cloudformation',
      'describe-stack-events',
      '--stack-name',
      api,
      '--max-items',
      '3',
    );
    expect(first.StackEvents).toEqual(events.slice(0, 3));
    expect(first.NextToken).toBeDefined();
    // platc joins stacks by parameters: nothing is exported.
    expect(await json('cloudformation', 'list-exports')).toEqual({ Exports: [] });
  });

  it('lists and fetches what platc stored, and stores what it is given', async () => {
    const bucket = (await text('s3', 'ls')).trim().split(' ').at(-1) ?? '';
    expect(bucket).toMatch(/^demo-app-common-artifacts/);
    const listed = await text('s3', 'ls', '--recursive', `s3://${bucket}`);
    expect(listed).toMatch(/ \d+ releases\/local\/api\/000001\.json\n/);
    expect(listed).toMatch(/ \d+ releases\/local\/api\/templates\/[0-9a-f]{64}\.yaml\n/);
    const release = JSON.parse(await text('s3', 'cp', `s3://${bucket}/releases/local/api/000001.json`, '-'));
    expect(release).toMatchObject({ release: 1, service: 'api', result: 'succeeded' });
    await text('s3', 'cp', '--recursive', '--no-progress', `s3://${bucket}/releases`, 'down');
    const fetched = readFileSync(join(project.folder, 'down/local/api/000001.json'), 'utf8');
    expect(JSON.parse(fetched)).toEqual(release);
    mkdirSync(join(project.folder, 'up/ümläut & co'), { recursive: true });
    writeFileSync(join(project.folder, 'up/ümläut & co/file.txt'), 'content');
    await text('s3', 'sync', '--no-progress', 'up', `s3://${bucket}/mine`);
    expect(await text('s3', 'cp', `s3://${bucket}/mine/ümläut & co/file.txt`, '-')).toBe('content');
    await text('s3', 'rm', '--recursive', `s3://${bucket}/mine`);
    expect((await cli('s3', 'ls', `s3://${bucket}/mine`)).code).toBe(1);
  });

  it('describes the image that was pushed', async () => {
    const { imageDetails } = await json('ecr', 'describe-images', '--repository-name', 'demo-app/api');
    expect(imageDetails).toMatchObject([
      {
        imageDigest: expect.stringMatching(/^sha256:/),
        imageTags: expect.arrayContaining(['deployed-local-1']),
      },
    ]);
    const { taskDefinition } = await json('ecs', 'describe-task-definition', '--task-definition', `${api}:1`);
    expect(taskDefinition.containerDefinitions[0].image).toMatch(
      new RegExp(`@${imageDetails[0].imageDigest}$`),
    );
  });

  const request = (id: string) => fetch(`${project.url}/api/hello`, { headers: { 'x-request-id': id } });

  it('reads the log of the service', async () => {
    await request('read-one');
    const { events } = await json('logs', 'filter-log-events', '--log-group-name', logGroup);
    expect(JSON.parse(events[0].message)).toMatchObject({ level: 'info', environment: 'local' });
    const pattern = ['--filter-pattern', '"read-one"'];
    const found = await json('logs', 'filter-log-events', '--log-group-name', logGroup, ...pattern);
    expect(found.events).toMatchObject([{ message: expect.stringContaining('"/api/hello"') }]);
  });

  describe.skipIf(aws2 === undefined)('in its version 2', () => {
    const tail = (...args: readonly string[]) =>
      run(aws2 ?? '', ['logs', 'tail', logGroup, ...args], { env: project.env, cwd: project.folder });

    it('tails the log: since when, in which format, of what', async () => {
      await request('tail-zero');
      const { code, stdout, stderr } = await tail('--since', '1h');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^\S+ api\/api\/[0-9a-f]{32} \{"level":"info",/);
      const short = await tail('--since', '1h', '--format', 'short', '--filter-pattern', '"tail-zero"');
      expect(short.stdout).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d \{.*tail-zero.*\}\n$/);
      const future = new Date(Date.now() + 60_000).toISOString();
      expect(await tail('--since', future)).toMatchObject({ code: 0, stdout: '' });
    });

    it('follows the log: each event once, as it comes, until it is ended', async () => {
      await request('tail-one');
      let asked = false;
      const { stdout } = await run(
        aws2 ?? '',
        [
          'logs',
          'tail',
          logGroup,
          '--since',
          '1m',
          '--follow',
          '--filter-pattern',
          '?"tail-one" ?"tail-two"',
        ],
        {
          env: project.env,
          cwd: project.folder,
          watch(output, kill) {
            if (output.includes('tail-two')) kill('SIGINT');
            else if (output.includes('tail-one') && !asked) {
              asked = true;
              void request('tail-two');
            }
          },
        },
      );
      expect(stdout.match(/tail-(one|two)/g)).toEqual(['tail-one', 'tail-two']);
    });

    it('asks as version 1 does', async () => {
      const { code } = await run(
        aws2 ?? '',
        ['ecs', 'wait', 'services-stable', '--cluster', cluster, '--services', service],
        { env: project.env, cwd: project.folder },
      );
      expect(code).toBe(0);
    });
  });
});

/*
 * Releases that go wrong in each way there is, and deploys that are interrupted, in one process with a sandbox whose clock goes on
 * where a command waits; containers are scripted. One application is deployed once, and each test leaves it running.
 */
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStackEventsCommand,
} from '@aws-sdk/client-cloudformation';
import { ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { command as deploy } from '../../src/commands/deploy.ts';
import type { Host } from '../../src/host/host.ts';
import { Interruption } from '../../src/host/node-host.ts';
import type { FakeContainer } from '../../src/sandbox/runner/fake-runner.ts';
import { argumentsOf } from '../helpers/folder-host.ts';
import { sandboxProject, type Happening, type SandboxProject } from '../helpers/sandbox-project.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const happening: Happening = {};
let project: SandboxProject;
let version = 1;

/** @param health of the load balancer's checks; @param timeout of a rollout */
function describeApplication(health: object = {}, timeout = '15m'): void {
  const checks = { interval: '5s', timeout: '2s', unhealthyThreshold: 2, gracePeriod: '0s', ...health };
  const api = { build: './api', scaling: { min: 2, max: 2 }, deployment: { timeout }, health: checks };
  project.write('platform.yaml', {
    app: 'shop',
    region: 'eu-west-1',
    network: { nat: 'none' },
    services: { api },
  });
}

function nextVersion(): void {
  version += 1;
  project.write('api/server.js', `// version ${version}\n`);
}

beforeAll(async () => {
  project = await sandboxProject('eu-west-1', happening);
  describeApplication();
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('environments/other.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
  const { code } = await project.json(deploy, { env: 'test', yes: true, push: true });
  if (code !== 0) throw new Error('the application could not be deployed');
});
afterAll(() => project.close());

beforeEach(() => {
  for (const name of ['start', 'health', 'fault', 'sleep'] as const) delete happening[name];
  describeApplication();
  project.calls.length = 0;
  project.out();
  project.err();
});

type Given = Parameters<typeof argumentsOf>[0];
const counted = (operation: string) => project.calls.filter((call) => call === operation).length;
const shipped = (given: Given = {}, host: Host = project.host) =>
  deploy.run(host, argumentsOf({ env: 'test', yes: true, push: true, ...given }));
const json = (given: Given = {}) => project.json(deploy, { env: 'test', yes: true, push: true, ...given });
const clientOptions = () => ({
  region: 'eu-west-1',
  endpoint: project.endpoint,
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});

async function service() {
  const arn = (await project.resources('shop-test-api')).get('Service')?.id ?? '';
  const [, cluster = ''] = /service\/([^/]+)\//.exec(arn) ?? [];
  const ecs = await project.aws().ecs();
  const { services } = await ecs.describeServices({ cluster, services: [arn] });
  return { ecs, cluster, arn, now: services?.[0] };
}

/** The release before still runs, whole. */
async function stillServed(taskDefinition: string | undefined): Promise<void> {
  const { now } = await service();
  expect(now).toMatchObject({
    taskDefinition,
    runningCount: 2,
    deployments: [{ rolloutState: 'COMPLETED' }],
  });
}

/** Tasks of images that do not run yet answer their checks so. */
function newImagesAnswer(status: number): void {
  const imageOf = (container: FakeContainer) => JSON.stringify(container.spec.image);
  const known = new Set(project.runner.containers.map(imageOf));
  happening.health = ({ port }) => {
    const container = project.runner.containers.find((candidate) => candidate.port === port);
    return container && !known.has(imageOf(container)) ? status : 200;
  };
}

describe('a release', () => {
  it('whose tasks crash is rolled back after as many tries as the circuit breaker allows: the cause first', async () => {
    const before = (await service()).now?.taskDefinition;
    nextVersion();
    happening.start = (container) => {
      container.events.started(container.port);
      container.events.line("Error: Cannot find module '/app/dist/server.js'", 'stderr');
      container.events.exited(1, null);
    };
    expect(await shipped()).toBe(3);
    const text = project.err();
    const order = [
      '✗ shop-test-api failed, and was rolled back',
      'Cause',
      'Cannot find module',
      'AWS',
      'Image',
      'Usual',
      'Now',
      'Next',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    expect(text).toContain('Users were served all the time.');
    // Half of two tasks are one: at least three: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
    expect(text).toMatch(
      /exits with code 1, right after its start \((\d of 3 tries|\d tries; ECS gives up after 3)\)/,
    );
    expect(text).toMatch(/Now {5}stack shop-test-api is UPDATE_ROLLBACK_COMPLETE on release 1\n/);
    await stillServed(before);
  });

  it('that never becomes healthy is rolled back likewise', async () => {
    const before = (await service()).now?.taskDefinition;
    nextVersion();
    newImagesAnswer(503);
    expect(await shipped()).toBe(3);
    const text = project.err();
    expect(text).toMatch(
      /Cause {3}the new tasks start, but do not become healthy \(\d .*tries.*\): Task failed ELB health checks in \(target-group shop-test-api-[^:]+\): Health checks failed with these codes: \[503\]\n/,
    );
    expect(text).toMatch(/Usual {3}it starts, but what it depends on is not there/);
    expect(text).toContain('Users were served all the time.');
    await stillServed(before);
  });

  it('whose image is deleted before its tasks start is rolled back likewise', async () => {
    const { ecs, now } = await service();
    const before = now?.taskDefinition;
    const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: before });
    const image = taskDefinition?.containerDefinitions?.[0]?.image;
    nextVersion();
    let deleted = false;
    happening.sleep = async () => {
      if (deleted || counted('ExecuteChangeSet') === 0) return;
      deleted = true;
      const ecr = await project.aws().ecr();
      const { imageDetails = [] } = await ecr.describeImages({ repositoryName: 'shop/api' });
      const imageIds = imageDetails
        .filter(({ imageDigest = '' }) => !image?.endsWith(imageDigest))
        .map(({ imageDigest }) => ({ imageDigest }));
      await ecr.batchDeleteImage({ repositoryName: 'shop/api', imageIds });
    };
    expect(await shipped()).toBe(3);
    expect(project.err()).toMatch(/Cause {3}CannotPullContainerError/);
    await stillServed(before);
  });

  it('of an image that there is not begins nothing', async () => {
    const image = `api=000000000000.dkr.ecr.eu-west-1.amazonaws.com/shop/api@sha256:${'0'.repeat(64)}`;
    await expect(shipped({ push: [], image: [image] })).rejects.toMatchObject({ exitCode: 4 });
    expect(counted('CreateChangeSet')).toBe(0);
  });

  it('that takes longer than deployment.timeout is cancelled and rolled back', async () => {
    const before = (await service()).now?.taskDefinition;
    // The time limit itself is no change of the stack.
    describeApplication({ gracePeriod: '2h' }, '2m');
    nextVersion();
    newImagesAnswer(503);
    const began = project.clock.now();
    const answer = await json();
    expect(answer).toMatchObject({ code: 3, releases: [{ service: 'api', result: 'failed' }] });
    expect(JSON.stringify(answer)).toContain('the new tasks were not healthy within 2 minutes');
    expect((project.clock.now() - began) / 60_000).toBeLessThan(6);
    expect(counted('CancelUpdateStack')).toBe(1);
    await stillServed(before);
  });

  it('that ECS took back behind a green stack is exit 3', async () => {
    nextVersion();
    expect(await json()).toMatchObject({ code: 0 });
    const { ecs, cluster, arn, now } = await service();
    const { taskDefinition: planned } = await ecs.describeTaskDefinition({
      taskDefinition: now?.taskDefinition,
    });
    const { family, containerDefinitions, executionRoleArn, networkMode, cpu, memory } = planned ?? {};
    const { taskDefinition: other } = await new ECSClient(clientOptions()).send(
      new RegisterTaskDefinitionCommand({
        family,
        containerDefinitions,
        executionRoleArn,
        networkMode,
        cpu,
        memory,
        requiresCompatibilities: ['FARGATE'],
      }),
    );
    await ecs.updateService({ cluster, service: arn, taskDefinition: other?.taskDefinitionArn });
    await project.clock.advance(120_000);
    expect(await shipped({ push: [] })).toBe(3);
    expect(project.err()).toContain(
      `ECS went back to ${family}:${other?.revision} from ${family}:${planned?.revision}`,
    );
  });
});

describe('Ctrl-C', () => {
  it('at any moment is 130, and the same command goes on: nothing runs twice', async () => {
    nextVersion();
    const codes: unknown[] = [];
    const executed: number[] = [];
    const said: string[] = [];
    for (let moment = 1; moment < 1000; moment *= 2) {
      const stop = new AbortController();
      let sleeps = 0;
      happening.sleep = () => {
        sleeps += 1;
        if (sleeps === moment) stop.abort(new Interruption('SIGINT', 130));
      };
      const host: Host = {
        ...project.host,
        interrupted: stop.signal,
        async sleep(ms) {
          await project.host.sleep(ms);
          stop.signal.throwIfAborted();
        },
      };
      project.calls.length = 0;
      const code = await shipped({}, host).catch((error: { exitCode?: number }) => error.exitCode ?? error);
      codes.push(code);
      executed.push(counted('ExecuteChangeSet'));
      if (code !== 130) break;
      said.push(project.err());
    }
    expect(codes.length).toBeGreaterThan(3);
    // While it still plans, nothing goes on at AWS, and there is nothing to say.
    expect(said.at(-1)).toMatch(/Stopped watching\. At AWS this goes on: |Nothing is under way at AWS/);
    expect(codes.at(-1)).toBe(0);
    expect(codes.slice(0, -1).every((code) => code === 130)).toBe(true);
    expect(executed.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

describe('a stack that somebody else left', () => {
  const templates = {
    works: { Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: {} } } },
    fails: {
      Resources: {
        Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: 'nobody', TaskDefinition: 'none:1' } },
      },
    },
  };

  it('in REVIEW_IN_PROGRESS or ROLLBACK_COMPLETE is mended, and the deploy goes on', async () => {
    const cloudFormation = new CloudFormationClient(clientOptions());
    await cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'shop-other-network',
        ChangeSetName: 'mine',
        ChangeSetType: 'CREATE',
        TemplateBody: JSON.stringify(templates.works),
      }),
    );
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'shop-other-platform',
        TemplateBody: JSON.stringify(templates.fails),
      }),
    );
    await project.clock.advance(60_000);
    const path = async (stack: string) => {
      const { StackEvents = [] } = await cloudFormation.send(
        new DescribeStackEventsCommand({ StackName: stack }),
      );
      return StackEvents.toReversed().flatMap(({ LogicalResourceId, ResourceStatus }) =>
        LogicalResourceId === stack ? [ResourceStatus] : [],
      );
    };
    expect((await path('shop-other-platform')).at(-1)).toBe('ROLLBACK_COMPLETE');
    expect((await path('shop-other-network')).at(-1)).toBe('REVIEW_IN_PROGRESS');
    expect(await json({ env: 'other' })).toMatchObject({
      code: 0,
      stacks: [
        { name: 'shop-other-network', status: 'CREATE_COMPLETE' },
        { name: 'shop-other-platform', status: 'CREATE_COMPLETE' },
        { name: 'shop-other-api', status: 'CREATE_COMPLETE' },
      ],
    });
    expect(project.err()).toContain(
      'ROLLBACK_COMPLETE: its creation failed earlier, deleting what is left of it',
    );
    expect(await path('shop-other-network')).toEqual([
      'REVIEW_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
      'CREATE_COMPLETE',
    ]);
  });
});

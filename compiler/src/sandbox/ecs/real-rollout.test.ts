import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import type { SandboxContext } from '../context.ts';
import { elbv2Behaviours } from '../elbv2/behaviours.ts';
import { LoadBalancing } from '../elbv2/load-balancing.ts';
import type { Properties, Settling } from '../resource-behaviour.ts';
import { startTime } from '../runner/process-record.ts';
import { ProcessRunner } from '../runner/process-runner.ts';
import { snapshotFolder, writeImageSnapshot } from '../runner/image-snapshot.ts';
import { MemoryStore } from '../store.ts';
import { ecsBehaviours } from './behaviours.ts';
import { Ecs } from './ecs.ts';

/*
 * The whole road with nothing faked: snapshots, processes, health checks and the proxy, on the real clock. A buggy
 * scheduler or proxy drops requests while one version takes over from another, or leaves processes behind.
 */

const app = (version: string): string => `
const http = require('node:http');
const server = http.createServer((request, response) => {
  // Answers take a moment, so that there are always some under way.
  setTimeout(() => response.end('${version}'), 5);
});
server.keepAliveTimeout = 65_000;
server.listen(process.env.PORT, process.env.HOST, () => console.log('${version} listens'));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;
const BROKEN = "console.error('Cannot find module'); process.exit(1);";
const HEALTHY_V1 = app('v1');
const HEALTHY_V2 = app('v2');

let stateDir: string;
let loadBalancing: LoadBalancing;
let ecs: Ecs;
let runner: ProcessRunner;
let context: SandboxContext;
const logs: string[] = [];
const effects: string[] = [];
let service: string;
let serviceProperties: Properties;
let port: number;

function resource(type: string, properties: Properties, name = type) {
  const names = { stackName: 'stack', stackId: 'arn', logicalId: type, type, generatedName: name.slice(-20) };
  return { ...names, region: 'us-east-1', properties, tags: {} };
}

function behaviour(type: string) {
  const all = [...elbv2Behaviours({ context, loadBalancing }), ...ecsBehaviours({ ecs })];
  const found = all.find((candidate) => candidate.type === type);
  if (!found) throw new Error(type);
  return found;
}

function create(type: string, properties: Properties, name?: string): string {
  return behaviour(type).create(resource(type, properties, name)).physicalId;
}

async function settle(
  type: string,
  physicalId: string,
  operation: 'create' | 'update' | 'delete',
): Promise<Settling> {
  for (;;) {
    const settling = behaviour(type).settled?.({ ...resource(type, {}), physicalId }, operation) ?? 'done';
    if (settling !== 'pending') return settling;
    // oxlint-disable-next-line no-await-in-loop -- as the engine asks again
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function taskDefinition(script: string, version: string): Promise<string> {
  const config = { workingDir: '/app', env: {}, entrypoint: [], cmd: ['node', 'app.cjs'] };
  const { digest } = await writeImageSnapshot(stateDir, config, [{ path: 'app/app.cjs', content: script }]);
  const ContainerDefinitions = [
    {
      Name: 'app',
      Image: `registry/app@${digest}`,
      PortMappings: [{ ContainerPort: 8080 }],
      LogConfiguration: {
        LogDriver: 'awslogs',
        Options: { 'awslogs-group': '/app', 'awslogs-stream-prefix': 'ecs' },
      },
    },
  ];
  const properties = { Family: 'app', NetworkMode: 'awsvpc', ContainerDefinitions };
  return create('AWS::ECS::TaskDefinition', properties, version);
}

async function deploy(script: string, version: string): Promise<Settling> {
  const before = serviceProperties;
  serviceProperties = { ...before, TaskDefinition: await taskDefinition(script, version) };
  const request = resource('AWS::ECS::Service', serviceProperties);
  behaviour('AWS::ECS::Service').update({ ...request, physicalId: service }, before);
  return settle('AWS::ECS::Service', service, 'update');
}

/** Sends requests without a pause, eight at a time, until stopped; counts the answers. */
function traffic(): { stop(): Promise<ReadonlyMap<string, number>> } {
  const answers = new Map<string, number>();
  const agent = new Agent({ keepAlive: true });
  const clients = { going: true };
  const ask = () =>
    new Promise<string>((resolve) => {
      const request = get({ host: 'localhost', port, agent, path: '/api' }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.once('end', () => resolve(response.statusCode === 200 ? body : String(response.statusCode)));
        response.once('error', (error) => resolve(error.message));
      });
      request.once('error', (error) => resolve(error.message));
    });
  const client = async () => {
    while (clients.going) {
      // oxlint-disable-next-line no-await-in-loop -- a client sends one request after the other
      const answer = await ask();
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  };
  const all = Array.from({ length: 8 }, client);
  return {
    async stop() {
      clients.going = false;
      await Promise.all(all);
      agent.destroy();
      return answers;
    },
  };
}

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'platc-rollout-'));
  let random = 0;
  context = {
    clock: systemClock,
    store: new MemoryStore(),
    accountId: '000000000000',
    partition: 'aws',
    stateDir,
    effect: (kind) => void effects.push(kind),
    randomHex: (length) => (random += 1).toString(16).padStart(length, '0'),
  };
  runner = new ProcessRunner(stateDir, systemClock);
  loadBalancing = new LoadBalancing(context);
  ecs = new Ecs({
    context,
    runner,
    loadBalancing,
    findImage: (uri) => {
      const digest = uri.split('@')[1] ?? '';
      return { digest, region: 'eu-west-1', repository: 'app', folder: snapshotFolder(stateDir, digest) };
    },
    appendLogEvents: (_destination, events) => {
      logs.push(...events.map(({ message }) => message));
      return true;
    },
  });
  const LoadBalancerArn = create('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['subnet-a'] });
  const TargetGroupArn = create('AWS::ElasticLoadBalancingV2::TargetGroup', {
    Port: 80,
    TargetType: 'ip',
    HealthCheckIntervalSeconds: 2,
    HealthCheckTimeoutSeconds: 1,
    UnhealthyThresholdCount: 5,
    TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '1' }],
  });
  const listener = create('AWS::ElasticLoadBalancingV2::Listener', {
    LoadBalancerArn,
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  });
  await settle('AWS::ElasticLoadBalancingV2::Listener', listener, 'create');
  port = loadBalancing.tables.loadBalancers.get(LoadBalancerArn)?.httpPort ?? 0;
  create('AWS::ECS::Cluster', { ClusterName: 'c' });
  serviceProperties = {
    Cluster: 'c',
    ServiceName: 's',
    DesiredCount: 2,
    TaskDefinition: await taskDefinition(HEALTHY_V1, 'v1'),
    NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-a'] } },
    DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    LoadBalancers: [{ TargetGroupArn, ContainerName: 'app', ContainerPort: 8080 }],
  };
  service = create('AWS::ECS::Service', serviceProperties);
});

afterAll(async () => {
  ecs.scheduler.close();
  await runner.close();
  await loadBalancing.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

describe('a service that really runs', () => {
  it('settles when its tasks are healthy behind the load balancer', async () => {
    expect(await settle('AWS::ECS::Service', service, 'create')).toBe('done');
  });

  it('rolls to the next version under requests without losing one', async () => {
    const clients = traffic();
    expect(await deploy(HEALTHY_V2, 'v2')).toBe('done');
    const answers = await clients.stop();
    expect([...answers.keys()].toSorted()).toEqual(['v1', 'v2']);
    expect(runner.pids).toHaveLength(2);
    expect(logs).toContain('v2 listens');
  });

  it('goes back from a broken version without losing one either', async () => {
    const clients = traffic();
    expect(await deploy(BROKEN, 'v3')).toEqual({
      failed: "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
    });
    const answers = await clients.stop();
    expect([...answers.keys()]).toEqual(['v2']);
    expect(logs).toContain('Cannot find module');
    expect(effects).toContain('deployment-rolling-back');
  });

  it('leaves no process behind when it is deleted', async () => {
    const { pids } = runner;
    behaviour('AWS::ECS::Service').remove({ ...resource('AWS::ECS::Service', {}), physicalId: service });
    expect(await settle('AWS::ECS::Service', service, 'delete')).toBe('done');
    expect(pids.map(startTime)).toEqual([undefined, undefined]);
    expect(readdirSync(join(stateDir, 'processes'))).toEqual([]);
  });
});

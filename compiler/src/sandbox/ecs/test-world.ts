import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Service } from '@aws-sdk/client-ecs';
import type { SandboxContext } from '../context.ts';
import { elbv2Behaviours } from '../elbv2/behaviours.ts';
import { LoadBalancing } from '../elbv2/load-balancing.ts';
import type { Probe } from '../elbv2/prober.ts';
import type {
  CreatedResource,
  ExistingResource,
  Properties,
  ResourceBehaviour,
  Settling,
} from '../resource-behaviour.ts';
import { FakeRunner } from '../runner/fake-runner.ts';
import type { FakeScript } from '../runner/fake-runner.ts';
import { formatImageManifest } from '../runner/image-manifest.ts';
import type { TaskRunner } from '../runner/task-runner.ts';
import { MemoryStore } from '../store.ts';
import { TestClock } from '../test-clock.ts';
import { ecsBehaviours } from './behaviours.ts';
import { Ecs } from './ecs.ts';
import { ecsService } from './service.ts';

const REGION = 'us-east-1';
const REQUEST = { region: REGION, requestId: 'r', endpoint: 'http://127.0.0.1:4566' };

export interface WorldOptions {
  readonly script?: FakeScript;
  readonly runner?: TaskRunner;
  readonly store?: MemoryStore;
  readonly clock?: TestClock;
  /** Status of a health check; undefined where nothing answers. Default: 200. */
  readonly probe?: (probe: Probe) => number | undefined;
}

/** ECS and load balancing over a store and a clock that the test holds, with containers that the test scripts. */
export class World {
  readonly clock: TestClock;
  readonly store: MemoryStore;
  readonly runner: FakeRunner;
  readonly effects: { readonly kind: string; readonly detail: Readonly<Record<string, unknown>> }[] = [];
  readonly logs = new Map<string, string[]>();
  readonly logGroups = new Set(['/app']);
  readonly context: SandboxContext;
  readonly loadBalancing: LoadBalancing;
  readonly ecs: Ecs;
  readonly operations: ReturnType<typeof ecsService>['operations'];
  /** Images that can be found; a test takes one out or puts one in. */
  readonly images = new Set(['app:v1', 'app:v2']);
  readonly stateDir = mkdtempSync(join(tmpdir(), 'platc-ecs-'));
  readonly #behaviours: readonly ResourceBehaviour[];
  #random = 0;

  constructor({ script, runner, store, clock, probe }: WorldOptions = {}) {
    this.clock = clock ?? new TestClock();
    this.store = store ?? new MemoryStore();
    this.runner = new FakeRunner(script);
    const image = join(this.stateDir, 'image');
    mkdirSync(join(image, 'rootfs'), { recursive: true });
    const config = { workingDir: '/', env: {}, entrypoint: [], cmd: ['node', 'app.js'] };
    writeFileSync(join(image, 'image.json'), formatImageManifest(config));
    this.context = {
      clock: this.clock,
      store: this.store,
      accountId: '000000000000',
      partition: 'aws',
      stateDir: this.stateDir,
      effect: (kind, detail) => void this.effects.push({ kind, detail }),
      randomHex: (length) => (this.#random += 1).toString(16).padStart(length, '0'),
    };
    // Ports are only written down: no test here opens one.
    let port = 8079;
    this.loadBalancing = new LoadBalancing(this.context, {
      findPort: () => (port += 1),
      listen: false,
      prober: (target, answer) => {
        answer(probe ? probe(target) : 200);
        return () => undefined;
      },
    });
    this.ecs = new Ecs({
      context: this.context,
      loadBalancing: this.loadBalancing,
      runner: runner ?? this.runner,
      findImage: (uri) =>
        this.images.has(uri)
          ? { digest: 'sha256:0', region: 'eu-west-1', repository: 'app', folder: image }
          : undefined,
      appendLogEvents: ({ logGroupName, logStreamName, createGroup }, events) => {
        if (createGroup) this.logGroups.add(logGroupName);
        if (!this.logGroups.has(logGroupName)) return false;
        const lines = this.logs.get(logStreamName) ?? [];
        this.logs.set(logStreamName, [...lines, ...events.map(({ message }) => message)]);
        return true;
      },
      resolveSecret: (valueFrom) => `value of ${valueFrom}`,
      findSubnet: (id) => ({ availabilityZone: `us-east-1${id.at(-1)}`, vpcId: 'vpc-1' }),
    });
    this.operations = ecsService({ ecs: this.ecs }).operations;
    const { context, loadBalancing, ecs } = this;
    this.#behaviours = [...elbv2Behaviours({ context, loadBalancing }), ...ecsBehaviours({ ecs })];
  }

  create(
    type: string,
    logicalId: string,
    properties: Properties,
    generatedName = `stack-${logicalId}-X`,
  ): CreatedResource {
    return this.behaviour(type).create({ ...this.#request(type, logicalId, properties), generatedName });
  }

  update(type: string, logicalId: string, physicalId: string, properties: Properties, previous: Properties) {
    return this.behaviour(type).update(
      { ...this.#request(type, logicalId, properties), physicalId },
      previous,
    );
  }

  existing(type: string, logicalId: string, physicalId: string): ExistingResource {
    return { ...this.#request(type, logicalId, {}), physicalId };
  }

  behaviour(type: string): ResourceBehaviour {
    const behaviour = this.#behaviours.find((candidate) => candidate.type === type);
    if (!behaviour) throw new Error(`no behaviour for ${type}`);
    return behaviour;
  }

  settled(serviceArn: string, operation: 'create' | 'update' | 'delete'): Settling {
    return (
      this.behaviour('AWS::ECS::Service').settled?.(
        this.existing('AWS::ECS::Service', 'Service', serviceArn),
        operation,
      ) ?? 'done'
    );
  }

  /** Calls an operation as a client does. */
  call<T>(name: string, input: unknown): T {
    const operation = this.operations[name];
    if (!operation) throw new Error(`no operation ${name}`);
    return operation(input, REQUEST) as T;
  }

  service(): Service {
    const [service] = this.call<{ services: Service[] }>('DescribeServices', {
      cluster: 'c',
      services: ['s'],
    }).services;
    if (!service) throw new Error('no service');
    return service;
  }

  /** Messages of the service's events, oldest first, without the name of the service. */
  events(): readonly string[] {
    return (this.service().events ?? []).map(({ message = '' }) => message).toReversed();
  }

  close(): void {
    this.ecs.scheduler.close();
    this.loadBalancing.targets.stop();
    rmSync(this.stateDir, { recursive: true, force: true });
  }

  #request(type: string, logicalId: string, properties: Properties) {
    return {
      region: REGION,
      stackName: 'stack',
      stackId: 'arn:stack',
      logicalId,
      type,
      properties,
      tags: { app: 'test' },
      generatedName: `stack-${logicalId}-X`,
    };
  }
}

export interface DeployedOptions extends WorldOptions {
  readonly desiredCount?: number;
  readonly deployment?: Properties;
  readonly service?: Properties;
  readonly container?: Properties;
  /** Default: a load balancer in front. */
  readonly withLoadBalancer?: boolean;
  readonly deregistrationDelay?: number;
}

/** A world with a cluster and the service `s` of image `app:v1`; what the tests begin with. */
export class Deployed extends World {
  readonly serviceArn: string;
  readonly targetGroupArn: string;
  readonly options: DeployedOptions;
  #properties: Properties;
  #revision = 0;

  constructor(options: DeployedOptions = {}) {
    super(options);
    this.options = options;
    const load = this.create('AWS::ElasticLoadBalancingV2::LoadBalancer', 'Alb', {
      Subnets: ['subnet-a', 'subnet-b'],
    });
    const group = this.create('AWS::ElasticLoadBalancingV2::TargetGroup', 'Group', {
      Port: 80,
      Protocol: 'HTTP',
      TargetType: 'ip',
      VpcId: 'vpc-1',
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 5,
      HealthCheckPath: '/health',
      TargetGroupAttributes: [
        { Key: 'deregistration_delay.timeout_seconds', Value: String(options.deregistrationDelay ?? 30) },
      ],
    });
    this.targetGroupArn = group.physicalId;
    this.create('AWS::ElasticLoadBalancingV2::Listener', 'Listener', {
      LoadBalancerArn: load.physicalId,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: this.targetGroupArn }],
    });
    this.create('AWS::ECS::Cluster', 'Cluster', { ClusterName: 'c' });
    this.#properties = this.properties('app:v1');
    this.serviceArn = this.create('AWS::ECS::Service', 'Service', this.#properties).physicalId;
  }

  /** Begins a deployment as an update of the stack does. */
  deploy(image: string, change: Properties = {}): void {
    const before = this.#properties;
    this.#properties = { ...this.properties(image), ...change };
    this.update('AWS::ECS::Service', 'Service', this.serviceArn, this.#properties, before);
  }

  /** What a stack does after a failed update: the properties from before. */
  undo(image: string): void {
    const before = this.#properties;
    const TaskDefinition = this.taskDefinitionOf(image);
    this.#properties = { ...before, TaskDefinition };
    this.update('AWS::ECS::Service', 'Service', this.serviceArn, this.#properties, before);
  }

  /** How many tasks run and are healthy behind the load balancer. */
  get healthy(): number {
    return this.loadBalancing.targets
      .of(this.targetGroupArn)
      .filter(({ health }) => health.State === 'healthy').length;
  }

  private taskDefinitionOf(image: string): string {
    const record = this.ecs.tables.taskDefinitions
      .all()
      .find(({ definition }) => definition.containerDefinitions?.[0]?.image === image);
    return record?.arn ?? '';
  }

  private properties(image: string): Properties {
    const { options } = this;
    this.#revision += 1;
    const container = {
      Name: 'app',
      Image: image,
      PortMappings: [{ ContainerPort: 8080 }],
      LogConfiguration: {
        LogDriver: 'awslogs',
        Options: { 'awslogs-group': '/app', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'ecs' },
      },
      ...options.container,
    };
    const definition = { Family: 'f', NetworkMode: 'awsvpc', ContainerDefinitions: [container] };
    const name = `stack-TaskDefinition-${this.#revision}`;
    const withLoadBalancer = options.withLoadBalancer ?? true;
    return {
      Cluster: 'c',
      ServiceName: 's',
      TaskDefinition: this.create('AWS::ECS::TaskDefinition', 'TaskDefinition', definition, name).physicalId,
      ...(options.desiredCount === undefined ? {} : { DesiredCount: options.desiredCount }),
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-a', 'subnet-b'] } },
      DeploymentConfiguration: {
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        ...options.deployment,
      },
      LoadBalancers: withLoadBalancer
        ? [{ TargetGroupArn: this.targetGroupArn, ContainerName: 'app', ContainerPort: 8080 }]
        : [],
      ...options.service,
    };
  }
}

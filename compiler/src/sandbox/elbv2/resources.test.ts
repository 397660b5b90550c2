import {
  DeregisterTargetsCommand,
  DescribeListenerAttributesCommand,
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxContext } from '../context.ts';
import type { RunningServer } from '../server.ts';
import { startServer } from '../server.ts';
import { MemoryStore } from '../store.ts';
import { TestClock } from '../test-clock.ts';
import { resourceRequest } from '../test-sandbox.ts';
import { elbv2Behaviours } from './behaviours.ts';
import { LoadBalancing } from './load-balancing.ts';
import { elbv2Service } from './service.ts';

let context: SandboxContext;
let loadBalancing: LoadBalancing;
let server: RunningServer;
let client: ElasticLoadBalancingV2Client;

beforeEach(async () => {
  let random = 0;
  let port = 8079;
  context = {
    clock: new TestClock(),
    store: new MemoryStore(),
    accountId: '000000000000',
    partition: 'aws',
    stateDir: '/none',
    effect: () => undefined,
    randomHex: (length) => (random += 1).toString(16).padStart(length, '0'),
  };
  loadBalancing = new LoadBalancing(context, {
    findPort: () => (port += 1),
    listen: false,
    prober: () => () => undefined,
  });
  server = await startServer({
    port: 0,
    store: context.store,
    services: [elbv2Service({ loadBalancing })],
    health: {},
    report: (error) => {
      throw error;
    },
  });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  client = new ElasticLoadBalancingV2Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await server.close();
  await loadBalancing.stop();
});

function behaviour(kind: string) {
  const type = `AWS::ElasticLoadBalancingV2::${kind}`;
  const findSubnet = (id: string) => ({ availabilityZone: `us-east-1${id.at(-1)}`, vpcId: 'vpc-7' });
  const found = elbv2Behaviours({ context, loadBalancing, findSubnet }).find(
    (candidate) => candidate.type === type,
  );
  if (!found) throw new Error(type);
  return found;
}

function requestOf(logicalId: string, properties: object) {
  return { ...resourceRequest('', { ...properties }, logicalId), region: 'us-east-1', tags: { app: 'test' } };
}

const create = (kind: string, properties: object, logicalId = kind) =>
  behaviour(kind).create(requestOf(logicalId, properties));
const update = (kind: string, physicalId: string, properties: object) =>
  behaviour(kind).update({ ...requestOf(kind, properties), physicalId }, {});
const remove = (kind: string, physicalId: string) =>
  behaviour(kind).remove({ ...requestOf(kind, {}), physicalId });

const forwardTo = (TargetGroupArn: string) => [{ Type: 'forward', TargetGroupArn }];
const group = (over: object = {}, logicalId?: string) =>
  create('TargetGroup', { Port: 80, TargetType: 'ip', Protocol: 'HTTP', VpcId: 'vpc-1', ...over }, logicalId)
    .physicalId;
const balancer = (over: object = {}, logicalId?: string) =>
  create('LoadBalancer', { Subnets: ['subnet-a', 'subnet-b'], ...over }, logicalId).physicalId;
const listener = (LoadBalancerArn: string, target: string, over: object = {}, logicalId?: string) =>
  create(
    'Listener',
    { LoadBalancerArn, Port: 80, Protocol: 'HTTP', DefaultActions: forwardTo(target), ...over },
    logicalId,
  ).physicalId;
const path = (value: string) => [{ Field: 'path-pattern', Values: [value] }];

describe('a load balancer', () => {
  it('has the attributes of CloudFormation, and a DNS name that works on this machine', async () => {
    const { physicalId, attributes } = create('LoadBalancer', {
      Name: 'web',
      Subnets: ['subnet-a'],
      SecurityGroups: ['sg-1'],
    });
    expect(physicalId).toMatch(
      /^arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer\/app\/web\/[0-9a-f]{16}$/,
    );
    expect(attributes).toMatchObject({
      DNSName: 'localhost:8080',
      LoadBalancerName: 'web',
      LoadBalancerFullName: physicalId.split('loadbalancer/')[1],
      SecurityGroups: ['sg-1'],
    });
    expect(create('LoadBalancer', { Name: 'web' }).physicalId).toBe(physicalId);
    expect(() => create('LoadBalancer', { Name: 'web' }, 'Other')).toThrow(
      "A load balancer with the same name 'web' exists",
    );
    expect(() => create('LoadBalancer', { Type: 'network' }, 'Nlb')).toThrow("type 'network'");
    const { LoadBalancers } = await client.send(new DescribeLoadBalancersCommand({ Names: ['web'] }));
    expect(LoadBalancers).toMatchObject([
      {
        DNSName: 'localhost:8080',
        State: { Code: 'active' },
        Scheme: 'internet-facing',
        VpcId: 'vpc-7',
        AvailabilityZones: [{ SubnetId: 'subnet-a', ZoneName: 'us-east-1a' }],
        CreatedTime: new Date(context.clock.now()),
      },
    ]);
    const none = new DescribeLoadBalancersCommand({ Names: ['none'] });
    await expect(client.send(none)).rejects.toMatchObject({ name: 'LoadBalancerNotFoundException' });
  });

  it('is not removed while it is protected', async () => {
    const protection = (Value: string) => ({
      LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value }],
    });
    const arn = balancer(protection('true'));
    const target = group();
    const listens = listener(arn, target);
    create('ListenerRule', {
      ListenerArn: listens,
      Priority: 1,
      Conditions: path('/a'),
      Actions: forwardTo(target),
    });
    expect(() => remove('LoadBalancer', arn)).toThrow(
      'cannot be deleted because deletion protection is enabled',
    );
    update('LoadBalancer', arn, protection('false'));
    const { Attributes } = await client.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn }),
    );
    expect(Attributes).toContainEqual({ Key: 'deletion_protection.enabled', Value: 'false' });
    remove('LoadBalancer', arn);
    expect(loadBalancing.tables.listeners.all()).toEqual([]);
    expect(loadBalancing.tables.rules.all()).toEqual([]);
    remove('LoadBalancer', arn);
    expect(() => update('LoadBalancer', arn, {})).toThrow('not found');
    expect(() => balancer({ LoadBalancerAttributes: [{ Key: 'nonsense', Value: '1' }] })).toThrow(
      "'nonsense' is not recognized",
    );
  });
});

describe('a target group', () => {
  it('has the defaults of AWS', async () => {
    const arn = group();
    listener(balancer(), arn);
    const { TargetGroups } = await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }));
    expect(TargetGroups).toMatchObject([
      {
        TargetGroupName: 'demo-targetgroup-1a2b3c4d5e6f',
        Protocol: 'HTTP',
        TargetType: 'ip',
        HealthCheckPath: '/',
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 6,
        HealthyThresholdCount: 5,
        UnhealthyThresholdCount: 2,
        Matcher: { HttpCode: '200' },
        LoadBalancerArns: [expect.stringContaining(':loadbalancer/')],
      },
    ]);
    const { Attributes } = await client.send(
      new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }),
    );
    expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '300' });
    const found = await client.send(
      new DescribeTargetGroupsCommand({ Names: ['demo-targetgroup-1a2b3c4d5e6f'] }),
    );
    expect(found.TargetGroups).toHaveLength(1);
    const none = new DescribeTargetGroupsCommand({ Names: ['none'] });
    await expect(client.send(none)).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
  });

  it('is found again by a repeated create, changes its health check, and is not removed while in use', async () => {
    const arn = group({ Targets: [{ Id: '127.0.0.1', Port: 20_000 }] });
    expect(group({})).toBe(arn);
    expect(() => group({ Name: 'demo-targetgroup-1a2b3c4d5e6f' }, 'Other')).toThrow(
      'A target group with the same name',
    );
    expect(() => group({ Protocol: 'TCP' }, 'Tcp')).toThrow("protocol 'TCP'");
    expect(() => group({ HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 5 }, 'Slow')).toThrow(
      'Health check interval must be greater than the timeout.',
    );
    const load = balancer();
    const listens = listener(load, arn);
    update('TargetGroup', arn, {
      Port: 80,
      HealthCheckPath: '/new',
      Targets: [{ Id: '127.0.0.1', Port: 20_000 }],
    });
    expect(loadBalancing.tables.targetGroups.get(arn)?.healthCheck.path).toBe('/new');
    expect(() => remove('TargetGroup', arn)).toThrow('is currently in use by a listener or a rule');
    expect(() => listener(balancer({}, 'Second'), arn, {}, 'Second')).toThrow(
      'The following target groups cannot be associated with more than one load balancer',
    );
    remove('Listener', listens);
    remove('TargetGroup', arn);
    remove('TargetGroup', arn);
    expect(loadBalancing.targets.of(arn)).toEqual([]);
    expect(() => update('TargetGroup', arn, {})).toThrow('not found');
    const of = await client.send(new DescribeTargetGroupsCommand({ LoadBalancerArn: load }));
    expect(of.TargetGroups).toEqual([]);
  });

  it('takes targets of this machine, and shows their health', async () => {
    const TargetGroupArn = group();
    listener(balancer(), TargetGroupArn);
    const Targets = [{ Id: '127.0.0.1', Port: 20_000 }, { Id: '127.0.0.2' }];
    await client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
    const health = async (over: object = {}) =>
      (await client.send(new DescribeTargetHealthCommand({ TargetGroupArn, ...over })))
        .TargetHealthDescriptions;
    expect(await health()).toMatchObject([
      {
        Target: { Id: '127.0.0.1', Port: 20_000 },
        HealthCheckPort: '20000',
        TargetHealth: { State: 'initial' },
      },
      { Target: { Id: '127.0.0.2', Port: 80 } },
    ]);
    await client.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
    expect(await health({ Targets: [{ Id: '127.0.0.1', Port: 20_000 }, { Id: '127.0.0.9' }] })).toMatchObject(
      [
        { TargetHealth: { State: 'draining', Reason: 'Target.DeregistrationInProgress' } },
        { TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } },
      ],
    );
    const elsewhere = new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '10.0.0.1' }] });
    await expect(client.send(elsewhere)).rejects.toMatchObject({ name: 'InvalidTargetException' });
  });
});

describe('a listener and its rules', () => {
  it('are described in the order of their priorities, the default rule last', async () => {
    const [load, target] = [balancer(), group()];
    const listens = listener(load, target);
    const rule = (Priority: number, logicalId: string) =>
      create(
        'ListenerRule',
        { ListenerArn: listens, Priority, Conditions: path(`/${Priority}`), Actions: forwardTo(target) },
        logicalId,
      );
    const { physicalId: second } = rule(20, 'B');
    const { physicalId: first, attributes } = rule(10, 'A');
    expect(attributes).toEqual({ RuleArn: first, IsDefault: false });
    expect(rule(10, 'A').physicalId).toBe(first);
    expect(() => rule(10, 'C')).toThrow("Priority '10' is currently in use");
    expect(() => rule(0, 'D')).toThrow('must be between 1 and 50000');
    const { Rules } = await client.send(new DescribeRulesCommand({ ListenerArn: listens }));
    expect(Rules?.map(({ Priority }) => Priority)).toEqual(['10', '20', 'default']);
    update('ListenerRule', second, { Priority: 5, Conditions: path('/x'), Actions: forwardTo(target) });
    const { Rules: changed } = await client.send(new DescribeRulesCommand({ RuleArns: [second] }));
    expect(changed).toMatchObject([
      { Priority: '5', IsDefault: false, Conditions: [{ Field: 'path-pattern', Values: ['/x'] }] },
    ]);
    const ResourceArns = [load, target, listens, first];
    const { TagDescriptions } = await client.send(new DescribeTagsCommand({ ResourceArns }));
    expect(TagDescriptions?.map(({ Tags }) => Tags)).toEqual(
      ResourceArns.map(() => [{ Key: 'app', Value: 'test' }]),
    );
    remove('ListenerRule', first);
    await expect(client.send(new DescribeRulesCommand({ RuleArns: [first] }))).rejects.toMatchObject({
      name: 'RuleNotFoundException',
    });
    expect(() => update('ListenerRule', first, {})).toThrow('not found');
    remove('Listener', listens);
    expect(loadBalancing.tables.rules.all()).toEqual([]);
    expect(() => rule(1, 'E')).toThrow('One or more listeners not found');
  });

  it('change in place, and are listed a page at a time', async () => {
    const [load, target] = [balancer(), group()];
    const first = listener(load, target);
    expect(listener(load, target)).toBe(first);
    const secure = { Protocol: 'HTTPS', Port: 443, Certificates: [{ CertificateArn: 'arn:cert' }] };
    const attribute = { Key: 'routing.http.response.server.enabled', Value: 'false' };
    const second = listener(load, target, { ...secure, ListenerAttributes: [attribute] }, 'Secure');
    const { Attributes } = await client.send(new DescribeListenerAttributesCommand({ ListenerArn: second }));
    expect(Attributes).toEqual([attribute]);
    const { Certificates } = await client.send(
      new DescribeListenerCertificatesCommand({ ListenerArn: second }),
    );
    expect(Certificates).toEqual([{ CertificateArn: 'arn:cert', IsDefault: true }]);
    expect(() => listener(load, target, {}, 'Third')).toThrow('A listener already exists on this port');
    expect(() => listener(load, target, { ...secure, Port: 444, Certificates: [] }, 'Bare')).toThrow(
      'A certificate must be specified',
    );
    expect(() => listener('arn:none', target, {}, 'Lost')).toThrow("Load balancer 'arn:none' not found");
    const page = await client.send(new DescribeListenersCommand({ LoadBalancerArn: load, PageSize: 1 }));
    const rest = await client.send(
      new DescribeListenersCommand({ LoadBalancerArn: load, Marker: page.NextMarker }),
    );
    expect([...(page.Listeners ?? []), ...(rest.Listeners ?? [])]).toMatchObject([
      { ListenerArn: first, Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward' }] },
      { Port: 443, SslPolicy: 'ELBSecurityPolicy-2016-08', Certificates: [{ CertificateArn: 'arn:cert' }] },
    ]);
    const fixed = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
    update('Listener', first, { Port: 81, Protocol: 'HTTP', DefaultActions: fixed });
    const { Listeners } = await client.send(new DescribeListenersCommand({ ListenerArns: [first] }));
    expect(Listeners).toMatchObject([{ Port: 81, DefaultActions: [{ Type: 'fixed-response' }] }]);
    expect(() => update('Listener', 'arn:none', {})).toThrow('not found');
    await expect(client.send(new DescribeListenersCommand({}))).rejects.toMatchObject({
      name: 'ValidationError',
    });
    await expect(client.send(new DescribeRulesCommand({}))).rejects.toMatchObject({
      name: 'ValidationError',
    });
    const none = new DescribeListenersCommand({ ListenerArns: ['arn:none'] });
    await expect(client.send(none)).rejects.toMatchObject({ name: 'ListenerNotFoundException' });
  });

  it.each([
    ['an action that is not known here', [{ Type: 'authenticate-oidc' }], "'authenticate-oidc'"],
    ['a target group that is not there', forwardTo('arn:none'), 'One or more target groups not found'],
  ])('are refused with %s', (_what, DefaultActions, message) => {
    const load = balancer();
    expect(() => create('Listener', { LoadBalancerArn: load, Port: 80, DefaultActions })).toThrow(message);
  });

  it('are refused with transforms', () => {
    const target = group();
    const ListenerArn = listener(balancer(), target);
    const rule = {
      ListenerArn,
      Priority: 1,
      Conditions: path('/a'),
      Actions: forwardTo(target),
      Transforms: [{}],
    };
    expect(() => create('ListenerRule', rule)).toThrow('Rule transforms');
  });
});

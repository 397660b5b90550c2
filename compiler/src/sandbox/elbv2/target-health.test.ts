import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxContext } from '../context.ts';
import { MemoryStore } from '../store.ts';
import { TestClock } from '../test-clock.ts';
import { elbv2Behaviours } from './behaviours.ts';
import { LoadBalancing } from './load-balancing.ts';
import type { ProbeAnswer } from './prober.ts';

const ADDRESS = { id: '127.0.0.1', port: 20_000 };

let clock: TestClock;
let store: MemoryStore;
let loadBalancing: LoadBalancing;
/** What the next health checks answer; `hangs` leaves them open. */
let answer: number | undefined | 'hangs';
let probes: { path: string; port: number; at: number; givenUp: boolean }[];
let effects: string[];
let group: string;
let listener: string;
let context: SandboxContext;

beforeEach(() => {
  clock = new TestClock();
  store = new MemoryStore();
  answer = 200;
  probes = [];
  effects = [];
  begin();
  const alb = create('LoadBalancer', {});
  group = create('TargetGroup', {
    Port: 80,
    TargetType: 'ip',
    HealthCheckIntervalSeconds: 10,
    HealthCheckTimeoutSeconds: 5,
    HealthCheckPath: '/health',
    HealthyThresholdCount: 3,
    UnhealthyThresholdCount: 2,
    Matcher: { HttpCode: '200-299' },
    TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
  });
  listener = create('Listener', {
    LoadBalancerArn: alb,
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
  });
});
afterEach(() => loadBalancing.stop());

/** A sandbox over the same store and clock: the first, or one after a restart. */
function begin(): void {
  let random = 0;
  context = {
    clock,
    store,
    accountId: '000000000000',
    partition: 'aws',
    stateDir: '/none',
    effect: (kind) => void effects.push(kind),
    randomHex: (length) => (random += 1).toString(16).padStart(length, '0'),
  };
  loadBalancing = new LoadBalancing(context, {
    findPort: () => 8080,
    listen: false,
    prober: ({ path, port }, give: ProbeAnswer) => {
      const probe = { path, port, at: clock.now(), givenUp: false };
      probes.push(probe);
      if (answer !== 'hangs') give(answer);
      return () => (probe.givenUp = true);
    },
  });
}

function behaviour(kind: string) {
  const type = `AWS::ElasticLoadBalancingV2::${kind}`;
  const found = elbv2Behaviours({ context, loadBalancing }).find((candidate) => candidate.type === type);
  if (!found) throw new Error(type);
  return found;
}

function create(kind: string, properties: Record<string, unknown>): string {
  const names = {
    stackName: 'stack',
    stackId: 'arn',
    logicalId: kind,
    type: kind,
    generatedName: `stack-${kind}-X`,
  };
  return behaviour(kind).create({ ...names, region: 'us-east-1', properties, tags: {} }).physicalId;
}

function remove(kind: string, physicalId: string): void {
  const names = { stackName: 'stack', stackId: 'arn', logicalId: kind, type: kind, generatedName: '' };
  behaviour(kind).remove({ ...names, region: 'us-east-1', properties: {}, tags: {}, physicalId });
}

const target = () => ({ targetGroupArn: group, ...ADDRESS });
const health = () => loadBalancing.targets.health(target());

describe('the health of a target', () => {
  it('goes from initial to healthy with one passed check', async () => {
    loadBalancing.targets.register(target());
    expect(health()).toMatchObject({ State: 'initial', Reason: 'Elb.RegistrationInProgress' });
    await clock.advance(999);
    expect(probes).toEqual([]);
    await clock.advance(1);
    expect(health()).toEqual({ State: 'healthy' });
    expect(probes).toMatchObject([{ path: '/health', port: 20_000 }]);
    await clock.advance(10_000);
    expect(probes).toHaveLength(2);
    expect(effects).toEqual(['target-registered', 'target-healthy']);
  });

  it.each([
    [404, 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]', 11_000],
    [undefined, 'Target.FailedHealthChecks', 'Health checks failed', 11_000],
    ['hangs' as const, 'Target.Timeout', 'Request timed out', 16_000],
  ])('with the answer %s is unhealthy after two checks, for %s', async (what, Reason, Description, after) => {
    answer = what;
    loadBalancing.targets.register(target());
    await clock.advance(after - 1);
    expect(health()).toMatchObject({ State: 'initial', Reason: 'Elb.InitialHealthChecking' });
    await clock.advance(1);
    expect(health()).toEqual({ State: 'unhealthy', Reason, Description });
    expect(probes.map(({ givenUp }) => givenUp)).toEqual(Array(2).fill(what === 'hangs'));
  });

  it('needs the healthy threshold to come back, in a row', async () => {
    answer = 500;
    loadBalancing.targets.register(target());
    await clock.advance(11_000);
    answer = 204;
    await clock.advance(20_000);
    expect(health().State).toBe('unhealthy');
    answer = 500;
    await clock.advance(10_000);
    answer = 200;
    await clock.advance(20_000);
    expect(health().State).toBe('unhealthy');
    await clock.advance(10_000);
    expect(health()).toEqual({ State: 'healthy' });
  });

  it('is unused while no listener forwards to its group', async () => {
    loadBalancing.targets.register(target());
    await clock.advance(1000);
    remove('Listener', listener);
    expect(health()).toMatchObject({ State: 'unused', Reason: 'Target.NotInUse' });
    probes.length = 0;
    await clock.advance(60_000);
    expect(probes).toEqual([]);
    expect(loadBalancing.targets.health({ ...target(), port: 1 })).toMatchObject({
      Reason: 'Target.NotRegistered',
    });
  });
});

describe('deregistering a target', () => {
  it('drains for the whole delay, without checks, and then it is gone', async () => {
    loadBalancing.targets.register(target());
    await clock.advance(1000);
    loadBalancing.targets.deregister(target());
    probes.length = 0;
    await clock.advance(29_999);
    expect(health()).toMatchObject({ State: 'draining', Reason: 'Target.DeregistrationInProgress' });
    await clock.advance(1);
    expect(health()).toMatchObject({ State: 'unused', Reason: 'Target.NotRegistered' });
    expect(probes).toEqual([]);
    expect(effects).toEqual([
      'target-registered',
      'target-healthy',
      'target-draining',
      'target-deregistered',
    ]);
  });

  it('can be taken back, and begins anew', async () => {
    loadBalancing.targets.register(target());
    await clock.advance(1000);
    loadBalancing.targets.deregister(target());
    loadBalancing.targets.register(target());
    expect(health().State).toBe('initial');
    await clock.advance(60_000);
    expect(health().State).toBe('healthy');
  });

  it('goes on over a restart, with the time that has passed', async () => {
    loadBalancing.targets.register(target());
    loadBalancing.targets.register({ ...target(), port: 20_001 });
    await clock.advance(1000);
    loadBalancing.targets.deregister(target());
    await clock.advance(10_000);
    await loadBalancing.stop();
    begin();
    await loadBalancing.start();
    expect(health().State).toBe('draining');
    expect(loadBalancing.targets.health({ ...target(), port: 20_001 }).State).toBe('initial');
    await clock.advance(19_999);
    expect(health().State).toBe('draining');
    await clock.advance(1);
    expect(health().State).toBe('unused');
  });
});

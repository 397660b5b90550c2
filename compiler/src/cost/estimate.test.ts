import { describe, expect, it } from 'vitest';
import { memoryHost, plainStyle } from '../../test/helpers/memory-host.ts';
import { compileEnvironment, compileShared, type Compilation } from '../compile.ts';
import { chargesOf } from './charges.ts';
import { estimate, type Estimate, type WithoutPrice } from './estimate.ts';
import { pricedRegions, priceList } from './price-list.ts';
import { costText } from './report-text.ts';
import { savingOf, savings } from './switches.ts';

const SERVICE = 'services:\n  api: { build: ./api, cpu: 1024, memory: 2 GB, scaling: { min: 2 } }\n';

/** An environment of one service; `keys` are lines of platform.yaml, `own` are keys of the service, each with a comma behind. */
function compile(keys = '', region = 'us-east-1', own = ''): Compilation {
  const host = memoryHost(
    new Map([
      ['platform.yaml', `app: shop\nregion: ${region}\n${SERVICE.replace('cpu', `${own}cpu`)}${keys}`],
      ['environments/prod.yaml', "account: '210987654321'\n"],
      ['api/Dockerfile', 'FROM scratch\n'],
    ]),
  );
  const compiled = compileEnvironment(host, 'prod');
  if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled;
}

function costOf(keys?: string, region?: string, own?: string): Estimate {
  const { model, stacks } = compile(keys, region, own);
  return estimate(model, stacks);
}

const row = ({ rows }: Estimate, name: string) => rows.find((one) => one.row === name)?.monthly;

describe('an estimate', () => {
  it('reckons CPU and memory of the tasks that always run', () => {
    // 2 tasks × 730 h × (1 vCPU × 0.04048 + 2 GB × 0.004445)
    expect(row(costOf(), 'Fargate, api')).toBeCloseTo(2 * 730 * (0.04048 + 2 * 0.004445), 6);
  });

  it('takes the tasks and hours of the assumptions', () => {
    const cost = costOf('cost: { assumptions: { tasks: 3.5, hours: 100 } }\n');
    expect(row(cost, 'Fargate, api')).toBeCloseTo(3.5 * 100 * (0.04048 + 2 * 0.004445), 6);
  });

  it('reckons Spot at the assumed discount', () => {
    const spot = costOf('cluster: { capacity: spot }\ncost: { assumptions: { spotDiscount: 70 } }\n');
    expect(row(spot, 'Fargate Spot, api')).toBeCloseTo(0.3 * (row(costOf(), 'Fargate, api') ?? 0), 6);
  });

  it('shares the traffic between gateways', () => {
    const usage = 'cost: { assumptions: { natGb: 100 } }\n';
    expect(row(costOf(usage), 'NAT gateways')).toBeCloseTo(2 * 730 * 0.045 + 100 * 0.045, 6);
    expect(row(costOf(`network: { nat: single }\n${usage}`), 'NAT gateways')).toBeCloseTo(
      730 * 0.045 + 100 * 0.045,
      6,
    );
  });

  it('reckons endpoints in each zone in place of gateways', () => {
    const cost = costOf(
      'network: { nat: none, endpoints: true, zones: 3 }\ncost: { assumptions: { natGb: 100 } }\n',
    );
    expect(row(cost, 'VPC endpoints')).toBeCloseTo(3 * 3 * 730 * 0.01 + 100 * 0.01, 6);
    expect(row(cost, 'NAT gateways')).toBeUndefined();
  });

  it('takes the larger of connections and bytes for capacity units', () => {
    const lcu = (keys: string) =>
      costOf(`cost: { assumptions: ${keys} }\n`)
        .rows.flatMap(({ items }) => items)
        .find(({ what }) => what.endsWith('capacity units'))?.quantity;
    expect(lcu('{ requests: 65700000, loadBalancerGb: 0 }')).toBeCloseTo(730, 6);
    expect(lcu('{ requests: 0, loadBalancerGb: 1460 }')).toBeCloseTo(1460, 6);
  });

  it('is the sum of its rows, and of their items', () => {
    const cost = costOf('network: { flowLogs: true }\nencryption: { kms: true }\n');
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
    expect(cost.monthly).toBeCloseTo(sum(cost.rows.map(({ monthly }) => monthly)), 6);
    for (const { monthly, items } of cost.rows)
      expect(monthly).toBeCloseTo(sum(items.map((item) => item.quantity * item.unitPrice.value)), 6);
  });

  it('knows every resource type that platc renders', () => {
    const host = memoryHost(
      new Map([
        [
          'platform.yaml',
          `app: shop\nregion: us-east-1\n${SERVICE}access: { github: { repository: a/b } }\n`,
        ],
        ['environments/prod.yaml', "account: '210987654321'\n"],
        ['api/Dockerfile', 'FROM scratch\n'],
      ]),
    );
    const shared = compileShared(host);
    if (!shared.model) throw new Error(JSON.stringify(shared.diagnostics));
    const domain = 'loadBalancer: { domain: { name: a.example.com, hostedZoneId: Z1 } }\n';
    const all = [
      estimate(shared.model, shared.shared),
      costOf(`network: { flowLogs: true, endpoints: true }\nencryption: { kms: true }\n${domain}`),
    ];
    const unknown = all
      .flatMap(({ withoutPrice }) => withoutPrice)
      .filter(({ reason }) => /no price/.test(reason));
    expect(unknown).toEqual([]);
  });

  it('never counts as nothing what it has no price for', () => {
    const cost = costOf('', 'eu-central-1');
    expect(cost.withoutPrice).toContainEqual(
      expect.objectContaining({ row: 'Load balancer', reason: expect.stringContaining('alb.lcuHour') }),
    );
    expect(cost.priced).toBeLessThan(cost.billable);
  });

  it('names a Region that has no prices at all', () => {
    const cost = costOf('', 'sa-east-1');
    expect(cost.rows).toEqual([]);
    expect(cost.priced).toBe(0);
    expect(cost.withoutPrice[0]?.reason).toMatch(/^no prices are known in sa-east-1, only in us-east-1/);
  });

  it('says that metrics are sent of which nobody has assumed any', () => {
    const sends = (value: string, more = '') =>
      costOf(more, 'us-east-1', `environment: { ENABLE_CLOUDWATCH: ${value} }, `);
    expect(sends('true').withoutPrice).toContainEqual(
      expect.objectContaining({
        row: 'Metrics',
        logicalId: 'TaskDefinition',
        reason: 'api has ENABLE_CLOUDWATCH, and cost.assumptions.customMetrics is 0',
      }),
    );
    const assumed = sends('true', 'cost: { assumptions: { customMetrics: 8 } }\n');
    expect(row(assumed, 'Metrics')).toBeCloseTo((row(costOf(), 'Metrics') ?? 0) + 8 * 0.3, 6);
    for (const cost of [assumed, sends('false'), costOf()])
      expect(cost.withoutPrice.map((one) => one.row)).not.toContain('Metrics');
  });

  it('has the dates on which its prices were published, the oldest and the newest', () => {
    const cost = costOf();
    const used = cost.rows
      .flatMap(({ items }) => items)
      .map(({ unitPrice }) => unitPrice.source.asOf)
      .toSorted();
    expect(cost.pricesPublished).toEqual({ oldest: used[0], newest: used.at(-1) });
    expect(cost.pricesPublished?.oldest).not.toBe(cost.pricesPublished?.newest);
    expect(costOf('', 'sa-east-1').pricesPublished).toBeUndefined();
  });

  it('says so of a resource type that it does not know', () => {
    const resource = { logicalId: 'Queue', type: 'AWS::SQS::Queue', properties: {} };
    const billing = { assumptions: compile().model.config.cost.assumptions, service: undefined };
    expect(chargesOf(resource, { ...billing, zones: 2, natGateways: 0, stack: [] })).toEqual({
      row: 'AWS::SQS::Queue',
      reason: 'no price is known for this resource type',
    });
  });
});

describe('switches', () => {
  it('save what the estimates differ by', () => {
    const { model } = compile();
    const single = savings(model).find(({ set }) => set === 'network.nat: single');
    const difference = costOf().monthly - costOf('network: { nat: single }\n').monthly;
    expect(single?.monthly).toBeCloseTo(difference, 6);
    expect(difference).toBeCloseTo(730 * (0.045 + 0.005), 6);
  });

  it('reckon ARM by its own prices', () => {
    const { model } = compile();
    const arm = savings(model).find(({ set }) => set.endsWith('arm64'));
    expect(arm?.monthly).toBeCloseTo(2 * 730 * (0.04048 - 0.03238 + 2 * (0.004445 - 0.00356)), 6);
  });

  it('are left out where they are set', () => {
    const { model } = compile('cluster: { capacity: spot }\nnetwork: { nat: none, endpoints: true }\n');
    expect(savings(model).map(({ set }) => set)).toEqual([
      'services.*.architecture: arm64',
      'cost.assumptions.hours: 220',
    ]);
  });

  it('reckon tasks that run in working hours, and everything else for the whole month', () => {
    const schedule = (keys?: string) =>
      savings(compile(keys).model).find(({ set }) => set === 'cost.assumptions.hours: 220');
    expect(schedule()?.monthly).toBeCloseTo(2 * (730 - 220) * (0.04048 + 2 * 0.004445), 6);
    expect(schedule('cost: { assumptions: { hours: 220 } }\n')).toBeUndefined();
  });

  it('take what has no price on both sides for the same, and save what the rest differs by', () => {
    // In eu-central-1 the units of the load balancer have none.
    const single = savings(compile('', 'eu-central-1').model).find(
      ({ set }) => set === 'network.nat: single',
    );
    expect(single?.monthly).toBeGreaterThan(30);
    expect(single?.withoutPrice).toBeUndefined();
  });

  it('are not priced where no Region has prices, though both sums are the same', () => {
    const all = savings(compile('', 'sa-east-1').model);
    expect(all).toHaveLength(5);
    for (const one of all) expect(one).not.toHaveProperty('monthly');
    expect(all[0]?.withoutPrice?.map(({ row: name, quantity }) => [name, quantity])).toContainEqual([
      'Fargate Spot, api',
      730,
    ]);
  });

  it('are not priced where a price is missing on one side, before or after', () => {
    const now = costOf();
    const gateway: WithoutPrice = {
      stack: 'shop-prod-network',
      logicalId: 'Nat',
      row: 'NAT gateways',
      reason: 'none',
      quantity: 730,
    };
    const open = (one: WithoutPrice): Estimate => ({
      ...now,
      monthly: now.monthly - 32,
      withoutPrice: [...now.withoutPrice, one],
    });
    const twice = { ...gateway, quantity: 1460 };
    expect(savingOf(now, open(gateway))).toEqual({ withoutPrice: [gateway] });
    expect(savingOf(open(gateway), now)).toEqual({ withoutPrice: [gateway] });
    expect(savingOf(open(gateway), open(gateway))).toEqual({ monthly: 0 });
    expect(savingOf(open(gateway), open(twice))).toEqual({ withoutPrice: [gateway, twice] });
  });

  it('are said to be not priced, with what is missing', () => {
    const { model, stacks } = compile('', 'sa-east-1');
    const text = costText(estimate(model, stacks), savings(model), {
      app: 'shop',
      style: plainStyle,
      columns: 80,
    });
    expect(text).toMatch(/\n {4}cluster\.capacity: spot +not priced\n/);
    expect(text).toMatch(/^ +Fargate, api; Fargate Spot, api: no prices are known in sa-east-1, only in$/m);
    expect(text).toMatch(/^ {2}Total +not priced$/m);
    expect(text).toContain('\n  sa-east-1, USD, no list prices\n');
    expect(text.slice(text.indexOf('What a switch'))).not.toMatch(/ 0\.00$/m);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('the text', () => {
  it('has the months in which the prices were published', () => {
    const text = (pricesPublished: Estimate['pricesPublished']) =>
      costText({ ...costOf(), pricesPublished }, [], { app: 'shop', style: plainStyle, columns: 80 });
    expect(text({ oldest: '2024-07-01', newest: '2025-11-04' })).toContain(
      '\n  us-east-1, USD, list prices published 2024-07 to 2025-11\n',
    );
    expect(text({ oldest: '2025-11-01', newest: '2025-11-04' })).toContain(
      '\n  us-east-1, USD, list prices published 2025-11\n',
    );
  });
});

describe('prices', () => {
  it('each name where and when they were published', () => {
    for (const region of pricedRegions) {
      const price = priceList(region)?.('fargate.linux.x86.vcpuHour');
      expect(price?.value).toBeGreaterThan(0);
      expect(price?.source.asOf).toMatch(/^\d{4}/);
    }
  });
});

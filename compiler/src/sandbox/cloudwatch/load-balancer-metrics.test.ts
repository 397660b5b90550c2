import { expect, it } from 'vitest';
import { TestClock } from '../test-clock.ts';
import { requestMeter } from './load-balancer-metrics.ts';
import { Metrics } from './metrics.ts';

const prefix = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000';
const loadBalancer = `${prefix}:loadbalancer/app/shop/1a`;
const targetGroup = `${prefix}:targetgroup/api/2b`;

it('requests are counted for the load balancer and for the target group, its own errors for itself alone', () => {
  const clock = new TestClock();
  const metrics = new Metrics(clock);
  const meter = requestMeter(metrics);
  meter.chosen(loadBalancer, targetGroup);
  meter.answered(loadBalancer, targetGroup, 503, 0.25);
  meter.failed(loadBalancer, 502);
  meter.failed(loadBalancer, 463);
  const found = metrics.list('eu-west-1').map((metric) => {
    const { LoadBalancer, TargetGroup = '-', ...others } = metric.dimensions;
    expect(others).toEqual({});
    const set = metrics.read(metric, clock.now(), clock.now() + 60_000);
    return `${metric.namespace} ${metric.name} ${LoadBalancer} ${TargetGroup} ${set?.statistic('Sum')}`;
  });
  expect(found).toEqual([
    'AWS/ApplicationELB RequestCount app/shop/1a - 1',
    'AWS/ApplicationELB RequestCount app/shop/1a targetgroup/api/2b 1',
    'AWS/ApplicationELB TargetResponseTime app/shop/1a - 0.25',
    'AWS/ApplicationELB HTTPCode_Target_5XX_Count app/shop/1a - 1',
    'AWS/ApplicationELB TargetResponseTime app/shop/1a targetgroup/api/2b 0.25',
    'AWS/ApplicationELB HTTPCode_Target_5XX_Count app/shop/1a targetgroup/api/2b 1',
    'AWS/ApplicationELB HTTPCode_ELB_5XX_Count app/shop/1a - 1',
    'AWS/ApplicationELB HTTPCode_ELB_502_Count app/shop/1a - 1',
    'AWS/ApplicationELB HTTPCode_ELB_4XX_Count app/shop/1a - 1',
  ]);
});

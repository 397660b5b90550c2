import type { LoadBalancing } from '../elbv2/load-balancing.ts';
import type { RequestMeter } from '../elbv2/request-meter.ts';
import type { Sampler } from './cloudwatch.ts';
import type { Metric, Metrics } from './metrics.ts';

const NAMESPACE = 'AWS/ApplicationELB';

/**
 * Counts what goes through load balancers, for each and for each of its target groups.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function requestMeter(metrics: Metrics): RequestMeter {
  return {
    chosen(loadBalancerArn, targetGroupArn) {
      for (const place of places(loadBalancerArn, targetGroupArn))
        metrics.record(metric(place, 'RequestCount'), 1, { unit: 'Count' });
    },
    answered(loadBalancerArn, targetGroupArn, status, seconds) {
      const count = `HTTPCode_Target_${Math.floor(status / 100)}XX_Count`;
      for (const place of places(loadBalancerArn, targetGroupArn)) {
        metrics.record(metric(place, 'TargetResponseTime'), seconds, { unit: 'Seconds' });
        metrics.record(metric(place, count), 1, { unit: 'Count' });
      }
    },
    failed(loadBalancerArn, status) {
      // Only the 5xx are counted by their own code as well.
      for (const count of status >= 500 ? ['5XX', status] : ['4XX'])
        metrics.record(metric(placeOf(loadBalancerArn), `HTTPCode_ELB_${count}_Count`), 1, { unit: 'Count' });
    },
  };
}

/** Healthy and unhealthy targets of each target group in use, reported while targets are registered. */
export function hostCounts({ tables, targets }: LoadBalancing, metrics: Metrics): Sampler {
  return (at) => {
    let any = false;
    for (const { arn } of tables.targetGroups.all()) {
      const states = targets
        .of(arn)
        .map(({ health }) => health.State)
        .filter((state) => state !== 'draining');
      if (states.length === 0) continue;
      any = true;
      for (const loadBalancerArn of tables.usersOf(arn)) {
        const place = placeOf(loadBalancerArn, arn);
        const record = (name: string, wanted: string) =>
          metrics.record(metric(place, name), states.filter((state) => state === wanted).length, {
            at,
            unit: 'Count',
          });
        record('HealthyHostCount', 'healthy');
        record('UnHealthyHostCount', 'unhealthy');
      }
    }
    return any;
  };
}

type Place = Pick<Metric, 'region' | 'dimensions'>;

function places(loadBalancerArn: string, targetGroupArn: string): readonly Place[] {
  return [placeOf(loadBalancerArn), placeOf(loadBalancerArn, targetGroupArn)];
}

/** Dimensions hold the last part of an ARN: `app/…` of a load balancer, `targetgroup/…` of a target group. */
function placeOf(loadBalancerArn: string, targetGroupArn?: string): Place {
  const [, , , region = '', , resource = ''] = loadBalancerArn.split(':');
  return {
    region,
    dimensions: {
      ...(targetGroupArn !== undefined && { TargetGroup: targetGroupArn.split(':')[5] ?? '' }),
      LoadBalancer: resource.replace(/^loadbalancer\//, ''),
    },
  };
}

function metric(place: Place, name: string): Metric {
  return { ...place, namespace: NAMESPACE, name };
}

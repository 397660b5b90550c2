/**
 * Told of what goes through load balancers.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export interface RequestMeter {
  /** A request goes to a target. */
  chosen(loadBalancerArn: string, targetGroupArn: string): void;
  /** A target has begun to answer. */
  answered(loadBalancerArn: string, targetGroupArn: string, status: number, seconds: number): void;
  /** The load balancer answers with an error of its own. */
  failed(loadBalancerArn: string, status: number): void;
}

export const unmetered: RequestMeter = {
  chosen: () => undefined,
  answered: () => undefined,
  failed: () => undefined,
};

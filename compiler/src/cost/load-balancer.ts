import { HOURS, type Billing, type Charge } from './charge.ts';

/** What one capacity unit holds: https://aws.amazon.com/elasticloadbalancing/pricing/ */
const NEW_CONNECTIONS_A_SECOND = 25;
const GB_AN_HOUR = 1;

/**
 * Hours, capacity units, and one public address in each zone. Units are averages over the month, with a connection for
 * each request: traffic in bursts costs more.
 */
export function loadBalancer(_: unknown, { assumptions, zones }: Billing): readonly Charge[] {
  const units = Math.max(
    assumptions.requests / (HOURS * 3600) / NEW_CONNECTIONS_A_SECOND,
    assumptions.loadBalancerGb / HOURS / GB_AN_HOUR,
  );
  return [
    { row: 'Load balancer', what: `${HOURS} h`, quantity: HOURS, price: 'alb.hour' },
    {
      row: 'Load balancer',
      what: `${units.toPrecision(2)} capacity units`,
      quantity: units * HOURS,
      price: 'alb.lcuHour',
    },
    {
      row: 'Public IPv4 addresses',
      what: `${zones} of the load balancer`,
      quantity: zones * HOURS,
      price: 'publicIpv4.inUse.hour',
    },
  ];
}

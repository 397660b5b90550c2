import type { Architecture } from './architecture.ts';
import { LANE, bottomOf, centerOf, middleOf, rightOf, type Layout, type PlacedZone } from './svg-layout.ts';
import type { Box, Edge } from './svg-shapes.ts';

/** The same arrows as in the flowchart: in through the load balancer, out through gateways and endpoints. */
export function edges(it: Architecture, at: Layout): readonly Edge[] {
  const gateways = at.zones.flatMap((zone) =>
    zone.public.filter(({ it: { hasNat } }) => hasNat).map((subnet) => ({ zone, subnet })),
  );
  return [
    ...(it.listeners.length > 0 && at.zones.length > 0 ? waysIn(at) : []),
    ...at.zones.flatMap((zone) => {
      const gateway = gateways.find((one) => one.zone === zone) ?? gateways[0];
      return servicesOf(zone).flatMap((service) => [
        ...(gateway ? [wayToGateway(zone, service, gateway.zone, gateway.subnet.node)] : []),
        ...(it.endpoints.length > 0 ? [wayToEndpoints(zone, service, at)] : []),
      ]);
    }),
    ...gateways.map(({ zone, subnet }) => wayOut(zone, subnet.node, at)),
  ];
}

function servicesOf(zone: PlacedZone): readonly Box[] {
  return zone.private.flatMap(({ services }) => services.map(({ box }) => box));
}

/** Down from the load balancer in the left lane of each zone. */
function waysIn({ internet, balancer, zones }: Layout): readonly Edge[] {
  const center = centerOf(internet);
  return [
    wayIn([center, bottomOf(internet)], [center, balancer.y]),
    ...zones.flatMap((zone) => {
      const lane = zone.box.x + LANE / 2;
      return servicesOf(zone).map((service) =>
        wayIn([lane, bottomOf(balancer)], [lane, middleOf(service)], [service.x, middleOf(service)]),
      );
    }),
  ];
}

/** Up in the right lane; to a gateway of another zone between the public and the private subnets. */
function wayToGateway(zone: PlacedZone, service: Box, other: PlacedZone, gateway: Box): Edge {
  const [from, to] = [laneOf(zone), laneOf(other)];
  const between = bottomOf(other.public.at(-1)?.box ?? gateway) + 12;
  return wayOutward(
    [rightOf(service), middleOf(service)],
    [from, middleOf(service)],
    ...(from === to
      ? []
      : ([
          [from, between],
          [to, between],
        ] as const)),
    [to, middleOf(gateway)],
    [rightOf(gateway), middleOf(gateway)],
  );
}

function wayToEndpoints(zone: PlacedZone, service: Box, { endpoints }: Layout): Edge {
  const lane = laneOf(zone);
  return wayOutward(
    [rightOf(service), middleOf(service)],
    [lane, middleOf(service)],
    [lane, endpoints.box.y],
  );
}

/** Above the zone and then right of the load balancer, to the Internet. */
function wayOut({ box: zone }: PlacedZone, gateway: Box, { internet, balancer }: Layout): Edge {
  const center = centerOf(gateway);
  const lane = rightOf(balancer) + LANE / 2;
  return wayOutward(
    [center, gateway.y],
    [center, zone.y - 12],
    [lane, zone.y - 12],
    [lane, middleOf(internet)],
    [rightOf(internet), middleOf(internet)],
  );
}

function laneOf({ box }: PlacedZone): number {
  return rightOf(box) - LANE / 2;
}

function wayIn(...points: Edge['points']): Edge {
  return { points, way: 'in' };
}

function wayOutward(...points: Edge['points']): Edge {
  return { points, way: 'out' };
}

import type { Architecture, ServiceNode, Subnet, Zone } from './architecture.ts';
import { SMALL, type Box } from './svg-shapes.ts';
import { linesOf } from './text-width.ts';

/** Pixels. In the lanes at both sides of a zone run the arrows, so that none crosses a box or a word. */
export const LANE = 30;
export const LINE = 18;
const [ZONE, GAP, PAD, MARGIN] = [340, 24, 10, 16];
const SUBNET = ZONE - 2 * LANE;
/** What stands above the boxes of a subnet: its name. */
const HEAD = 30;

interface Placed<T> {
  readonly it: T;
  readonly box: Box;
}

interface PlacedService extends Placed<ServiceNode> {
  /** Below its name: routes, number of tasks, size. */
  readonly lines: readonly string[];
}

export interface PlacedZone extends Placed<Zone> {
  /** `node` is the box of the gateway. */
  readonly public: readonly (Placed<Subnet> & { readonly node: Box })[];
  readonly private: readonly (Placed<Subnet> & { readonly services: readonly PlacedService[] })[];
}

interface Listed {
  readonly box: Box;
  readonly lines: readonly string[];
}

/** Where everything stands. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly internet: Box;
  readonly vpc: Box;
  readonly balancer: Box;
  readonly zones: readonly PlacedZone[];
  readonly endpoints: Listed;
  readonly beside: Listed;
}

/** Zones side by side, public subnets above private ones; the load balancer above all zones, endpoints below. */
export function layout(it: Architecture): Layout {
  const inner = Math.max(2, it.zones.length) * (ZONE + GAP) - GAP;
  const left = MARGIN + LANE;
  const width = inner + 2 * left;
  const internet = { x: width / 2 - 60, y: 50, width: 120, height: 32 };
  const vpcTop = internet.y + internet.height + GAP;
  const balancer = { x: left, y: vpcTop + 34, width: inner, height: 46 };
  const zonesTop = balancer.y + (it.listeners.length > 0 ? balancer.height + 2 * GAP : GAP);
  const zones = it.zones.map((zone, index) => placedZone(zone, it, left + index * (ZONE + GAP), zonesTop));
  const zonesBottom = Math.max(zonesTop, ...zones.map(({ box }) => bottomOf(box)));
  const endpoints = listed(
    it.endpoints.length > 0 ? [`VPC endpoints: ${it.endpoints[0]}`, ...it.endpoints.slice(1)] : [],
    ', ',
    {
      x: left,
      y: zonesBottom + GAP,
      width: inner,
    },
  );
  const vpcBottom = it.endpoints.length > 0 ? bottomOf(endpoints.box) : zonesBottom;
  const vpc = { x: MARGIN, y: vpcTop, width: width - 2 * MARGIN, height: vpcBottom + MARGIN - vpcTop };
  const besideTop = (it.zones.length > 0 ? bottomOf(vpc) : bottomOf(internet)) + MARGIN;
  const beside = listed(it.beside, ' · ', { x: MARGIN, y: besideTop, width: vpc.width });
  const height = (it.beside.length > 0 ? bottomOf(beside.box) : besideTop - MARGIN) + MARGIN;
  return { width, height, internet, vpc, balancer, zones, endpoints, beside };
}

export function bottomOf({ y, height }: Box): number {
  return y + height;
}

export function rightOf({ x, width }: Box): number {
  return x + width;
}

export function middleOf({ y, height }: Box): number {
  return y + height / 2;
}

export function centerOf({ x, width }: Box): number {
  return x + width / 2;
}

function placedZone(zone: Zone, { services }: Architecture, x: number, top: number): PlacedZone {
  let y = top + HEAD - 2;
  const stacked = (height: number): Box => {
    const box = { x: x + LANE, y, width: SUBNET, height };
    y += height + GAP;
    return box;
  };
  const publics = zone.public.map((subnet) => {
    const box = stacked(HEAD + 32 + PAD);
    return { it: subnet, box, node: { x: rightOf(box) - 150, y: box.y + HEAD, width: 140, height: 32 } };
  });
  const privates = zone.private.map((subnet) => {
    const placed = placedServices(services, x + LANE + PAD, y + HEAD);
    const height = HEAD + placed.reduce((sum, { box }) => sum + box.height + PAD, 0);
    return { it: subnet, box: stacked(Math.max(height, HEAD + PAD)), services: placed };
  });
  const box = { x, y: top, width: ZONE, height: y - GAP + PAD - top };
  return { it: zone, box, public: publics, private: privates };
}

function placedServices(services: readonly ServiceNode[], x: number, top: number): readonly PlacedService[] {
  let y = top;
  const width = SUBNET - 2 * PAD;
  return services.map((service) => {
    const lines = [
      ...linesOf(service.routes, ', ', width - 2 * PAD, SMALL),
      ...linesOf([service.tasks], '', width - 2 * PAD, SMALL),
      ...linesOf(service.size.split(', '), ', ', width - 2 * PAD, SMALL),
    ];
    const box = { x, y, width, height: (lines.length + 1) * LINE + PAD };
    y += box.height + PAD;
    return { it: service, box, lines };
  });
}

/** A box as high as what it lists. */
function listed(items: readonly string[], separator: string, at: Omit<Box, 'height'>): Listed {
  const lines = linesOf(items, separator, at.width - 2 * PAD, SMALL);
  return { lines, box: { ...at, height: lines.length * LINE + 2 * PAD } };
}

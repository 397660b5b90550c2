import type { Architecture, Subnet } from './architecture.ts';

const FONT = 'system-ui, sans-serif';
const [ZONE_WIDTH, GAP, PAD, LINE] = [300, 24, 16, 18];
const SERVICE_HEIGHT = 3 * LINE + 18;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The architecture as one SVG picture: VPC, zones side by side, public subnets above private ones. */
export function svg(it: Architecture): string {
  const zones = it.zones.length;
  const width = Math.max(2, zones) * (ZONE_WIDTH + GAP) + GAP + 2 * PAD;
  const privateHeight = 34 + Math.max(1, it.services.length) * (SERVICE_HEIGHT + 10);
  const top = 150;
  const publicTop = top + 62;
  const publicHeight = 34 + 46;
  const privateTop = publicTop + publicHeight + GAP;
  const endpointsTop = privateTop + privateHeight + GAP + 10;
  const bottom = endpointsTop + (it.endpoints.length > 0 ? 56 : 0);
  const height = bottom + 30 + (it.beside.length > 0 ? 60 : 0);
  const center = width / 2;
  const balancer: Box = { x: center - 130, y: top + 8, width: 260, height: 44 };
  const zoneX = (index: number) => PAD + GAP + index * (ZONE_WIDTH + GAP);
  const parts = [
    box({ x: center - 60, y: 52, width: 120, height: 32 }, { fill: '#ffffff', stroke: '#687078', round: 16 }),
    text(center, 73, 'Internet', { anchor: 'middle' }),
    ...(zones > 0
      ? [
          box(
            { x: PAD, y: top - 34, width: width - 2 * PAD, height: bottom - top + 34 },
            { fill: '#f6fbf4', stroke: '#3f8624' },
          ),
          text(PAD + 10, top - 14, `VPC ${it.cidr}`, { weight: 600, fill: '#3f8624' }),
        ]
      : []),
    ...it.zones.flatMap((zone, index) => [
      box(
        {
          x: zoneX(index),
          y: publicTop - 4,
          width: ZONE_WIDTH,
          height: privateTop + privateHeight - publicTop + 14,
        },
        { fill: 'none', stroke: '#00a4a6', dashed: true },
      ),
      text(zoneX(index) + 10, publicTop - 10, `Zone ${zone.number}`, { fill: '#007c7e', size: 12 }),
      ...zone.public.map((subnet) =>
        publicSubnet(subnet, {
          x: zoneX(index) + 10,
          y: publicTop + 6,
          width: ZONE_WIDTH - 20,
          height: publicHeight,
        }),
      ),
      ...zone.private.map((subnet) =>
        privateSubnet(subnet, it, {
          x: zoneX(index) + 10,
          y: privateTop,
          width: ZONE_WIDTH - 20,
          height: privateHeight,
        }),
      ),
    ]),
    ...(it.listeners.length > 0
      ? [
          arrow(center, 84, center, balancer.y),
          box(balancer, { fill: '#f2ecfb', stroke: '#8c4fff' }),
          text(center, balancer.y + 19, 'Application Load Balancer', { anchor: 'middle', weight: 600 }),
          text(center, balancer.y + 36, it.listeners.join(', '), { anchor: 'middle', size: 12 }),
        ]
      : []),
    ...(it.endpoints.length > 0
      ? [
          box(
            { x: PAD + GAP, y: endpointsTop, width: width - 2 * (PAD + GAP), height: 38 },
            { fill: '#ffffff', stroke: '#8c4fff' },
          ),
          text(center, endpointsTop + 24, `VPC endpoints: ${it.endpoints.join(', ')}`, {
            anchor: 'middle',
            size: 12,
          }),
        ]
      : []),
    ...(it.beside.length > 0
      ? [
          box(
            { x: PAD, y: bottom + 16, width: width - 2 * PAD, height: 44 },
            { fill: '#fdf6ec', stroke: '#d86613' },
          ),
          text(center, bottom + 43, it.beside.join(' · '), { anchor: 'middle', size: 12 }),
        ]
      : []),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT}" font-size="14">`,
    `  <title>${escaped(`${it.title} (${it.region})`)}</title>`,
    '  <defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#687078"/></marker></defs>',
    `  <rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `  ${text(center, 30, `${it.title} (${it.region})`, { anchor: 'middle', weight: 700, size: 16 })}`,
    ...parts.map((part) => `  ${part}`),
    '</svg>',
    '',
  ].join('\n');
}

function publicSubnet({ cidr, hasNat }: Subnet, at: Box): string {
  const middle = at.x + at.width / 2;
  return [
    box(at, { fill: '#e9f3e6', stroke: '#7aa116' }),
    text(at.x + 10, at.y + 20, `public ${cidr}`, { size: 12, fill: '#476609' }),
    ...(hasNat
      ? [
          box(
            { x: middle - 60, y: at.y + 32, width: 120, height: 32 },
            { fill: '#ffffff', stroke: '#8c4fff' },
          ),
          text(middle, at.y + 53, 'NAT gateway', { anchor: 'middle', size: 12 }),
        ]
      : []),
  ].join('');
}

function privateSubnet({ cidr }: Subnet, { services }: Architecture, at: Box): string {
  const middle = at.x + at.width / 2;
  return [
    box(at, { fill: '#e6f2f8', stroke: '#147eba' }),
    text(at.x + 10, at.y + 20, `private ${cidr}`, { size: 12, fill: '#0d5a85' }),
    ...services.map(({ name, tasks, size, routes }, index) => {
      const y = at.y + 32 + index * (SERVICE_HEIGHT + 10);
      return [
        box(
          { x: at.x + 10, y, width: at.width - 20, height: SERVICE_HEIGHT },
          { fill: '#ffffff', stroke: '#d86613' },
        ),
        text(middle, y + 22, short(`${name}  ${routes.join(' ')}`, 36), { anchor: 'middle', weight: 600 }),
        text(middle, y + 22 + LINE, tasks, { anchor: 'middle', size: 12 }),
        text(middle, y + 22 + 2 * LINE, size, { anchor: 'middle', size: 12 }),
      ].join('');
    }),
  ].join('');
}

function box(
  { x, y, width, height }: Box,
  {
    fill,
    stroke,
    round = 6,
    dashed = false,
  }: { fill: string; stroke: string; round?: number; dashed?: boolean },
): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}" stroke="${stroke}"${dashed ? ' stroke-dasharray="6 4"' : ''}/>`;
}

function text(
  x: number,
  y: number,
  words: string,
  {
    anchor = 'start',
    weight = 400,
    size = 14,
    fill = '#232f3e',
  }: { anchor?: 'start' | 'middle' | 'end'; weight?: number; size?: number; fill?: string },
): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-weight="${weight}" font-size="${size}" fill="${fill}">${escaped(words)}</text>`;
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#687078" stroke-width="1.5" marker-end="url(#end)"/>`;
}

function short(words: string, length: number): string {
  return words.length <= length ? words : `${words.slice(0, length - 1)}…`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

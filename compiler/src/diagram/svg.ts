import type { Architecture } from './architecture.ts';
import { edges } from './svg-edges.ts';
import { LINE, centerOf, layout, middleOf, type Layout, type PlacedZone } from './svg-layout.ts';
import {
  MARKERS,
  SIZE,
  SMALL,
  edgeText,
  escaped,
  groupText,
  labelText,
  type Box,
  type Group,
  type Label,
} from './svg-shapes.ts';
import { shortened } from './text-width.ts';

const FONT = 'system-ui, sans-serif';

/** The architecture as one SVG picture: boxes in boxes, each with its words, and the arrows between them. */
export function svg(it: Architecture): string {
  const at = layout(it);
  const { width, height } = at;
  const title = `${it.title} (${it.region})`;
  const heading: Label = {
    x: width / 2,
    y: 30,
    words: shortened(title, width - 20, 16, 700),
    anchor: 'middle',
    weight: 700,
    size: 16,
  };
  const groups: readonly Group[] = [
    leaf(at.internet, '#ffffff', '#687078', [centered('Internet', at.internet, SIZE)], 16),
    ...(at.zones.length > 0 ? [vpc(it, at)] : []),
    ...(it.beside.length > 0
      ? [leaf(at.beside.box, '#fdf6ec', '#d86613', listed(at.beside.box, at.beside.lines))]
      : []),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT}" font-size="${SIZE}">`,
    `  <title>${escaped(title)}</title>`,
    `  <defs>${MARKERS}</defs>`,
    `  <rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `  ${labelText(heading)}`,
    ...groups.map((group) => groupText(group)),
    ...edges(it, at).map((edge) => `  ${edgeText(edge)}`),
    '</svg>',
    '',
  ].join('\n');
}

function vpc(it: Architecture, at: Layout): Group {
  const { box, lines } = at.endpoints;
  return {
    box: at.vpc,
    fill: '#f6fbf4',
    stroke: '#3f8624',
    labels: [{ x: at.vpc.x + 10, y: at.vpc.y + 22, words: `VPC ${it.cidr}`, weight: 600, fill: '#3f8624' }],
    children: [
      ...(it.listeners.length > 0 ? [balancer(it, at.balancer)] : []),
      ...at.zones.map(zone),
      ...(it.endpoints.length > 0 ? [leaf(box, '#ffffff', '#8c4fff', listed(box, lines))] : []),
    ],
  };
}

function balancer({ listeners }: Architecture, box: Box): Group {
  const x = centerOf(box);
  return leaf(box, '#f2ecfb', '#8c4fff', [
    { x, y: box.y + 20, words: 'Application Load Balancer', anchor: 'middle', weight: 600 },
    { x, y: box.y + 37, words: listeners.join(', '), anchor: 'middle', size: SMALL },
  ]);
}

function zone({ it, box, public: publics, private: privates }: PlacedZone): Group {
  const [left] = [...publics, ...privates];
  return {
    box,
    fill: 'none',
    stroke: '#00a4a6',
    dashed: true,
    labels: [
      {
        x: left?.box.x ?? box.x + 10,
        y: box.y + 19,
        words: `Zone ${it.number}`,
        size: SMALL,
        fill: '#007c7e',
      },
    ],
    children: [
      ...publics.map(({ it: { cidr, hasNat }, box: at, node }): Group => ({
        box: at,
        fill: '#e9f3e6',
        stroke: '#7aa116',
        labels: [named(`public ${cidr}`, at, '#476609')],
        children: [
          leaf(node, '#ffffff', '#8c4fff', [
            centered(hasNat ? 'NAT gateway' : 'load balancer node', node, SMALL),
          ]),
        ],
      })),
      ...privates.map(({ it: { cidr }, box: at, services }): Group => ({
        box: at,
        fill: '#e6f2f8',
        stroke: '#147eba',
        labels: [named(`private ${cidr}`, at, '#0d5a85')],
        children: services.map(({ it: { name }, box: own, lines }) =>
          leaf(own, '#ffffff', '#d86613', [
            {
              x: centerOf(own),
              y: own.y + 20,
              words: shortened(name, own.width - 20, SIZE, 600),
              anchor: 'middle',
              weight: 600,
            },
            ...listed({ ...own, y: own.y + LINE - 2 }, lines),
          ]),
        ),
      })),
    ],
  };
}

function leaf(box: Box, fill: string, stroke: string, labels: readonly Label[], round = 6): Group {
  return { box, fill, stroke, round, labels, children: [] };
}

function named(words: string, { x, y }: Box, fill: string): Label {
  return { x: x + 10, y: y + 20, words, size: SMALL, fill };
}

function centered(words: string, box: Box, size: number): Label {
  return { x: centerOf(box), y: middleOf(box) + 5, words, anchor: 'middle', size };
}

/** Lines below one another from the top of a box. */
function listed(box: Box, lines: readonly string[]): readonly Label[] {
  return lines.map((words, index) => ({
    x: centerOf(box),
    y: box.y + 22 + index * LINE,
    words,
    anchor: 'middle',
    size: SMALL,
  }));
}

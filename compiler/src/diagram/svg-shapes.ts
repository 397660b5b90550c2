/** A rectangle in pixels, from the upper left corner of the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One line of text; `y` is where its letters stand. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly words: string;
  readonly anchor?: 'start' | 'middle';
  readonly weight?: number;
  readonly size?: number;
  readonly fill?: string;
}

/** A box with what stands in it: its own words, and other boxes. Nothing of them reaches beyond it. */
export interface Group {
  readonly box: Box;
  readonly fill: string;
  readonly stroke: string;
  readonly round?: number;
  readonly dashed?: boolean;
  readonly labels: readonly Label[];
  readonly children: readonly Group[];
}

/** An arrow along points: a way in, or a way out. */
export interface Edge {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly way: 'in' | 'out';
}

/** The size of letters where nothing else is said, in pixels, and that of what is less important. */
export const SIZE = 14;
export const SMALL = 12;

export function groupText(group: Group, indent = '  '): string {
  const { box, fill, stroke, round = 6, dashed = false, labels, children } = group;
  const deeper = `${indent}  `;
  return [
    `${indent}<g>`,
    `${deeper}<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="${round}" fill="${fill}" stroke="${stroke}"${dashed ? ' stroke-dasharray="6 4"' : ''}/>`,
    ...labels.map((label) => `${deeper}${labelText(label)}`),
    ...children.map((child) => groupText(child, deeper)),
    `${indent}</g>`,
  ].join('\n');
}

export function labelText({
  x,
  y,
  words,
  anchor = 'start',
  weight = 400,
  size = SIZE,
  fill = '#232f3e',
}: Label): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-weight="${weight}" font-size="${size}" fill="${fill}">${escaped(words)}</text>`;
}

/** Lines are drawn through: ways that run together stay one line where they lie upon one another. */
const strokes: Readonly<Record<Edge['way'], string>> = { in: '#687078', out: '#147eba' };

/** The heads of the arrows. */
export const MARKERS = Object.entries(strokes)
  .map(
    ([way, stroke]) =>
      `<marker id="${way}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="${stroke}"/></marker>`,
  )
  .join('');

export function edgeText({ points, way }: Edge): string {
  const along = points.map(([x, y]) => `${x},${y}`).join(' ');
  return `<polyline points="${along}" fill="none" stroke="${strokes[way]}" stroke-width="1.5" marker-end="url(#${way})"/>`;
}

export function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import { widthOf } from '../text-width.ts';

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A text with the boxes around it, the innermost one last. */
interface Words extends Area {
  readonly words: string;
  readonly around: readonly Area[];
}

interface Picture {
  readonly page: Area;
  readonly boxes: readonly Area[];
  readonly texts: readonly Words[];
  readonly edges: readonly (readonly (readonly [x: number, y: number])[])[];
}

/** What a viewer would show, read off the elements: a group's first element is its box. */
export function read(picture: string): Picture {
  const [page = none, ...boxes] = [...picture.matchAll(/<rect [^>]*>/g)].map(([rect]) => areaOf(rect));
  const around: Area[] = [];
  const texts: Words[] = [];
  for (const [line] of picture.matchAll(/<g>\s*<rect [^>]*>|<\/g>|<text [^>]*>[^<]*/g)) {
    if (line.startsWith('<g>')) around.push(areaOf(line));
    else if (line === '</g>') around.pop();
    else texts.push({ ...wordsOf(line), around: [...around] });
  }
  const edges = [...picture.matchAll(/points="([^"]*)"/g)].map(([, points = '']) =>
    points.split(' ').map((point) => point.split(',').map(Number) as [number, number]),
  );
  return { page, boxes, texts, edges };
}

export const none: Area = { left: 0, top: 0, right: 0, bottom: 0 };

function number(element: string, name: string): number {
  return Number(new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1]);
}

function areaOf(rect: string): Area {
  const [left, top] = [number(rect, 'x') || 0, number(rect, 'y') || 0];
  return { left, top, right: left + number(rect, 'width'), bottom: top + number(rect, 'height') };
}

function wordsOf(element: string): Area & { readonly words: string } {
  const words = element
    .slice(element.indexOf('>') + 1)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  const [x, y, size] = [number(element, 'x'), number(element, 'y'), number(element, 'font-size')];
  const width = widthOf(words, size, number(element, 'font-weight'));
  const left = element.includes('text-anchor="middle"') ? x - width / 2 : x;
  return { words, left, right: left + width, top: y - 0.8 * size, bottom: y + 0.24 * size };
}

function isInside(inner: Area, outer: Area): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}

function meet(a: Area, b: Area): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function same(a: Area, b: Area): boolean {
  return isInside(a, b) && isInside(b, a);
}

/** The straight pieces of an arrow, as areas of hardly any height or width. */
function pieces(points: Picture['edges'][number]): readonly Area[] {
  return points.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    const [thick, high] = x === fromX ? [0.01, 0] : [0, 0.01];
    return {
      left: Math.min(x, fromX) - thick,
      right: Math.max(x, fromX) + thick,
      top: Math.min(y, fromY) - high,
      bottom: Math.max(y, fromY) + high,
    };
  });
}

/** Everything that is wrong with a picture, in words. */
export function faults(picture: string): readonly string[] {
  const { page, boxes, texts, edges } = read(picture);
  const innermost = boxes.filter((box) => !boxes.some((other) => other !== box && isInside(other, box)));
  return [
    ...boxes.filter((box) => !isInside(box, page)).map(() => 'a box beyond the page'),
    ...texts.flatMap((text, index) => [
      ...boxes.flatMap((box) => {
        const isOwn = text.around.some((own) => same(own, box));
        if (isOwn) return isInside(text, box) ? [] : [`${text.words}: beyond its box`];
        return meet(text, box) ? [`${text.words}: at a box that is not its own`] : [];
      }),
      ...texts
        .slice(index + 1)
        .flatMap((other) => (meet(text, other) ? [`${text.words}: upon ${other.words}`] : [])),
      ...(isInside(text, page) ? [] : [`${text.words}: beyond the page`]),
    ]),
    ...edges.flatMap((points) =>
      pieces(points).flatMap((piece) => [
        ...texts.flatMap((text) => (meet(piece, text) ? [`${text.words}: crossed by an arrow`] : [])),
        ...innermost.flatMap((box) => (meet(piece, box) ? ['an arrow through a box'] : [])),
      ]),
    ),
  ];
}

/** Whether an arrow may begin or end here. */
export function isAtBorder(
  [x, y]: readonly [x: number, y: number],
  { left, top, right, bottom }: Area,
): boolean {
  const isBeside = (x === left || x === right) && y > top && y < bottom;
  return isBeside || ((y === top || y === bottom) && x > left && x < right);
}

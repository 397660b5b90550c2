/**
 * How wide letters are at most, in parts of the font's size. Whoever looks has another font: these are for DejaVu Sans,
 * which takes more room than other fonts that stand in for `sans-serif`.
 */
const classes: readonly (readonly [letters: RegExp, width: number])[] = [
  [/[fijlrtI.,:;'|!()[\]/\\ -]/, 0.42],
  [/[MWmw@%]|[^ -~–·]/, 1],
  [/[A-Z&#<>=+~^]/, 0.84],
];
const OTHER = 0.65;
const BOLDER = 1.18;

/** The room that a line takes at most, in pixels, where the font has `size` pixels. */
export function widthOf(words: string, size: number, weight = 400): number {
  const parts = Array.from(
    words,
    (letter) => classes.find(([letters]) => letters.test(letter))?.[1] ?? OTHER,
  );
  return parts.reduce((sum, part) => sum + part, 0) * size * (weight > 400 ? BOLDER : 1);
}

/** A line that is not wider than `width`: what is too much is left out, and `…` stands for it. */
export function shortened(words: string, width: number, size: number, weight = 400): string {
  if (widthOf(words, size, weight) <= width) return words;
  const letters = Array.from(words);
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, size, weight) > width) letters.pop();
  return `${letters.join('')}…`;
}

/** The items on lines that are not wider than `width`, with `separator` between those of one line. */
export function linesOf(
  items: readonly string[],
  separator: string,
  width: number,
  size: number,
): readonly string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const longer = `${last}${separator}${item}`;
    if (last !== undefined && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(shortened(item, width, size));
  }
  return lines;
}

import { isCollection, isMap, isPair, isScalar, type Document, type Node } from 'yaml';
import type { Path, Place } from './diagnostic.ts';

/** A file as it was read: what a place needs to become a line and a column. */
export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  readonly text: string;
  readonly document: Document.Parsed;
}

/** Lines and columns from 1, the end behind the last character. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

type Range = readonly [start: number, end: number];

/** Where a place stands. A path that is not in the file is found at its nearest ancestor. */
export function locate(place: Place, source: SourceFile): Span {
  const [start, end] = 'path' in place ? pathRange(place.path, place.at, source) : [place.start, place.end];
  const from = lineAndColumn(source.text, start);
  const to = lineAndColumn(source.text, Math.max(end, start));
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function pathRange(path: Path, at: 'key' | 'value', source: SourceFile): Range {
  let node: unknown = source.document.contents;
  let key: Node | undefined;
  let found = true;
  for (const step of path) {
    const next = child(node, step);
    if (!next) {
      found = false;
      break;
    }
    ({ node, key } = next);
  }
  const value = node as Node | null;
  if ((!found || at === 'key') && key?.range) return [key.range[0], key.range[1]];
  // The range of a collection runs to its last child; what a reader looks for is where it begins.
  if (isCollection(value) && !value.flow && key?.range) return [key.range[0], key.range[1]];
  if (value?.range) return [value.range[0], value.range[1]];
  if (key?.range) return [key.range[0], key.range[1]];
  return [0, 0];
}

function child(
  node: unknown,
  step: string | number,
): { node: Node | null; key: Node | undefined } | undefined {
  if (!isCollection(node)) return undefined;
  if (isMap(node)) {
    const pair = node.items.findLast(
      (item) => isPair(item) && (isScalar(item.key) ? String(item.key.value) : undefined) === String(step),
    );
    return pair && { node: pair.value as Node | null, key: pair.key as Node };
  }
  const item = node.items[Number(step)];
  return item === undefined ? undefined : { node: item as Node, key: undefined };
}

import { isPair, isScalar, visit, type Node } from 'yaml';
import { isReference, isSecretName, looksSecret, maskAssignments, MASKED } from '../secret.ts';
import type { SourceFile } from './locate.ts';

const texts = new WeakMap<SourceFile, string>();

/**
 * The text of a file as it may be shown: what is, or looks, secret is overwritten, also in a file that does not parse, or
 * whose values stand in the wrong place. Every other character keeps its line and column.
 */
export function maskedText(source: SourceFile): string {
  let text = texts.get(source);
  if (text === undefined) {
    text = source.text;
    for (const [start, end] of secretRanges(source)) text = overwrite(text, start, end);
    text = text
      .split('\n')
      .map((line) => maskLine(line))
      .join('\n');
    texts.set(source, text);
  }
  return text;
}

type Range = readonly [start: number, end: number];

function secretRanges({ document }: SourceFile): readonly Range[] {
  const ranges: Range[] = [];
  visit(document, {
    Node(key, node, ancestors) {
      if (!isLeaf(node) || key === 'key' || !node.range) return;
      const names = ancestors.flatMap((pair) =>
        isPair(pair) && isScalar(pair.key) ? [String(pair.key.value)] : [],
      );
      if (isSecret(isScalar(node) ? (node.source ?? '') : undefined, names))
        ranges.push([node.range[0], node.range[1]]);
    },
  });
  return ranges;
}

function isLeaf(node: Node): boolean {
  return !('items' in node);
}

/** @param text undefined for an alias: a password that begins with an asterisk reads as one */
function isSecret(text: string | undefined, names: readonly string[]): boolean {
  if (text === '') return false;
  if (text !== undefined && looksSecret(text)) return true;
  const isKept = text !== undefined && isReference(text);
  return !isKept && (isSecretName(names.at(-1) ?? '') || isBelowSecrets(names));
}

/** Wherever `secrets` stands, and whatever stands in it: only a service may be called so. */
function isBelowSecrets(names: readonly string[]): boolean {
  return names.some((name, depth) => name === 'secrets' && !(depth === 1 && names[0] === 'services'));
}

/** Line breaks stay, so that the lines after a block of text keep their numbers. */
function overwrite(text: string, start: number, end: number): string {
  const [first = '', ...rest] = text.slice(start, end).split('\n');
  const shown = first.length < MASKED.length ? '*'.repeat(first.length) : MASKED.padEnd(first.length);
  return (
    text.slice(0, start) +
    [shown, ...rest.map((line) => ' '.repeat(line.length))].join('\n') +
    text.slice(end)
  );
}

/** What stands in no node: the rest of a text that the parser gave up on. */
function maskLine(line: string): string {
  const block = line.replace(/^(\s*(?:-\s+)?["']?([\w.-]+)["']?\s*:\s+)(\S.*)$/, maskEntry);
  return maskAssignments(
    block.replaceAll(/(["']?([\w.-]+)["']?\s*:\s+)("[^"]*"?|'[^']*'?|[^\s,}\]][^,}\]]*)/g, maskEntry),
  );
}

function maskEntry(written: string, head: string, name: string, value: string): string {
  const isShown = isReference(value) || /^(""|''|\*{1,4})(?=[\s,}\]]|$)/.test(value);
  return isSecretName(name) && !isShown ? `${head}${MASKED}` : written;
}

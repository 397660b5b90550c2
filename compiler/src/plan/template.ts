import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parse,
  parseDocument,
  type Document,
  type Node,
} from 'yaml';
import type { Path } from '../diagnostics/diagnostic.ts';
import { isRecord, shortForms } from './intrinsic.ts';

/** Sections whose entries are compared one by one. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
export const sections = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'] as const;
export type Section = (typeof sections)[number];

/** One entry of a section. Its text is all that most comparisons look at; it is parsed when somebody asks. */
export interface Block {
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
  /** First and last line of the node at a path of this block, in the whole template; undefined where there is none. */
  linesOf(path: Path): readonly [first: number, last: number] | undefined;
}

export type Blocks = ReadonlyMap<string, Block>;
export type Template = Readonly<Record<Section, Blocks>>;

/** A block's value as a map; an empty one where it is none. */
export function recordOf(block: Block): Readonly<Record<string, unknown>> {
  return isRecord(block.value) ? block.value : {};
}

/** Thrown for a text that is no template: neither a YAML nor a JSON map. */
export class TemplateError extends Error {}

/**
 * Reads a template: one of ours by its layout, without parsing it (two Node starts' worth of time for 60 resources);
 * any other, YAML or JSON, whole. Throws `TemplateError`.
 */
export function readTemplate(body: string): Template {
  return split(body) ?? parsed(body);
}

/** By our layout: sections at the margin, entries two spaces in, everything else deeper. Undefined for any other. */
function split(body: string): Template | undefined {
  const template: Record<Section, Map<string, Block>> = emptySections();
  let section: Section | undefined;
  let open: { readonly name: string; readonly line: number; readonly lines: string[] } | undefined;
  const close = () => {
    if (open && section) template[section].set(open.name, new TextBlock(open.name, open.lines, open.line));
    open = undefined;
  };
  for (const [index, line] of body.split('\n').entries()) {
    const indent = line.search(/[^ ]/);
    if (indent < 0 || (indent <= 2 && line[indent] === '#')) {
      open?.lines.push('');
    } else if (indent === 0) {
      close();
      const key = /^([A-Za-z]+):( |$)/.exec(line)?.[1];
      if (key === undefined) return undefined;
      section = sections.find((name) => name === key);
      if (section && line !== `${key}:` && line !== `${key}: {}`) return undefined;
    } else if (!section) {
      // A description or metadata: says nothing about resources.
    } else if (indent === 2) {
      close();
      const name = /^ {2}([A-Za-z0-9]+):( |$)/.exec(line)?.[1];
      if (name === undefined || template[section].has(name)) return undefined;
      open = { name, line: index + 1, lines: [line] };
    } else if (open && indent > 2) {
      open.lines.push(line);
    } else {
      return undefined;
    }
  }
  close();
  return template.Resources.size > 0 ? template : undefined;
}

function emptySections() {
  return {
    Parameters: new Map<string, Block>(),
    Mappings: new Map<string, Block>(),
    Conditions: new Map<string, Block>(),
    Resources: new Map<string, Block>(),
    Outputs: new Map<string, Block>(),
  };
}

class TextBlock implements Block {
  readonly name: string;
  readonly text: string;
  readonly #line: number;
  #document: { readonly tree: Document.Parsed; readonly lines: LineCounter } | undefined;
  #value: { readonly it: unknown } | undefined;

  constructor(name: string, lines: readonly string[], line: number) {
    this.name = name;
    this.text = lines.join('\n').trimEnd();
    this.#line = line;
  }

  get value(): unknown {
    this.#value ??= { it: valueOf(this.#parse().tree, this.name) };
    return this.#value.it;
  }

  linesOf(path: Path): readonly [number, number] | undefined {
    const { tree, lines } = this.#parse();
    const range = rangeOf(tree.contents, [this.name, ...path]);
    if (!range) return undefined;
    const [start, end] = range;
    const at = (offset: number) => this.#line - 1 + lines.linePos(offset).line;
    return [at(start), at(Math.max(start, end - 1))];
  }

  #parse() {
    if (this.#document) return this.#document;
    const lines = new LineCounter();
    const tree = parseDocument(this.text, { lineCounter: lines, customTags: shortForms, logLevel: 'silent' });
    return (this.#document = { tree, lines });
  }
}

function valueOf(tree: Document.Parsed, name: string): unknown {
  if (tree.errors[0]) throw new TemplateError(`${name}: ${tree.errors[0].message}`);
  const value: unknown = tree.toJS();
  return isRecord(value) ? value[name] : undefined;
}

/** From where the key of a node (or the item of a list) stands to where its value ends. */
function rangeOf(root: Node | null, path: Path): readonly [number, number] | undefined {
  let node: unknown = root;
  let range: readonly [number, number] | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (!pair || !isScalar(pair.key) || !pair.key.range) return undefined;
      range = [pair.key.range[0], endOf(pair.value) ?? pair.key.range[1]];
      node = pair.value;
    } else {
      const item = isSeq(node) ? node.items[Number(step)] : undefined;
      const start = startOf(item);
      if (start === undefined) return undefined;
      range = [start, endOf(item) ?? start];
      node = item;
    }
  }
  return range;
}

function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
}

function endOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[1] : undefined;
}

/** A template that somebody else laid out: its blocks carry canonical JSON as their text, and no lines worth telling. */
function parsed(body: string): Template {
  let value: unknown;
  try {
    value = parse(body, { customTags: shortForms, logLevel: 'error' });
  } catch (error) {
    throw new TemplateError(error instanceof Error ? error.message : String(error));
  }
  if (!isRecord(value)) throw new TemplateError('it is not a map');
  const template = emptySections();
  for (const section of sections) {
    const entries = value[section];
    if (!isRecord(entries)) continue;
    for (const [name, entry] of Object.entries(entries)) {
      template[section].set(name, {
        name,
        text: JSON.stringify(entry),
        value: entry,
        linesOf: () => undefined,
      });
    }
  }
  return template;
}

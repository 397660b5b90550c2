import type { NormalizedSchema } from '@smithy/core/schema';
import { fromText } from './text.ts';
import { below, ShapeError } from './shape-error.ts';

/** Dotted keys of a form as a tree: `Tags.member.1.Key=a` is `Tags → member → 1 → Key`. */
interface FormNode {
  text?: string;
  readonly children: Map<string, FormNode>;
}

/**
 * The parameters of a Query request as the SDK's types have them.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html. Throws `ShapeError`.
 */
export function readForm(schema: NormalizedSchema, form: URLSearchParams): Record<string, unknown> {
  const root: FormNode = { children: new Map() };
  for (const [key, text] of form) {
    let node = root;
    for (const part of key.split('.')) {
      let child = node.children.get(part);
      if (!child) node.children.set(part, (child = { children: new Map() }));
      node = child;
    }
    node.text = text;
  }
  return schema.isStructSchema() ? readStruct(schema, root, '') : {};
}

function readStruct(schema: NormalizedSchema, node: FormNode, path: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(member.getMemberTraits().xmlName ?? name);
    if (child) result[name] = readNode(member, child, below(path, name));
  }
  return result;
}

function readNode(schema: NormalizedSchema, node: FormNode, path: string): unknown {
  if (schema.isStructSchema()) return readStruct(schema, node, path);
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    const items = flattened(schema, node, member.getMergedTraits().xmlName ?? 'member');
    return items.map((item, index) => readNode(member, item, below(path, index + 1)));
  }
  if (schema.isMapSchema()) return readMap(schema, node, path);
  if (node.text === undefined) throw new ShapeError(path, 'a single value');
  return fromText(schema, node.text, path);
}

function readMap(schema: NormalizedSchema, node: FormNode, path: string): Record<string, unknown> {
  const value = schema.getValueSchema();
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueName = value.getMergedTraits().xmlName ?? 'value';
  return Object.fromEntries(
    flattened(schema, node, 'entry').map((entry, index) => {
      const key = entry.children.get(keyName)?.text;
      const item = entry.children.get(valueName);
      if (key === undefined || !item) throw new ShapeError(below(path, index + 1), 'a key with its value');
      return [key, readNode(value, item, below(path, key))];
    }),
  );
}

/** The items of a list or map in the order of their numbers, whether or not the model flattens it. */
function flattened(schema: NormalizedSchema, node: FormNode, wrapper: string): FormNode[] {
  const holder = schema.getMergedTraits().xmlFlattened ? node : node.children.get(wrapper);
  return [...(holder?.children ?? [])]
    .filter(([index]) => /^[1-9]\d*$/.test(index))
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);
}

import { parseXML } from '@aws-sdk/xml-builder';
import type { NormalizedSchema } from '@smithy/core/schema';
import { fromText } from './text.ts';
import { below, ShapeError } from './shape-error.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The body of a REST-XML request as the SDK's types have it. Throws `ShapeError`. */
export function readXml(schema: NormalizedSchema, xml: string): unknown {
  let document: unknown;
  try {
    document = parseXML(xml);
  } catch {
    throw new ShapeError('', 'well-formed XML');
  }
  const root: unknown = isRecord(document) ? Object.values(document)[0] : undefined;
  if (root === undefined) throw new ShapeError('', 'well-formed XML');
  return readElement(schema, root, '');
}

function readElement(schema: NormalizedSchema, value: unknown, path: string): unknown {
  if (schema.isStructSchema()) {
    const result: Record<string, unknown> = {};
    // an element without content is read as an empty text
    const elements = isRecord(value) ? value : {};
    for (const [name, member] of schema.structIterator()) {
      const child = elements[member.getMemberTraits().xmlName ?? name];
      if (child !== undefined) result[name] = readElement(member, child, below(path, name));
    }
    return result;
  }
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    const items = flattened(schema, value, member.getMergedTraits().xmlName ?? 'member');
    return items.map((item, index) => readElement(member, item, below(path, index + 1)));
  }
  if (schema.isMapSchema()) return readMap(schema, value, path);
  const text = isRecord(value) ? (value['#text'] ?? '') : value;
  if (typeof text !== 'string') throw new ShapeError(path, 'a single value');
  return fromText(schema, text, path);
}

function readMap(schema: NormalizedSchema, value: unknown, path: string): Record<string, unknown> {
  const member = schema.getValueSchema();
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueName = member.getMergedTraits().xmlName ?? 'value';
  return Object.fromEntries(
    flattened(schema, value, 'entry').map((entry, index) => {
      const key = isRecord(entry) ? entry[keyName] : undefined;
      if (!isRecord(entry) || typeof key !== 'string') {
        throw new ShapeError(below(path, index + 1), 'a key with its value');
      }
      return [key, readElement(member, entry[valueName] ?? '', below(path, key))];
    }),
  );
}

function flattened(schema: NormalizedSchema, value: unknown, wrapper: string): unknown[] {
  const items = schema.getMergedTraits().xmlFlattened ? value : isRecord(value) ? value[wrapper] : undefined;
  if (items === undefined) return [];
  return Array.isArray(items) ? items : [items];
}

import type { NormalizedSchema } from '@smithy/core/schema';
import { below } from './shape-error.ts';
import { toText, unfit } from './text.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Text between tags. A carriage return is escaped since parsers turn a bare one into a line feed. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"\r]/g, (character) => entities[character] ?? character);
}

/**
 * An answer as XML: `<name>…</name>`, lists and maps wrapped or flattened as the model says.
 * https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings. Throws `Error` for a value that does not fit.
 */
export function writeXml(schema: NormalizedSchema, name: string, value: unknown, path = ''): string {
  if (value === undefined || value === null) return '';
  if (schema.isListSchema()) return writeList(schema, name, value, path);
  if (schema.isMapSchema()) return writeMap(schema, name, value, path);
  if (schema.isStructSchema()) return element(name, xmlMembers(schema, value, path));
  return element(name, escapeXml(toText(schema, value, path)));
}

/** The members of a structure, without an element around them; `skip` leaves out those bound elsewhere. */
export function xmlMembers(
  schema: NormalizedSchema,
  value: unknown,
  path = '',
  skip: (member: NormalizedSchema) => boolean = () => false,
): string {
  if (typeof value !== 'object' || value === null) throw unfit(path, schema, value);
  let xml = '';
  for (const [name, member] of schema.structIterator()) {
    if (!Object.hasOwn(value, name) || skip(member)) continue;
    const item: unknown = Reflect.get(value, name);
    xml += writeXml(member, member.getMemberTraits().xmlName ?? name, item, below(path, name));
  }
  return xml;
}

function writeList(schema: NormalizedSchema, name: string, value: unknown, path: string): string {
  if (!Array.isArray(value)) throw unfit(path, schema, value);
  const member = schema.getValueSchema();
  const flat = schema.getMergedTraits().xmlFlattened;
  const itemName = flat ? name : (member.getMergedTraits().xmlName ?? 'member');
  const items = value.map((item, index) => writeXml(member, itemName, item, below(path, index + 1))).join('');
  return flat ? items : element(name, items);
}

function writeMap(schema: NormalizedSchema, name: string, value: unknown, path: string): string {
  if (typeof value !== 'object' || value === null) throw unfit(path, schema, value);
  const member = schema.getValueSchema();
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueName = member.getMergedTraits().xmlName ?? 'value';
  const flat = schema.getMergedTraits().xmlFlattened;
  const entries = Object.entries(value)
    .map(([key, item]) =>
      element(
        flat ? name : 'entry',
        element(keyName, escapeXml(key)) + writeXml(member, valueName, item, below(path, key)),
      ),
    )
    .join('');
  return flat ? entries : element(name, entries);
}

export function element(name: string, content: string, namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return content === '' ? `<${name}${attribute}/>` : `<${name}${attribute}>${content}</${name}>`;
}

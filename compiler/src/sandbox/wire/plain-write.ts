import type { NormalizedSchema } from '@smithy/core/schema';
import { dateToTag } from '@smithy/core/cbor';
import { below } from './shape-error.ts';
import { timestampFormat, timestampText, unfit } from './text.ts';

/** An answer as a value that `JSON.stringify` or the CBOR encoder takes. Throws `Error` for one that does not fit. */
export function writePlain(
  schema: NormalizedSchema,
  value: unknown,
  flavour: 'json' | 'cbor',
  path = '',
): unknown {
  if (schema.isDocumentSchema()) return value;
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw unfit(path, schema, value);
    const member = schema.getValueSchema();
    return value.map((item, index) => writePlain(member, item, flavour, below(path, index + 1)));
  }
  if (schema.isMapSchema() || schema.isStructSchema()) {
    if (typeof value !== 'object' || value === null) throw unfit(path, schema, value);
    const members = schema.isMapSchema() ? mapMembers(schema, value) : structMembers(schema, value);
    return Object.fromEntries(
      members.map(([key, member, item]) => [key, writePlain(member, item, flavour, below(path, key))]),
    );
  }
  return writeScalar(schema, value, flavour, path);
}

type Member = readonly [key: string, schema: NormalizedSchema, value: unknown];

function mapMembers(schema: NormalizedSchema, value: object): Member[] {
  const member = schema.getValueSchema();
  return Object.entries(value)
    .filter(([, item]) => item !== undefined && item !== null)
    .map(([key, item]) => [key, member, item]);
}

function structMembers(schema: NormalizedSchema, value: object): Member[] {
  const members: Member[] = [];
  for (const [name, member] of schema.structIterator()) {
    const item: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    if (item !== undefined && item !== null) {
      members.push([member.getMergedTraits().jsonName ?? name, member, item]);
    }
  }
  return members;
}

function writeScalar(
  schema: NormalizedSchema,
  value: unknown,
  flavour: 'json' | 'cbor',
  path: string,
): unknown {
  if (schema.isTimestampSchema()) {
    if (!(value instanceof Date)) throw unfit(path, schema, value);
    return flavour === 'cbor'
      ? dateToTag(value)
      : timestampText(value, timestampFormat(schema, 'epoch-seconds'));
  }
  if (schema.isBlobSchema()) {
    if (!(value instanceof Uint8Array)) throw unfit(path, schema, value);
    return flavour === 'cbor' ? value : Buffer.from(value).toString('base64');
  }
  if (schema.isBooleanSchema()) {
    if (typeof value !== 'boolean') throw unfit(path, schema, value);
    return value;
  }
  if (schema.isNumericSchema()) {
    if (typeof value !== 'number') throw unfit(path, schema, value);
    return flavour === 'cbor' || Number.isFinite(value) ? value : String(value);
  }
  if (typeof value !== 'string') throw unfit(path, schema, value);
  return value;
}

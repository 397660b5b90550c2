import type { NormalizedSchema } from '@smithy/core/schema';
import { dateFrom } from './text.ts';
import { below, ShapeError } from './shape-error.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A JSON or CBOR value as the SDK's types have it: times as `Date`, blobs as bytes, members that are null or
 * not in the model left out. Throws `ShapeError` for a value of the wrong type.
 */
export function readPlain(schema: NormalizedSchema, value: unknown, path = ''): unknown {
  if (schema.isDocumentSchema()) return value;
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw new ShapeError(path, 'a list');
    const member = schema.getValueSchema();
    return value.filter(present).map((item, index) => readPlain(member, item, below(path, index + 1)));
  }
  if (schema.isMapSchema()) {
    if (!isRecord(value)) throw new ShapeError(path, 'a map');
    const member = schema.getValueSchema();
    // fromEntries defines its keys, so that one named __proto__ stays a key
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => present(item))
        .map(([key, item]) => [key, readPlain(member, item, below(path, key))]),
    );
  }
  if (schema.isStructSchema()) {
    if (!isRecord(value)) throw new ShapeError(path, 'a structure');
    const result: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const key = member.getMergedTraits().jsonName ?? name;
      const item = Object.hasOwn(value, key) ? value[key] : undefined;
      if (present(item)) result[name] = readPlain(member, item, below(path, name));
    }
    return result;
  }
  return readScalar(schema, value, path);
}

function present(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function readScalar(schema: NormalizedSchema, value: unknown, path: string): unknown {
  if (schema.isTimestampSchema()) {
    // CBOR: tag 1 around the seconds
    const seconds = isRecord(value) && value['tag'] === 1 ? value['value'] : value;
    if (typeof seconds !== 'number' && typeof seconds !== 'string') throw new ShapeError(path, 'a time');
    return dateFrom(seconds, path);
  }
  if (schema.isBlobSchema()) {
    if (value instanceof Uint8Array) return new Uint8Array(value);
    if (typeof value !== 'string') throw new ShapeError(path, 'a blob');
    return new Uint8Array(Buffer.from(value, 'base64'));
  }
  if (schema.isBooleanSchema()) {
    if (typeof value !== 'boolean') throw new ShapeError(path, 'true or false');
    return value;
  }
  if (schema.isNumericSchema()) {
    if (typeof value === 'number') return value;
    if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
    throw new ShapeError(path, 'a number');
  }
  if (typeof value !== 'string') throw new ShapeError(path, 'a string');
  return value;
}

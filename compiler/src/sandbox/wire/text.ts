import type { NormalizedSchema } from '@smithy/core/schema';
import { ShapeError } from './shape-error.ts';

/** How a time is written: https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait */
export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

const formats: Readonly<Record<number, TimestampFormat>> = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
};

/** The format that the model asks for, else the one that the protocol writes. */
export function timestampFormat(schema: NormalizedSchema, otherwise: TimestampFormat): TimestampFormat {
  const sentinel = schema.getSchema();
  return (typeof sentinel === 'number' ? formats[sentinel] : undefined) ?? otherwise;
}

/** A scalar as forms, headers, query strings and XML carry it. Throws `ShapeError`. */
export function fromText(schema: NormalizedSchema, text: string, path: string): unknown {
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'));
  if (schema.isBooleanSchema()) {
    if (text !== 'true' && text !== 'false') throw new ShapeError(path, 'true or false');
    return text === 'true';
  }
  if (schema.isTimestampSchema()) return dateFrom(text, path);
  if (schema.isNumericSchema()) {
    const number = Number(text);
    if (text.trim() === '' || (Number.isNaN(number) && text !== 'NaN'))
      throw new ShapeError(path, 'a number');
    return number;
  }
  return text;
}

/** Seconds since the epoch, an ISO 8601 time, or an HTTP date: clients differ in what they send. */
export function dateFrom(value: string | number, path: string): Date {
  const seconds =
    typeof value === 'number' ? value : /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  const date = new Date(seconds === undefined ? value : Math.round(seconds * 1000));
  if (Number.isNaN(date.getTime())) throw new ShapeError(path, 'a time');
  return date;
}

/** The other direction. A value that does not fit its schema is a bug of the sandbox and throws a plain `Error`. */
export function toText(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  format: TimestampFormat = 'date-time',
): string {
  if (schema.isBlobSchema()) {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  } else if (schema.isTimestampSchema()) {
    if (value instanceof Date) return String(timestampText(value, timestampFormat(schema, format)));
  } else if (schema.isBooleanSchema()) {
    if (typeof value === 'boolean') return String(value);
  } else if (schema.isNumericSchema()) {
    if (typeof value === 'number') return String(value);
  } else if (typeof value === 'string') {
    return value;
  }
  throw unfit(path, schema, value);
}

export function timestampText(date: Date, format: TimestampFormat): string | number {
  if (format === 'epoch-seconds') return date.getTime() / 1000;
  return format === 'http-date' ? date.toUTCString() : date.toISOString();
}

/** An answer that no client could read: thrown where it is written, so that the bug shows in the sandbox. */
export function unfit(path: string, schema: NormalizedSchema, value: unknown): Error {
  const kind = value instanceof Date ? 'a Date' : Array.isArray(value) ? 'a list' : typeof value;
  return new Error(`the answer's ${path || 'body'} is ${kind} where ${expected(schema)} belongs`);
}

function expected(schema: NormalizedSchema): string {
  if (schema.isListSchema()) return 'a list';
  if (schema.isMapSchema() || schema.isStructSchema()) return 'an object';
  if (schema.isTimestampSchema()) return 'a Date';
  if (schema.isBlobSchema()) return 'a Uint8Array';
  if (schema.isBooleanSchema()) return 'a boolean';
  return schema.isNumericSchema() ? 'a number' : 'a string';
}

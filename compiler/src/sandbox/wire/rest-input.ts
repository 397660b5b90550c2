import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { WireRequest } from './protocol.ts';
import type { RestMatch } from './rest-route.ts';
import { fromText } from './text.ts';
import { readXml } from './xml-read.ts';

/**
 * Input bound to path, query, headers and body.
 * https://smithy.io/2.0/spec/http-bindings.html. Throws `ShapeError`, and `AwsError` for a bad path.
 */
export function readRest({ operation, labels }: RestMatch, request: WireRequest): Record<string, unknown> {
  const schema = operation.input;
  if (!schema.isStructSchema()) return {};
  const result: Record<string, unknown> = {};
  const unbound: NormalizedSchema[] = [];
  const body = bodyOf(request);
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    let value: unknown;
    if (traits.httpLabel) value = decodeLabel(labels[name]);
    else if (traits.httpQuery !== undefined) value = readQuery(member, traits.httpQuery, request, name);
    else if (traits.httpHeader !== undefined) value = readHeader(member, traits.httpHeader, request, name);
    else if (traits.httpPrefixHeaders !== undefined) value = readPrefix(traits.httpPrefixHeaders, request);
    else if (traits.httpPayload) value = readPayload(member, body);
    else unbound.push(member);
    if (value !== undefined) result[name] = value;
  }
  if (unbound.length > 0 && body.byteLength > 0) {
    Object.assign(result, readXml(schema, Buffer.from(body).toString('utf8')));
  }
  return result;
}

function bodyOf(request: WireRequest): Uint8Array {
  const encoding = String(request.headers['content-encoding'] ?? '');
  return encoding.split(',').some((part) => part.trim() === 'aws-chunked')
    ? decodeAwsChunked(request.body)
    : request.body;
}

function decodeLabel(label: string | undefined): string | undefined {
  try {
    return label === undefined ? undefined : decodeURIComponent(label);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

function readQuery(schema: NormalizedSchema, key: string, request: WireRequest, path: string): unknown {
  const values = request.query.getAll(key);
  if (schema.isListSchema()) {
    return values.length === 0
      ? undefined
      : values.map((value) => fromText(schema.getValueSchema(), value, path));
  }
  return values[0] === undefined ? undefined : fromText(schema, values[0], path);
}

function readHeader(schema: NormalizedSchema, name: string, request: WireRequest, path: string): unknown {
  const header = request.headers[name.toLowerCase()];
  const text = Array.isArray(header) ? header.join(', ') : header;
  if (text === undefined) return undefined;
  if (!schema.isListSchema()) return fromText(schema, text, path);
  const items = text.split(',').map((item) => item.trim());
  return items.filter((item) => item !== '').map((item) => fromText(schema.getValueSchema(), item, path));
}

function readPrefix(prefix: string, request: WireRequest): Record<string, string> | undefined {
  const found = Object.entries(request.headers).filter(([name]) => name.startsWith(prefix));
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), String(value)]));
}

function readPayload(schema: NormalizedSchema, body: Uint8Array): unknown {
  if (schema.isBlobSchema()) return body;
  if (body.byteLength === 0) return undefined;
  const text = Buffer.from(body).toString('utf8');
  return schema.isStructSchema() ? readXml(schema, text) : text;
}

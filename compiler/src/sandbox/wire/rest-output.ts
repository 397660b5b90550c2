import type { NormalizedSchema } from '@smithy/core/schema';
import type { OperationModel } from './model.ts';
import type { WireResponse } from './protocol.ts';
import { toText, unfit } from './text.ts';
import { element, escapeXml, writeXml, xmlMembers } from './xml-write.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The answer of an operation as status, headers and body, as the model binds them. */
export function writeRest(
  operation: OperationModel,
  output: unknown,
  namespace: string | undefined,
): WireResponse {
  const status = operation.http?.[2] ?? 200;
  const schema = operation.output;
  if (!schema.isStructSchema()) return { status, headers: {}, body: '' };
  const value: object = typeof output === 'object' && output !== null ? output : {};
  const headers: Record<string, string> = {};
  let payload: Pick<WireResponse, 'body'> & { readonly type: string } = { body: '', type: '' };
  let unbound = 0;
  for (const [name, member] of schema.structIterator()) {
    const { httpHeader, httpPrefixHeaders, httpPayload } = member.getMergedTraits();
    const item: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    if (!isBound(member)) unbound += 1;
    if (item === undefined || item === null) continue;
    if (httpHeader !== undefined) headers[httpHeader.toLowerCase()] = headerText(member, item, name);
    else if (httpPrefixHeaders !== undefined) Object.assign(headers, prefixed(httpPrefixHeaders, item));
    else if (httpPayload) payload = writePayload(member, item, name, namespace);
  }
  if (unbound > 0)
    payload = { body: declaration + writeRoot(schema, value, namespace), type: 'application/xml' };
  if (payload.type !== '' && headers['content-type'] === undefined) headers['content-type'] = payload.type;
  return { status, headers, body: payload.body };
}

const isBound = (member: NormalizedSchema): boolean => {
  const { httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode } = member.getMergedTraits();
  return [httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode].some((trait) => trait !== undefined);
};

function writeRoot(schema: NormalizedSchema, value: object, namespace: string | undefined): string {
  const name = schema.getMergedTraits().xmlName ?? schema.getName() ?? 'Result';
  const members = [...schema.structIterator()];
  // GetBucketLocation's answer has its only member's text directly under the root
  if (members.length === 1 && members[0]?.[0] === name) {
    const text: unknown = Reflect.get(value, name);
    return element(name, typeof text === 'string' ? escapeXml(text) : '', namespace);
  }
  return element(name, xmlMembers(schema, value, '', isBound), namespace);
}

function headerText(schema: NormalizedSchema, value: unknown, path: string): string {
  if (schema.isListSchema() && Array.isArray(value)) {
    return value.map((item) => toText(schema.getValueSchema(), item, path, 'http-date')).join(',');
  }
  return toText(schema, value, path, 'http-date');
}

function prefixed(prefix: string, value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, text]) => [prefix + name.toLowerCase(), String(text)]));
}

function writePayload(
  schema: NormalizedSchema,
  value: unknown,
  path: string,
  namespace: string | undefined,
): { readonly body: Uint8Array | string; readonly type: string } {
  if (schema.isBlobSchema()) {
    if (!(value instanceof Uint8Array)) throw unfit(path, schema, value);
    return { body: value, type: 'application/octet-stream' };
  }
  if (!schema.isStructSchema()) return { body: toText(schema, value, path), type: 'text/plain' };
  const name = schema.getMergedTraits().xmlName ?? schema.getName() ?? path;
  const xml =
    namespace === undefined
      ? writeXml(schema, name, value)
      : element(name, xmlMembers(schema, value), namespace);
  return { body: declaration + xml, type: 'application/xml' };
}

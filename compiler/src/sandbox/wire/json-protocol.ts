import { AwsError } from '../aws-error.ts';
import { readOrRefuse, requireMembers } from './input.ts';
import type { ServiceModel } from './model.ts';
import { readPlain } from './plain-read.ts';
import { writePlain } from './plain-write.ts';
import type { Protocol, WireRequest } from './protocol.ts';
import { statusOf } from './protocol.ts';

/** AWS JSON 1.0 and 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function jsonProtocol(version: '1.0' | '1.1'): Protocol {
  const headers = (requestId: string): Record<string, string> => ({
    'content-type': `application/x-amz-json-${version}`,
    'x-amzn-requestid': requestId,
  });
  return {
    parse(request, model) {
      const target = targetOf(request);
      const operation =
        target.prefix === model.client.target ? model.operations.get(target.operation) : undefined;
      if (!operation) {
        throw this.unsupported(
          target.operation,
          `There is no operation ${target.prefix}.${target.operation}`,
        );
      }
      const body = parseBody(request.body);
      const input = operation.input.isStructSchema()
        ? readOrRefuse('SerializationException', () => readPlain(operation.input, body))
        : {};
      requireMembers(operation.input, input, model.client.invalid);
      return { operation, input: isRecord(input) ? input : {} };
    },

    answer({ operation }, output, requestId) {
      const body = operation.output.isStructSchema()
        ? JSON.stringify(writePlain(operation.output, output ?? {}, 'json'))
        : '';
      return { status: 200, headers: headers(requestId), body };
    },

    refuse(error, requestId, model) {
      const status = statusOf(error, model);
      const known = model?.errors.get(error.code);
      const code = known?.name ?? error.code;
      return {
        status,
        headers: {
          ...headers(requestId),
          'x-amzn-errortype': code,
          // for clients of services that spoke Query before
          ...(known && known.queryCode !== known.name
            ? { 'x-amzn-query-error': `${known.queryCode};${status < 500 ? 'Sender' : 'Receiver'}` }
            : {}),
        },
        body: JSON.stringify(errorBody(error, code, model)),
      };
    },

    unsupported: (_operation, detail) => new AwsError('UnknownOperationException', detail),
  };
}

/** `__type` and the message under the name that the model gives it, with the error's other members. */
export function errorBody(error: AwsError, code: string, model: ServiceModel | undefined): object {
  const schema = model?.errors.get(error.code)?.schema;
  const names = schema ? [...schema.structIterator()].map(([name]) => name) : [];
  const members = schema ? writePlain(schema, error.members, 'json') : {};
  return {
    __type: code,
    ...(isRecord(members) ? members : {}),
    [names.includes('Message') ? 'Message' : 'message']: error.message,
  };
}

export function targetOf(request: WireRequest): { readonly prefix: string; readonly operation: string } {
  const target = String(request.headers['x-amz-target'] ?? '');
  const dot = target.lastIndexOf('.');
  return { prefix: target.slice(0, Math.max(dot, 0)), operation: target.slice(dot + 1) };
}

function parseBody(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not well-formed JSON');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { cbor } from '@smithy/core/cbor';
import { AwsError } from '../aws-error.ts';
import { readOrRefuse, requireMembers } from './input.ts';
import { errorBody } from './json-protocol.ts';
import { readPlain } from './plain-read.ts';
import { writePlain } from './plain-write.ts';
import type { Protocol, WireRequest } from './protocol.ts';
import { statusOf } from './protocol.ts';

/** `POST /service/<shape>/operation/<name>`: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export const cborProtocol: Protocol = {
  parse(request, model) {
    const name = /\/operation\/([^/]+)$/.exec(request.path)?.[1] ?? '';
    const operation = model.operations.get(name);
    if (!operation) throw this.unsupported(name, `There is no operation ${name}`);
    const input = operation.input.isStructSchema()
      ? readOrRefuse('SerializationException', () => readPlain(operation.input, decode(request)))
      : {};
    requireMembers(operation.input, input, model.client.invalid);
    return { operation, input: typeof input === 'object' && input !== null ? { ...input } : {} };
  },

  answer({ operation }, output, requestId) {
    const body = operation.output.isStructSchema() ? writePlain(operation.output, output ?? {}, 'cbor') : {};
    return { status: 200, headers: headers(requestId), body: encode(body) };
  },

  refuse(error, requestId, model) {
    const code = model?.errors.get(error.code)?.name ?? error.code;
    return {
      status: statusOf(error, model),
      headers: headers(requestId),
      body: encode(errorBody(error, code, model)),
    };
  },

  unsupported: (_operation, detail) => new AwsError('UnknownOperationException', detail),
};

function decode(request: WireRequest): unknown {
  if (request.body.byteLength === 0) return {};
  try {
    return cbor.deserialize(request.body);
  } catch {
    throw new AwsError('SerializationException', 'The request body is not well-formed CBOR');
  }
}

/** A copy, since the encoder hands out a view of a buffer that it uses again. */
function encode(value: unknown): Uint8Array {
  return Uint8Array.from(cbor.serialize(value));
}

function headers(requestId: string): Record<string, string> {
  return {
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
    'x-amzn-requestid': requestId,
  };
}

import { AwsError } from '../aws-error.ts';
import { readForm } from './form-read.ts';
import { readOrRefuse, requireMembers } from './input.ts';
import type { ServiceModel } from './model.ts';
import type { Protocol, WireRequest } from './protocol.ts';
import { statusOf } from './protocol.ts';
import { element, escapeXml, xmlMembers } from './xml-write.ts';

/** Parameters come in the body, or in the query string of a GET or of a presigned address. */
export function formOf(request: WireRequest): URLSearchParams {
  const body = Buffer.from(request.body).toString('utf8');
  const form = new URLSearchParams(body);
  for (const [key, value] of request.query) form.append(key, value);
  return form;
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const queryProtocol: Protocol = {
  parse(request, model) {
    const form = formOf(request);
    const action = form.get('Action') ?? '';
    const version = form.get('Version') ?? model.client.version;
    const operation = version === model.client.version ? model.operations.get(action) : undefined;
    if (!operation) {
      throw this.unsupported(action, `Could not find operation ${action} for version ${version}`);
    }
    const input = readOrRefuse('InvalidParameterValue', () => readForm(operation.input, form));
    requireMembers(operation.input, input, model.client.invalid);
    return { operation, input };
  },

  answer({ operation }, output, requestId, model) {
    const result = operation.output.isStructSchema()
      ? element(`${operation.name}Result`, xmlMembers(operation.output, output ?? {}))
      : '';
    const metadata = element('ResponseMetadata', element('RequestId', requestId));
    return {
      status: 200,
      headers: headers(requestId),
      body: element(`${operation.name}Response`, result + metadata, model.client.xmlNamespace),
    };
  },

  refuse(error, requestId, model) {
    const status = statusOf(error, model);
    const detail =
      element('Type', status < 500 ? 'Sender' : 'Receiver') +
      element('Code', escapeXml(model?.errors.get(error.code)?.queryCode ?? error.code)) +
      element('Message', escapeXml(error.message)) +
      modelledMembers(error, model);
    return {
      status,
      headers: headers(requestId),
      body: element(
        'ErrorResponse',
        element('Error', detail) + element('RequestId', requestId),
        model?.client.xmlNamespace,
      ),
    };
  },

  unsupported: (_operation, detail) => new AwsError('InvalidAction', detail),
};

function modelledMembers(error: AwsError, model: ServiceModel | undefined): string {
  const schema = model?.errors.get(error.code)?.schema;
  return schema ? xmlMembers(schema, error.members) : '';
}

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
}

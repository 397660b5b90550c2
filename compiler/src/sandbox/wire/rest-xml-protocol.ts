import { AwsError } from '../aws-error.ts';
import { readOrRefuse, requireMembers } from './input.ts';
import type { Protocol } from './protocol.ts';
import { statusOf } from './protocol.ts';
import { readRest } from './rest-input.ts';
import { writeRest } from './rest-output.ts';
import { matchRest } from './rest-route.ts';
import { element, escapeXml } from './xml-write.ts';

/** S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html for the form of its errors. */
export const restXmlProtocol: Protocol = {
  parse(request, model) {
    const match = matchRest(request, model);
    if (!match) throw this.unsupported('', `There is no operation ${request.method} ${request.path}`);
    const input = readOrRefuse('MalformedXML', () => readRest(match, request));
    requireMembers(match.operation.input, input, model.client.invalid);
    return { operation: match.operation, input };
  },

  answer({ operation }, output, requestId, model) {
    const response = writeRest(operation, output, model.client.xmlNamespace);
    return { ...response, headers: { ...response.headers, 'x-amz-request-id': requestId } };
  },

  refuse(error, requestId, model, request) {
    const status = statusOf(error, model);
    const body =
      element('Code', escapeXml(error.code)) +
      element('Message', escapeXml(error.message)) +
      element('Resource', escapeXml(request.path)) +
      element('RequestId', requestId);
    return {
      status,
      headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
      // 304 and the answer to HEAD have no body
      body:
        request.method === 'HEAD' || status === 304
          ? ''
          : `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', body)}`,
    };
  },

  unsupported: (_operation, detail) => new AwsError('NotImplemented', detail, 501),
};

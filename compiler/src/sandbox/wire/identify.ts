import { cborProtocol } from './cbor-protocol.ts';
import { clients } from './clients.ts';
import { jsonProtocol, targetOf } from './json-protocol.ts';
import type { Protocol, WireRequest } from './protocol.ts';
import { formOf, queryProtocol } from './query-protocol.ts';
import { restXmlProtocol } from './rest-xml-protocol.ts';

export interface Identity {
  /** Undefined where the request does not say which service it is for. */
  readonly signingName: string | undefined;
  readonly region: string;
}

/**
 * Service and region of a request, from the credential scope of its signature
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), which is not
 * checked; else from what only one service's requests have.
 */
export function identify(request: WireRequest): Identity {
  const authorization = String(request.headers['authorization'] ?? '');
  const credential = /Credential=([^,\s]+)/.exec(authorization)?.[1] ?? request.query.get('X-Amz-Credential');
  const scope = credential?.split('/') ?? [];
  const [signingName, region] = [scope.at(-2), scope.at(-3)];
  if (signingName !== undefined && scope.length >= 4) {
    // SigV4a signs for several regions, and leaves the region out
    return { signingName, region: scope.length >= 5 && region ? region : 'us-east-1' };
  }
  return { signingName: unsignedService(request), region: 'us-east-1' };
}

function unsignedService(request: WireRequest): string | undefined {
  const { prefix } = targetOf(request);
  const version = prefix === '' && isForm(request) ? formOf(request).get('Version') : undefined;
  return Object.entries(clients).find(([, client]) =>
    prefix === ''
      ? client.xmlNamespace !== undefined && client.version === version
      : client.target === prefix,
  )?.[0];
}

/** What the request looks like decides, since clients choose different protocols for the same service. */
export function protocolOf(request: WireRequest, signingName: string | undefined): Protocol {
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') return cborProtocol;
  if (request.headers['x-amz-target'] !== undefined) {
    return jsonProtocol(String(request.headers['content-type']).includes('json-1.0') ? '1.0' : '1.1');
  }
  if (signingName === 's3') return restXmlProtocol;
  return isForm(request) ? queryProtocol : jsonProtocol('1.1');
}

function isForm(request: WireRequest): boolean {
  const type = String(request.headers['content-type'] ?? '');
  return type.startsWith('application/x-www-form-urlencoded') || request.query.has('Action');
}

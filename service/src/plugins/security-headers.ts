import type { IncomingMessage } from 'node:http';
import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * How @fastify/helmet is set for answers that are data for programs: nothing in them is run, framed, or taken for
 * something else. What is left out only matters to pages, or is said by the policy already:
 * https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers
 */
export const HELMET: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};

/**
 * The headers that come of it. They are the same for each answer, and to have the plugin put them together each time
 * costs more than the rest of the request; a test sees to it that they are what the plugin sends.
 */
export const SECURE = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

const { 'strict-transport-security': _, ...PLAIN } = SECURE;

export type SecurityHeaders = (request: IncomingMessage) => Readonly<Record<string, string>>;

/**
 * Only to who came by HTTPS may be said to come by nothing else: https://www.rfc-editor.org/rfc/rfc6797#section-7.2
 *
 * @param trusts whose word on that is believed, asked only where there is one
 */
export function securityHeaders(trusts: (address: string, hop: number) => boolean): SecurityHeaders {
  return ({ headers, socket }) =>
    headers['x-forwarded-proto'] === 'https' && trusts(socket.remoteAddress ?? '', 0) ? SECURE : PLAIN;
}

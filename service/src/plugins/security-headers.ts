import helmet from '@fastify/helmet';
import Fastify from 'fastify';

// The answers are data for programs. Headers that only matter to documents with scripts are the page's at /docs.
const OPTIONS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: { action: 'deny' },
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

const NOT_OF_HELMET = ['content-length', 'content-type', 'connection', 'date', 'keep-alive'];

/**
 * The headers that @fastify/helmet gives an answer. They are the same for each, and its hooks cost more time than the
 * rest of a request, so it is asked once, at the start.
 */
export async function securityHeaders(): Promise<Record<string, string>> {
  const asked = Fastify();
  await asked.register(helmet, OPTIONS);
  asked.get('/', async () => '');
  const { headers } = await asked.inject('/');
  await asked.close();
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !NOT_OF_HELMET.includes(name))
      .map(([name, value]) => [name, String(value)]),
  );
}

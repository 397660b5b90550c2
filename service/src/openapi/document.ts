import { PROBLEM_JSON } from '../problem.ts';
import { problemSchema } from '../schemas/problem.ts';

interface Reference {
  $ref: string;
}
interface Header {
  description: string;
  schema: { type: 'string' | 'integer' };
}
interface Response {
  description: string;
  headers?: Record<string, Header | Reference>;
  content?: Record<string, { schema: unknown }>;
}
interface Operation {
  tags?: string[];
  parameters?: unknown[];
  requestBody?: unknown;
  responses?: Record<string, Response>;
}
type PathItem = Partial<Record<(typeof METHODS)[number], Operation>>;
/** As much of an OpenAPI document as is read here: https://spec.openapis.org/oas/v3.1.1.html */
export interface OpenApiDocument {
  paths?: Record<string, PathItem>;
  components?: Record<string, Record<string, unknown>>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const header = (description: string, type: 'string' | 'integer' = 'string'): Header => ({
  description,
  schema: { type },
});
const reference = (kind: string, name: string): Reference => ({ $ref: `#/components/${kind}/${name}` });

const HEADERS = {
  RequestId: header('The id of the request: that of the caller, or a new one'),
  RetryAfter: header('Seconds after which to try again', 'integer'),
  Allow: header('The methods that the path has'),
  RateLimit: header('Requests in a window, where there is a limit', 'integer'),
  RateLimitRemaining: header('Requests left in this window, where there is a limit', 'integer'),
  RateLimitReset: header('Seconds until the next window, where there is a limit', 'integer'),
} as const;

const named = { 'x-request-id': reference('headers', 'RequestId') };
const later = { 'retry-after': reference('headers', 'RetryAfter') };
const limited = {
  'x-ratelimit-limit': reference('headers', 'RateLimit'),
  'x-ratelimit-remaining': reference('headers', 'RateLimitRemaining'),
  'x-ratelimit-reset': reference('headers', 'RateLimitReset'),
};

const problem = (description: string, headers: Response['headers'] = {}): Response => ({
  description,
  headers: { ...named, ...headers },
  content: { [PROBLEM_JSON]: { schema: reference('schemas', 'Problem') } },
});

/** Every error that the service answers with. */
const RESPONSES = {
  BadRequest: problem('The request does not fit its schema, or is not well-formed'),
  NotFound: problem('There is nothing at this path'),
  MethodNotAllowed: problem('The path does not have this method', { allow: reference('headers', 'Allow') }),
  RequestTimeout: problem('The request did not arrive in time'),
  ContentTooLarge: problem('The body is too large'),
  UnsupportedMediaType: problem('The body is of a type that is not understood'),
  TooManyRequests: problem('The client has sent more than its limit', { ...later, ...limited }),
  HeadersTooLarge: problem('The headers are too large'),
  ServerError: problem('The service met an error that it did not expect'),
  Unavailable: problem('The service has too much to do, or took too long', later),
} as const;

/** Which errors any operation may answer with; those of 404 and 405 are of no operation. */
const OF_ANY = { 400: 'BadRequest', 408: 'RequestTimeout', 431: 'HeadersTooLarge', 500: 'ServerError' };
const OF_LIMITED = { 429: 'TooManyRequests' };
const OF_BODIES = { 413: 'ContentTooLarge', 415: 'UnsupportedMediaType' };
const OF_PRESSED = { 503: 'Unavailable' };

const PARAMETERS = [
  {
    in: 'header',
    name: 'x-request-id',
    description: 'Taken over where it is 1 to 128 letters, digits or _ . : + / = -',
    schema: { type: 'string' },
  },
  {
    in: 'header',
    name: 'traceparent',
    description: 'https://www.w3.org/TR/trace-context/',
    schema: { type: 'string' },
  },
];

/** Adds to the routes' own answers what every route has: its errors, its headers, what it takes over. */
export function complete(document: OpenApiDocument): void {
  for (const item of Object.values(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) completeOperation(operation);
    }
  }
  document.components = {
    ...document.components,
    headers: HEADERS,
    responses: RESPONSES,
    schemas: { ...document.components?.['schemas'], Problem: problemSchema },
  };
}

function completeOperation(operation: Operation): void {
  const isLimited = !operation.tags?.some((tag) => tag === 'health' || tag === 'monitoring');
  const errors = {
    ...OF_ANY,
    ...(isLimited && { ...OF_LIMITED, ...OF_PRESSED }),
    ...(operation.requestBody !== undefined && OF_BODIES),
  };
  const responses: Record<string, Response | Reference> = {};
  for (const [status, name] of Object.entries(errors)) responses[status] = reference('responses', name);
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    responses[status] = {
      ...response,
      headers: { ...response.headers, ...named, ...(isLimited && limited) },
    };
  }
  const parameters = [...(operation.parameters ?? []), ...PARAMETERS];
  Object.assign(operation, { parameters, responses });
}

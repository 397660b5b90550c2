import type { NormalizedSchema } from '@smithy/core/schema';
import type { OperationModel, ServiceModel } from './model.ts';
import type { WireRequest } from './protocol.ts';
import { requiredMembers } from './required.ts';

export interface RestMatch {
  readonly operation: OperationModel;
  /** Members bound to the path, still percent-encoded. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The operation that a path-style S3 request asks for. Several share a method and a path: those with more query
 * literals, and then with more required members found in headers and query, are the more specific ones.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html#path-style-access
 */
export function matchRest(request: WireRequest, model: ServiceModel): RestMatch | undefined {
  const [, bucket, rest] = /^\/([^/]*)(\/.*)?$/s.exec(request.path) ?? [];
  const path = rest ?? '/';
  let best: { match: RestMatch; score: number } | undefined;
  for (const operation of model.operations.values()) {
    if (operation.http?.[0] !== request.method || hasBucket(operation) !== (bucket !== '')) continue;
    const key = pathKey(operation.http[1], bucket ? path : request.path);
    const score = key && specificity(operation, request);
    if (!key || score === undefined || (best && best.score >= score)) continue;
    best = { match: { operation, labels: { ...(bucket ? { Bucket: bucket } : {}), ...key } }, score };
  }
  return best?.match;
}

function hasBucket({ input }: OperationModel): boolean {
  return input.isStructSchema() && [...input.structIterator()].some(([name]) => name === 'Bucket');
}

/** The labels of the template, or undefined where the path is not of its form. */
function pathKey(template: string, path: string): Record<string, string> | undefined {
  const literal = template.split('?')[0] ?? '/';
  if (literal !== '/{Key+}') return literal === path ? {} : undefined;
  return path.length > 1 ? { Key: path.slice(1) } : undefined;
}

function specificity(operation: OperationModel, request: WireRequest): number | undefined {
  let score = 0;
  for (const [name, value] of new URLSearchParams(operation.http?.[1].split('?')[1] ?? '')) {
    // only some clients say which operation they mean
    if (name === 'x-id') {
      if (request.query.has(name) && request.query.get(name) !== value) return undefined;
      continue;
    }
    if (!request.query.has(name) || (value !== '' && request.query.get(name) !== value)) return undefined;
    score += 100;
  }
  return operation.input.isStructSchema() ? requiredScore(operation.input, request, score) : score;
}

function requiredScore(input: NormalizedSchema, request: WireRequest, start: number): number | undefined {
  let score = start;
  for (const name of requiredMembers(input)) {
    const { httpHeader, httpQuery } = input.getMemberSchema(name).getMergedTraits();
    if (httpHeader !== undefined && request.headers[httpHeader.toLowerCase()] === undefined) return undefined;
    if (httpQuery !== undefined && !request.query.has(httpQuery)) return undefined;
    score += httpHeader !== undefined || httpQuery !== undefined ? 1 : 0;
  }
  return score;
}

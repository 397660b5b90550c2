/*
 * Bytes that are no proper HTTP/1.1, sent as they are to the service as it runs in production. A service that trusts its
 * parser answers without a problem document, guesses where a request ends, or goes down.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from './raw-request.ts';
import { type RunningService, startService } from './running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await startService({ WORKERS: '1' });
});
afterAll(async () => {
  await service.stop();
});

const HOST = 'host: service\r\n';
const LONG = 'a'.repeat(20_000);
const request = (headers: string, line = 'GET /health HTTP/1.1') => `${line}\r\n${HOST}${headers}\r\n`;
const many = (count: number, header: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => header(index)).join('');

/** Each with the status that it must be refused with. */
const REFUSED: readonly [string, number, string | Buffer][] = [
  ['a TLS handshake', 400, Buffer.from('16030100c8010000c40303', 'hex')],
  ['zeros', 400, Buffer.alloc(1_000)],
  ['words', 400, 'hello\r\n\r\n'],
  ['the preface of HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a version that does not exist', 400, request('', 'GET /health HTTP/9.9')],
  ['a method that does not exist', 400, request('', 'BREW /health HTTP/1.1')],
  ['a method in lower case', 400, request('', 'get /health HTTP/1.1')],
  ['a request that is cut off', 400, 'GET /health HTTP/1.1\r\nhos'],
  ['lines that end with LF alone', 400, 'GET /health HTTP/1.1\nhost: service\n\n'],
  ['CR inside a header', 400, request('x: a\rb\r\n')],
  ['NUL inside a header', 400, request('x: a\0b\r\n')],
  ['a folded header', 400, request('x: a\r\n b\r\n')],
  ['a space in the name of a header', 400, request('x y: a\r\n')],
  ['no Host', 400, 'GET /health HTTP/1.1\r\n\r\n'],
  ['two Hosts', 400, request('host: other\r\n')],
  ['two lengths', 400, `${request('content-length: 1\r\ncontent-length: 2\r\n')}ab`],
  ['a negative length', 400, request('content-length: -1\r\n')],
  ['length and chunks', 400, `${request('content-length: 4\r\ntransfer-encoding: chunked\r\n')}0\r\n\r\n`],
  ['an unknown transfer encoding', 400, request('transfer-encoding: wat\r\n')],
  ['chunks that are not last', 400, `${request('transfer-encoding: chunked, identity\r\n')}0\r\n\r\n`],
  ['a chunk without a size', 400, `${request('transfer-encoding: chunked\r\n')}xyz\r\n`],
  ['a chunk with a giant extension', 413, `${request('transfer-encoding: chunked\r\n')}1;${LONG}\r\na\r\n`],
  ['bytes beyond ASCII in the path', 400, request('', 'GET /\u00e9 HTTP/1.1')],
  ['a path that cannot be decoded', 400, request('', 'GET /%zz HTTP/1.1')],
  ['a setting given twice', 400, request('', 'GET /api/hello?name=a&name=b HTTP/1.1')],
  ['a giant header', 431, request(`x: ${LONG}\r\n`)],
  ['headers that are giant together', 431, request(many(3_000, (index) => `x${index}: 1\r\n`))],
  ['a giant path', 431, request('', `GET /${LONG} HTTP/1.1`)],
  ['a path out of the root', 404, request('', 'GET /../../etc/passwd HTTP/1.1')],
  ['NUL in a path', 404, request('', 'GET /%00 HTTP/1.1')],
  ['a method for the server as a whole', 404, request('', 'OPTIONS * HTTP/1.1')],
  ['CONNECT', 405, request('', 'CONNECT elsewhere:443 HTTP/1.1')],
  ['TRACE', 405, request('', 'TRACE /health HTTP/1.1')],
  [
    'a giant body where none is taken',
    405,
    `${request('content-length: 100000\r\n', 'POST /api/hello HTTP/1.1')}${'a'.repeat(100_000)}`,
  ],
];

/** Unusual, and nothing wrong with it. */
const TAKEN: readonly [string, number, string][] = [
  ['HTTP/1.0 without Host', 200, 'GET /health HTTP/1.0\r\n\r\n'],
  ['empty lines before', 200, `\r\n\r\n${request('')}`],
  ['an absolute address', 200, request('', 'GET http://service/health HTTP/1.1')],
  ['an upgrade that is not offered', 200, request('connection: upgrade\r\nupgrade: websocket\r\n')],
  ['a body where none is read', 200, `${request('content-length: 3\r\n')}{x}`],
  // https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1 allows to ignore it.
  ['an expectation that is not known', 200, request('expect: wonders\r\n')],
  ['many small headers', 200, request(many(500, () => 'a: 1\r\n'))],
];

describe('what is not proper HTTP', () => {
  it.each(REFUSED)('%s is %i with a problem document and the id of the request', async (_, status, bytes) => {
    const answer = await sendRaw(service.port, bytes);
    expect(answer).toMatchObject({ status, type: 'application/problem+json' });
    expect(JSON.parse(answer.body)).toMatchObject({ status, requestId: answer.requestId });
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
  });

  it.each(TAKEN)('%s is %i', async (_, status, bytes) => {
    expect((await sendRaw(service.port, bytes)).status).toBe(status);
  });

  it('nothing at all is closed without an answer', async () => {
    expect((await sendRaw(service.port, '')).text).toBe('');
  });

  it('after proper requests on the same connection does not spoil an answer', async () => {
    const { text } = await sendRaw(service.port, `${request('').repeat(20)}BREW / HTTP/1.1\r\n\r\n`);
    const statuses = text.match(/HTTP\/1\.1 \d{3}/g) ?? [];
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set(statuses.length > 1 ? ['HTTP/1.1 200'] : []));
    expect(statuses.at(-1)).toBe('HTTP/1.1 400');
  });
});

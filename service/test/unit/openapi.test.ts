import { describe, expect, it } from 'vitest';
import { complete } from '../../src/openapi/document.ts';
import { build, listen } from '../build.ts';

const PATHS = [
  '/api/hello',
  '/api/info',
  '/health',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/openapi.json',
];

interface Operation {
  summary?: string;
  parameters: { in: string; name: string }[];
  requestBody?: unknown;
  responses: Record<string, { $ref?: string; description?: string; headers?: object; content?: object }>;
}

async function documentOf(app: Awaited<ReturnType<typeof build>>['app']) {
  const response = await app.inject('/openapi.json');
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  const document: {
    openapi: string;
    info: object;
    paths: Record<string, Record<string, Operation>>;
    components: Record<string, Record<string, unknown>>;
  } = response.json();
  return document;
}

describe('the OpenAPI document', () => {
  it('has every route of the service', async () => {
    const { app } = await build({ APP_NAME: 'shop', APP_VERSION: '2.0.0' });
    const document = await documentOf(app);
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'shop', version: '2.0.0' });
    expect(Object.keys(document.paths).toSorted()).toEqual(PATHS);
    for (const item of Object.values(document.paths)) expect(Object.keys(item)).toEqual(['get']);
  });

  it('has every error of each route, with its headers, and names only what is there', async () => {
    const { app } = await build();
    const { paths, components } = await documentOf(app);
    for (const [path, { get }] of Object.entries(paths)) {
      expect(get?.summary).toMatch(/\w/);
      const api = path.startsWith('/api') || path === '/openapi.json';
      const expected = ['200', '400', '408', '431', '500', ...(api ? ['429', '503'] : [])];
      if (path === '/health/ready') expected.push('503');
      expect([path, Object.keys(get?.responses ?? {}).toSorted()]).toEqual([path, expected.toSorted()]);
      expect(get?.responses['200']).toMatchObject({
        headers: { 'x-request-id': { $ref: '#/components/headers/RequestId' } },
        content: expect.anything(),
      });
      expect(get?.parameters.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['x-request-id', 'traceparent']),
      );
    }
    const references = JSON.stringify({ paths, components }).matchAll(
      /"\$ref":"#\/components\/(\w+)\/(\w+)"/g,
    );
    for (const [reference, kind = '', name = ''] of references) {
      expect([reference, components[kind]?.[name]]).not.toEqual([reference, undefined]);
    }
    expect(components['responses']?.['MethodNotAllowed']).toMatchObject({
      headers: { allow: { $ref: '#/components/headers/Allow' } },
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  });

  it('has what a body may be refused for where a route takes one', async () => {
    const operation = { requestBody: {}, responses: { 201: { description: 'Made' } } };
    complete({ paths: { '/things': { post: operation } } });
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['201', '413', '415', '429']));
  });

  it('describes the errors that are sent', async () => {
    const { app } = await build();
    const { components } = await documentOf(app);
    const schema = components['schemas']?.['Problem'];
    const validate = app.inject('/api/hello?name=a&name=b').then((response) => response.json());
    expect(Object.keys(await validate).toSorted()).toEqual(
      Object.keys((schema as { properties: object }).properties).toSorted(),
    );
  });
});

describe('the page', () => {
  it('is at /docs with all it needs, under a policy that lets only its own scripts run', async () => {
    const { app, lines } = await build();
    const url = await listen(app);
    const response = await fetch(`${url}/docs`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    const page = await response.text();
    const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      const { status } = await fetch(new URL(part, `${url}/docs`));
      expect([part, status]).toEqual([part, 200]);
    }
    expect(await (await fetch(`${url}/docs/json`)).json()).toEqual(
      await (await fetch(`${url}/openapi.json`)).json(),
    );
    const missing = await fetch(`${url}/docs/static/nothing.js`);
    expect([missing.status, missing.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(lines).toContainEqual(expect.objectContaining({ route: '/docs/*', status: 200 }));
  });

  it('is not there in production, where the document is', async () => {
    const { app } = await build({ ENVIRONMENT: 'prod' });
    expect((await app.inject('/docs')).statusCode).toBe(404);
    expect((await app.inject('/docs/json')).statusCode).toBe(404);
    expect(Object.keys((await documentOf(app)).paths)).toHaveLength(PATHS.length);
  });
});

import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { build, listen } from '../build.ts';

describe('GET /health', () => {
  it('says what is healthy', async () => {
    const { app } = await build({ APP_NAME: 'shop', APP_VERSION: '2.0.0', ENVIRONMENT: 'prod' });
    const response = await app.inject('/health');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      status: 'healthy',
      service: 'shop',
      version: '2.0.0',
      environment: 'prod',
      uptime: expect.any(Number),
    });
  });

  it('is alive before it is ready, and ready once it listens', async () => {
    const { app } = await build();
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'alive' });

    const starting = await app.inject('/health/ready');
    expect(starting.statusCode).toBe(503);
    expect(starting.json()).toMatchObject({
      status: 'not ready',
      checks: { startup: { status: 'fail' }, shutdown: { status: 'pass' } },
    });

    const url = await listen(app);
    const serving = await fetch(`${url}/health/ready`);
    expect(serving.status).toBe(200);
    expect(await serving.json()).toMatchObject({
      status: 'ready',
      checks: { startup: { status: 'pass' }, shutdown: { status: 'pass' } },
    });
  });
});

describe('GET /api/hello', () => {
  it.each([
    ['/api/hello?name=DevOps', 'Hello, DevOps!'],
    ['/api/hello', 'Hello, World!'],
    ['/api/hello?name=', 'Hello, World!'],
    ['/api/hello?name=%20%20', 'Hello, World!'],
    ['/api/hello?name=%22%3Cb%3E', 'Hello, "<b>!'],
    [`/api/hello?name=${encodeURIComponent('🐙'.repeat(100))}`, `Hello, ${'🐙'.repeat(100)}!`],
    ['/api/hello?name=Ann&unknown=1', 'Hello, Ann!'],
  ])('%s', async (url, message) => {
    const { app } = await build();
    const response = await app.inject(url);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ message, version: '1.0.0', environment: 'dev' });
  });

  it.each([`name=${'x'.repeat(101)}`, 'name=a&name=b'])('refuses %s', async (query) => {
    const { app } = await build();
    const response = await app.inject(`/api/hello?${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.json().errors).toEqual([
      { in: 'querystring', path: '/name', detail: expect.any(String) },
    ]);
  });
});

describe('GET /api/info', () => {
  it('leaves out what is not known', async () => {
    const { app } = await build();
    expect((await app.inject('/api/info')).json()).toEqual({
      name: 'demo-app',
      version: '1.0.0',
      environment: 'dev',
      node: process.version,
      host: hostname(),
    });
  });

  it('asks the task metadata endpoint until it knows the task, and takes the region from its ARN', async () => {
    const arn = 'arn:aws:ecs:eu-west-1:000000000000:task/demo-app-dev/8f1c';
    const answers = ['{"TaskARN":7}', '[]', 'null', `{"TaskARN":"${arn}"}`];
    const asked: (string | undefined)[] = [];
    const metadata = createServer((request, response) => {
      asked.push(request.url);
      response.statusCode = asked.length === 1 ? 500 : 200;
      response.end(answers[asked.length - 2]);
    });
    await new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void metadata.close());
    const address = metadata.address();
    if (address === null || typeof address === 'string') throw new Error('the metadata server has no port');

    const uri = `http://127.0.0.1:${address.port}/v4/1`;
    const { app, lines } = await build({ ECS_CONTAINER_METADATA_URI_V4: uri });
    for (let failed = 0; failed < 4; failed += 1) {
      expect((await app.inject('/api/info')).json()).not.toHaveProperty('task');
    }
    expect(lines.filter(({ level }) => level === 'warn')).toEqual([
      expect.objectContaining({ msg: 'the task metadata cannot be read', requestId: expect.any(String) }),
    ]);
    for (let known = 0; known < 2; known += 1) {
      expect((await app.inject('/api/info')).json()).toMatchObject({ region: 'eu-west-1', task: arn });
    }
    expect(asked).toEqual(Array(5).fill('/v4/1/task'));
  });
});

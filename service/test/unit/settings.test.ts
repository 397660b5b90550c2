import { describe, expect, it } from 'vitest';
import { describeProblems, readSettings } from '../../src/settings.ts';
import { settingsFrom } from '../env.ts';

describe('settings', () => {
  it('have the documented defaults', () => {
    expect(settingsFrom()).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      environment: 'dev',
      logLevel: 'info',
      workers: 4,
      enableCloudWatch: false,
      appName: 'demo-app',
      appVersion: '1.0.0',
    });
  });

  it('are read from the environment', () => {
    const env = {
      PORT: '9000',
      HOST: '::1',
      ENVIRONMENT: 'prod',
      LOG_LEVEL: 'debug',
      WORKERS: '1',
      ENABLE_CLOUDWATCH: 'false',
      APP_NAME: 'shop',
      APP_VERSION: '4f2a91c',
      AWS_REGION: 'eu-west-1',
    };
    expect(settingsFrom(env)).toMatchObject({
      port: 9000,
      host: '::1',
      environment: 'prod',
      logLevel: 'debug',
      workers: 1,
      enableCloudWatch: false,
      appName: 'shop',
      appVersion: '4f2a91c',
      region: 'eu-west-1',
    });
  });

  it('have a default for all the rest', () => {
    expect(settingsFrom()).toMatchObject({
      enableDocs: true,
      cloudWatchNamespace: 'demo-app/dev',
      cloudWatchDimensions: [['Service', 'demo-app']],
      cloudWatchInterval: 60_000,
      otlpEndpoint: undefined,
      rateLimit: 0,
      rateLimitWindow: 60_000,
      bodyLimit: 65_536,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      maxEventLoopDelay: 1_000,
      stopTimeout: 30_000,
      stopDelay: 0,
      workerTimeout: 10_000,
    });
    const { maxHeap } = settingsFrom();
    expect(maxHeap).toBeGreaterThan(32 * 1024 ** 2);
    expect(Number.isInteger(maxHeap)).toBe(true);
  });

  it('take durations and sizes with their units, networks and pairs', () => {
    expect(
      settingsFrom({
        KEEP_ALIVE_TIMEOUT: '2m',
        MAX_EVENT_LOOP_DELAY: '0ms',
        REQUEST_TIMEOUT: '1500 ms',
        BODY_LIMIT: '1 MB',
        MAX_HEAP: '200MB',
        TRUST_PROXY: '10.1.0.0/16, fd00::/8',
        CLOUDWATCH_DIMENSIONS: 'Service=api, Team=a=b',
        CLOUDWATCH_NAMESPACE: 'shop/prod',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      }),
    ).toMatchObject({
      keepAliveTimeout: 120_000,
      maxEventLoopDelay: 0,
      requestTimeout: 1_500,
      bodyLimit: 1_048_576,
      maxHeap: 209_715_200,
      trustProxy: ['10.1.0.0/16', 'fd00::/8'],
      cloudWatchDimensions: [
        ['Service', 'api'],
        ['Team', 'a=b'],
      ],
      cloudWatchNamespace: 'shop/prod',
      otlpEndpoint: 'http://127.0.0.1:4318',
    });
    expect(settingsFrom({ TRUST_PROXY: 'none' }).trustProxy).toEqual([]);
  });

  it.each([
    ['dev', true],
    ['prod', false],
    ['production', false],
  ])('show the docs in %s: %s, unless they are told otherwise', (ENVIRONMENT, shown) => {
    expect(settingsFrom({ ENVIRONMENT }).enableDocs).toBe(shown);
    expect(settingsFrom({ ENVIRONMENT, ENABLE_DOCS: String(!shown) }).enableDocs).toBe(!shown);
  });

  it.each([
    ['a+b', 'a-b/dev'],
    [':a', 'a/dev'],
  ])('make a namespace of CloudWatch of APP_NAME=%s', (APP_NAME, namespace) => {
    expect(settingsFrom({ APP_NAME }).cloudWatchNamespace).toBe(namespace);
  });

  it('allow a pause before the stop only as long as the stop can have it', () => {
    expect(settingsFrom({ STOP_DELAY: '12s' }).stopDelay).toBe(12_000);
    const result = readSettings({ STOP_DELAY: '13s' });
    expect('problems' in result && result.problems).toEqual([
      'STOP_DELAY is "13s", but with this STOP_TIMEOUT must be 12.5s or less',
    ]);
    expect(settingsFrom({ STOP_DELAY: '50s', STOP_TIMEOUT: '2m' }).stopDelay).toBe(50_000);
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', ''],
    ['HOST', '300.1.1.1'],
    ['HOST', 'a b'],
    ['HOST', '-x'],
    ['ENVIRONMENT', ''],
    ['ENVIRONMENT', 'two words'],
    ['LOG_LEVEL', 'INFO'],
    ['WORKERS', '0'],
    ['WORKERS', '-1'],
    ['ENABLE_CLOUDWATCH', 'yes'],
    ['APP_NAME', 'a"b'],
    ['APP_VERSION', 'x'.repeat(129)],
    ['ENABLE_DOCS', '1'],
    ['STOP_TIMEOUT', '30'],
    ['STOP_TIMEOUT', '1s'],
    ['STOP_TIMEOUT', '3m'],
    ['WORKER_TIMEOUT', 'soon'],
    ['BODY_LIMIT', '1'],
    ['BODY_LIMIT', '1 GB'],
    ['MAX_HEAP', '1 s'],
    ['RATE_LIMIT', '-1'],
    ['RATE_LIMIT_WINDOW', '0s'],
    ['TRUST_PROXY', '10.0.0.0'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', 'fd00::/129'],
    ['TRUST_PROXY', 'true'],
    ['CLOUDWATCH_NAMESPACE', 'AWS/ECS'],
    ['CLOUDWATCH_NAMESPACE', 'a+b'],
    ['CLOUDWATCH_DIMENSIONS', 'Service'],
    ['CLOUDWATCH_DIMENSIONS', 'Service=a,Service=b'],
    ['CLOUDWATCH_DIMENSIONS', 'Requests=a'],
    ['CLOUDWATCH_DIMENSIONS', '_aws=a'],
    ['CLOUDWATCH_DIMENSIONS', Array.from({ length: 31 }, (_, index) => `d${index}=x`).join(',')],
    ['CLOUDWATCH_INTERVAL', '0s'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'file:///tmp'],
  ])('refuse %s=%j', (name, value) => {
    const result = readSettings({ [name]: value });
    expect('problems' in result && result.problems).toEqual([
      expect.stringMatching(`^${name} is .*, but must be `),
    ]);
  });

  it.each(['localhost', 'service.internal', '10.0.0.1', '::'])('take HOST=%s', (host) => {
    expect(settingsFrom({ HOST: host }).host).toBe(host);
  });

  it('may be empty where they are not of the service alone: that is not to be set', () => {
    const settings = settingsFrom({
      OTEL_EXPORTER_OTLP_ENDPOINT: '',
      AWS_REGION: '',
      AWS_DEFAULT_REGION: 'eu-west-1',
      ECS_CONTAINER_METADATA_URI_V4: '',
    });
    expect(settings).toMatchObject({
      otlpEndpoint: undefined,
      region: 'eu-west-1',
      taskMetadataUri: undefined,
    });
    expect(settingsFrom({ AWS_REGION: '' }).region).toBeUndefined();
  });

  it('report all that is wrong in one message', () => {
    const result = readSettings({ PORT: 'http', LOG_LEVEL: 'loud', WORKERS: '4' });
    expect('problems' in result && describeProblems(result.problems)).toBe(
      [
        'Cannot start: 2 settings are wrong.',
        '  PORT is "http", but must be a whole number from 1 to 65535',
        '  LOG_LEVEL is "loud", but must be one of fatal, error, warn, info, debug, trace, silent',
        '',
      ].join('\n'),
    );
    expect(describeProblems(['PORT is odd'])).toContain('1 setting is wrong.');
  });
});

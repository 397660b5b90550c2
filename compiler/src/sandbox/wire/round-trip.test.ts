import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import * as autoScaling from '@aws-sdk/client-application-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import * as cloudFormation from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import * as ecs from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { S3Client } from '@aws-sdk/client-s3';
import * as s3 from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as ssm from '@aws-sdk/client-ssm';
import type { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runs } from '../../../test/helpers/runs.ts';
import type { RunningServer } from '../server.ts';
import { startServer } from '../server.ts';
import { MemoryStore } from '../store.ts';
import { loadModel } from './model.ts';
import { requiredMembers } from './required.ts';

/** Text that XML can carry. The SDK's own XML parser drops text of nothing but white space with a line break. */
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('&', '<', '>', '"', "'", '\r', '%', '+', ' ', 'é', '😀'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
    maxLength: 8,
  })
  .map((value) => `a${value}z`);
const key = fc
  .string({ unit: fc.constantFrom('a', 'b', 'Z', '.', '-', ' '), minLength: 1, maxLength: 5 })
  .map((k) => `k${k}k`);

/** Headers carry less: no line breaks, nothing beyond Latin-1, times in whole seconds. */
function headerValue(schema: NormalizedSchema): fc.Arbitrary<unknown> | undefined {
  const { httpHeader, httpPrefixHeaders } = schema.getMergedTraits();
  if (httpPrefixHeaders !== undefined) return fc.constant({ 'first-one': 'a b', second: 'c' });
  if (httpHeader === undefined) return undefined;
  if (schema.isListSchema()) return fc.array(fc.constantFrom('one', 'two'), { maxLength: 2 });
  if (schema.isTimestampSchema())
    return fc.integer({ min: 0, max: 4_000_000_000 }).map((s) => new Date(s * 1000));
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema()) return fc.nat(1000);
  return fc.constantFrom('text', 'with, comma', '"quoted"');
}

/** Values of a schema, optional members to a certain depth. */
function valueOf(schema: NormalizedSchema, depth: number): fc.Arbitrary<unknown> {
  const inHeader = headerValue(schema);
  if (inHeader) return inHeader;
  if (schema.isListSchema()) {
    const item = valueOf(schema.getValueSchema(), depth - 1);
    return fc.array(item, { minLength: 1, maxLength: 3 });
  }
  if (schema.isMapSchema()) {
    const item = valueOf(schema.getValueSchema(), depth - 1);
    return fc.dictionary(key, item, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  }
  if (schema.isStructSchema()) return structOf(schema, depth);
  if (schema.isBlobSchema())
    return fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) => new Uint8Array(bytes));
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isTimestampSchema()) {
    const unit = schema.getSchema() === 6 ? 1000 : 1;
    return fc.integer({ min: 0, max: 4_000_000_000 }).map((count) => new Date(count * unit));
  }
  if (schema.isNumericSchema()) return fc.integer({ min: -1_000_000, max: 1_000_000 });
  return text;
}

function structOf(schema: NormalizedSchema, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const required = requiredMembers(schema);
  const members = [...schema.structIterator()]
    .filter(([name, member]) => required.has(name) || (depth > 0 && !member.isDocumentSchema()))
    .map(([name, member]) => [name, valueOf(member, depth - 1)] as const);
  const shape: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(members);
  if (schema.isUnionSchema()) {
    return fc.oneof(...members.map(([name, value]) => value.map((item) => ({ [name]: item }))));
  }
  const requiredKeys = members.map(([name]) => name).filter((name) => required.has(name));
  const optional = members.map(([name]) => name).find((name) => !required.has(name));
  return fc.record(shape, { requiredKeys }).chain((value) => {
    // Query has no way to send an empty structure in a list
    if (Object.keys(value).length > 0 || optional === undefined) return fc.constant(value);
    return (shape[optional] ?? fc.constant('')).map((item) => ({ [optional]: item }));
  });
}

/** What was asked, and what is answered. */
const exchange: { input: unknown; output: unknown } = { input: undefined, output: {} };

const operations = new Proxy<Record<string, (input: unknown) => unknown>>(
  {},
  {
    getOwnPropertyDescriptor: (_target, name) => ({ configurable: true, enumerable: true, value: name }),
    get: () => (input: unknown) => {
      exchange.input = input;
      return exchange.output;
    },
  },
);

interface Sender {
  send(command: unknown): Promise<unknown>;
}

let server: RunningServer;
const senders = new Map<string, Sender>();

beforeAll(async () => {
  const names = [
    'application-autoscaling',
    'cloudformation',
    'ecs',
    'elasticloadbalancing',
    'logs',
    'monitoring',
    's3',
    'ssm',
  ];
  server = await startServer({
    port: 0,
    store: new MemoryStore(),
    services: names.map((signingName) => ({ signingName, operations })),
    health: {},
    report: () => undefined,
  });
  const config = {
    endpoint: server.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  };
  const clients: Record<string, unknown> = {
    'application-autoscaling': new ApplicationAutoScalingClient(config),
    cloudformation: new CloudFormationClient(config),
    ecs: new ECSClient(config),
    elasticloadbalancing: new ElasticLoadBalancingV2Client(config),
    logs: new CloudWatchLogsClient(config),
    monitoring: new CloudWatchClient(config),
    s3: new S3Client(config),
    ssm: new SSMClient(config),
  };
  for (const [name, client] of Object.entries(clients)) senders.set(name, client as Sender);
});
afterAll(() => server.close());

const packages: Readonly<Record<string, object>> = {
  'application-autoscaling': autoScaling,
  cloudformation: cloudFormation,
  ecs,
  elasticloadbalancing: elbv2,
  logs,
  monitoring: cloudWatch,
  s3,
  ssm,
};

async function send(service: string, operation: string, input: unknown): Promise<unknown> {
  const Command: unknown = Reflect.get(packages[service] ?? {}, `${operation}Command`);
  if (typeof Command !== 'function') throw new Error(`there is no ${operation}Command`);
  return senders.get(service)?.send(Reflect.construct(Command, [input]));
}

async function modelOf(
  service: string,
  operation: string,
): Promise<{ input: NormalizedSchema; output: NormalizedSchema }> {
  const model = (await loadModel(service))?.operations.get(operation);
  if (!model) throw new Error(`there is no ${service}:${operation}`);
  return model;
}

const bothWays = [
  ['cloudformation', 'CreateChangeSet'],
  ['cloudformation', 'DescribeStacks'],
  ['cloudformation', 'DescribeChangeSet'],
  ['cloudformation', 'DescribeStackEvents'],
  ['elasticloadbalancing', 'CreateRule'],
  ['elasticloadbalancing', 'DescribeTargetHealth'],
  ['ecs', 'RegisterTaskDefinition'],
  ['ecs', 'DescribeServices'],
  ['logs', 'FilterLogEvents'],
  ['monitoring', 'PutMetricAlarm'],
  ['monitoring', 'DescribeAlarms'],
  ['ssm', 'PutParameter'],
  ['ssm', 'GetParameters'],
  ['application-autoscaling', 'PutScalingPolicy'],
] as const;

/** What the client checks before it sends anything. */
const bucket = { Bucket: 'bucket-name', ChecksumAlgorithm: 'SHA256' };

describe('what the SDK sends', () => {
  it.each([
    ...bothWays,
    ['s3', 'DeleteObjects'],
    ['s3', 'ListObjectsV2'],
    ['s3', 'PutBucketLifecycleConfiguration'],
  ] as const)('%s:%s is parsed to the same input', async (service, operation) => {
    const { input } = await modelOf(service, operation);
    await fc.assert(
      fc.asyncProperty(structOf(input, 12), async (generated) => {
        // a bucket's name is checked by the client before it is sent
        const value = 'Bucket' in generated ? { ...generated, ...bucket } : generated;
        exchange.output = {};
        await send(service, operation, value);
        expect(clean(exchange.input)).toEqual(clean(value));
      }),
      { numRuns: runs(25) },
    );
  });
});

/** Without what the client adds of its own, and without empty structures: Query and headers have no way to send them. */
function clean(value: unknown): unknown {
  if (value instanceof Date || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  const added = ['ContentMD5', 'ChecksumAlgorithm', 'ExpiresString', '$metadata'];
  const members = Object.entries(value)
    .filter(([name]) => !added.includes(name))
    .map(([name, item]) => [name, clean(item)] as const)
    .filter(([, item]) => item !== undefined && !isEmpty(item));
  return Object.fromEntries(members);
}

function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array) &&
    Object.keys(value).length === 0
  );
}

describe('what the SDK receives', () => {
  it.each([
    ...bothWays,
    ['s3', 'ListObjectVersions'],
    ['s3', 'GetBucketLifecycleConfiguration'],
    ['s3', 'HeadObject'],
  ] as const)('%s:%s is the output that the operation gave', async (service, operation) => {
    const { input, output } = await modelOf(service, operation);
    const required = Object.fromEntries([...requiredMembers(input)].map((name) => [name, 'required']));
    const asked = fc.sample(structOf(input, 12), { numRuns: 1, seed: 1 })[0];
    await fc.assert(
      fc.asyncProperty(structOf(output, 12), async (value) => {
        exchange.output = value;
        const received = await send(service, operation, service === 's3' ? required : asked);
        expect(clean(received)).toEqual(clean(value));
      }),
      { numRuns: runs(25) },
    );
  });
});

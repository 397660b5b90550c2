import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { S3Client, SelectObjectContentCommand } from '@aws-sdk/client-s3';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from './aws-error.ts';
import type { AwsService, RequestContext } from './context.ts';
import type { Fault } from './faults.ts';
import type { RunningServer } from './server.ts';
import { startServer } from './server.ts';
import { MemoryStore } from './store.ts';

let server: RunningServer;
let fault: Fault | undefined;
let order: string[];
let reported: unknown[];
let asked: { input: unknown; request: RequestContext } | undefined;
let answer: (input: unknown) => unknown;

/** Notes when a commit takes place. */
class NotingStore extends MemoryStore {
  override async commit(): Promise<void> {
    await Promise.resolve();
    order.push('commit');
  }
}

function service(signingName: string, ...names: string[]): AwsService {
  const run = (input: unknown, request: RequestContext): unknown => {
    order.push('run');
    asked = { input, request };
    return answer(input);
  };
  return { signingName, operations: Object.fromEntries(names.map((name) => [name, run])) };
}

beforeEach(async () => {
  fault = undefined;
  order = [];
  reported = [];
  asked = undefined;
  answer = () => ({});
  server = await startServer({
    port: 0,
    store: new NotingStore(),
    services: [
      service(
        'cloudformation',
        'CreateStack',
        'DescribeStacks',
        'DescribeChangeSet',
        'ExecuteChangeSet',
        'DeleteStack',
      ),
      service('logs', 'PutLogEvents', 'FilterLogEvents'),
      service('ecr', 'PutImage'),
      service('s3', 'PutObject'),
    ],
    health: { version: '1.2.3' },
    faults: () => fault,
    report: (error) => reported.push(error),
  });
});
afterEach(() => server.close());

const config = () => ({
  endpoint: server.endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 1,
});
const cloudFormation = (): CloudFormationClient => new CloudFormationClient(config());

async function post(
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(server.endpoint, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const signed = (signingName: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-3/${signingName}/aws4_request, SignedHeaders=host, Signature=0`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a request', () => {
  it('reaches its operation with region, id and endpoint, and is answered after the commit', async () => {
    answer = () => ({ StackId: 'arn:stack' });
    const output = await cloudFormation().send(
      new CreateStackCommand({ StackName: 'web', Tags: [{ Key: 'a', Value: '<b>' }] }),
    );
    expect(output.StackId).toBe('arn:stack');
    expect(asked?.input).toEqual({ StackName: 'web', Tags: [{ Key: 'a', Value: '<b>' }] });
    expect(asked?.request).toEqual({
      region: 'eu-central-1',
      requestId: output.$metadata.requestId,
      endpoint: server.endpoint,
    });
    expect(order).toEqual(['run', 'commit']);
  });

  it('may go without an answer of its own', async () => {
    answer = () => undefined;
    await cloudFormation().send(new DeleteStackCommand({ StackName: 'web' }));
    await cloudFormation().send(new ExecuteChangeSetCommand({ ChangeSetName: 'c' }));
  });

  it('may come in CBOR', async () => {
    const client = new CloudWatchLogsClient({ ...config(), protocol: SmithyRpcV2CborProtocol });
    answer = () => ({ events: [{ timestamp: 5, message: 'm' }] });
    const output = await client.send(new FilterLogEventsCommand({ logGroupName: 'g', startTime: 4 }));
    expect(output.events).toEqual([{ timestamp: 5, message: 'm' }]);
    expect(asked?.input).toEqual({ logGroupName: 'g', startTime: 4 });
    answer = () => {
      throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    };
    await expect(client.send(new FilterLogEventsCommand({ logGroupName: 'g' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  it('may be a GET with its parameters and its signature in the address', async () => {
    const query =
      'Action=DescribeStacks&Version=2010-05-15&StackName=web&X-Amz-Credential=A%2F20260101%2Fsa-east-1%2Fcloudformation%2Faws4_request';
    const response = await fetch(`${server.endpoint}/?${query}`);
    expect(response.status).toBe(200);
    expect(asked).toMatchObject({ input: { StackName: 'web' }, request: { region: 'sa-east-1' } });
  });

  it('is known without a signature by its target or its version', async () => {
    const target = 'Logs_20140328.FilterLogEvents';
    expect((await post({ 'x-amz-target': target }, '{}')).status).toBe(200);
    expect((await post(form, 'Action=DescribeStacks&Version=2010-05-15')).status).toBe(200);
    expect(asked?.request.region).toBe('us-east-1');
  });

  it('may be signed for all regions', async () => {
    const authorization =
      'AWS4-ECDSA-P256-SHA256 Credential=AKIA/20260101/cloudformation/aws4_request, Signature=0';
    await post({ ...form, authorization }, 'Action=DescribeStacks');
    expect(asked?.request.region).toBe('us-east-1');
  });
});

describe('an error', () => {
  it('has the code that the Query protocol gives it, and its status', async () => {
    answer = () => {
      throw new AwsError('ChangeSetNotFound', 'ChangeSet [c] does not exist');
    };
    const error: unknown = await cloudFormation()
      .send(new DescribeChangeSetCommand({ ChangeSetName: 'c' }))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'ChangeSetNotFoundException',
      message: 'ChangeSet [c] does not exist',
      Code: 'ChangeSetNotFound',
      Type: 'Sender',
      $metadata: { httpStatusCode: 404 },
    });
    expect(order).toEqual(['run', 'commit']);
  });

  it('need not be modelled', async () => {
    answer = () => {
      throw new AwsError('ValidationError', 'Stack with id "web" & <more> does not exist');
    };
    await expect(cloudFormation().send(new DescribeStacksCommand({}))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id "web" & <more> does not exist',
    });
  });

  it('carries the members of its shape', async () => {
    answer = () => {
      throw new AwsError('InvalidSequenceTokenException', 'wrong token', 400, {
        expectedSequenceToken: '42',
      });
    };
    const command = new PutLogEventsCommand({ logGroupName: 'g', logStreamName: 's', logEvents: [] });
    await expect(new CloudWatchLogsClient(config()).send(command)).rejects.toMatchObject({
      name: 'InvalidSequenceTokenException',
      expectedSequenceToken: '42',
    });
  });

  it('that is a bug of the sandbox is InternalFailure, and reported', async () => {
    answer = () => ({ Stacks: [{ StackName: 'web', CreationTime: 'yesterday' }] });
    await expect(cloudFormation().send(new DescribeStacksCommand({}))).rejects.toMatchObject({
      name: 'InternalFailure',
      message: "The sandbox failed: the answer's Stacks.1.CreationTime is string where a Date belongs",
    });
    expect(reported).toHaveLength(1);
  });
});

describe('what does not fit', () => {
  it('names what is missing, in the words of the service', async () => {
    await expect(
      cloudFormation().send(new CreateStackCommand({ StackName: undefined, Tags: [] })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
    });
    const image = new PutImageCommand({ repositoryName: undefined, imageManifest: undefined });
    await expect(new ECRClient(config()).send(image)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(
        /^2 validation errors detected: .*'repositoryName'.*; .*'imageManifest'/,
      ),
    });
    const nested = await post(
      { ...form, authorization: signed('cloudformation') },
      'Action=CreateStack&StackName=web&Tags.member.1.Key=a',
    );
    expect(nested.text).toContain('Value null at &#39;tags.1.member.value&#39;'.replaceAll('&#39;', "'"));
    expect(order.filter((step) => step === 'run')).toEqual([]);
  });

  it.each([
    ['ecs', 'UnknownOperationException', 'The sandbox has no service ecs'],
    ['iam', 'UnknownOperationException', 'The sandbox has no service iam'],
  ])('is a service: %s', async (name, code, message) => {
    const response = await post({ 'x-amz-target': 'X.Y', authorization: signed(name) }, '{}');
    expect(response.status).toBe(400);
    expect(JSON.parse(response.text)).toEqual({ __type: code, message });
    expect(response.headers.get('x-amzn-errortype')).toBe(code);
  });

  it.each([
    ['Action=Fly', 'Could not find operation Fly for version 2010-05-15'],
    ['Action=CreateStack&Version=2020-01-01', 'Could not find operation CreateStack for version 2020-01-01'],
    ['Action=ListExports', 'The sandbox does not support cloudformation:ListExports'],
    ['Action=toString', 'Could not find operation toString for version 2010-05-15'],
  ])('is an operation of a Query service: %s', async (body, message) => {
    const response = await post({ ...form, authorization: signed('cloudformation') }, body);
    expect(response.status).toBe(400);
    expect(response.text).toContain('<Code>InvalidAction</Code>');
    expect(response.text).toContain(`<Message>${message}</Message>`);
  });

  it('is an operation of a JSON service', async () => {
    const headers = { 'x-amz-target': 'Logs_20140328.Fly', authorization: signed('logs') };
    expect(JSON.parse((await post(headers, '{}')).text)).toEqual({
      __type: 'UnknownOperationException',
      message: 'There is no operation Logs_20140328.Fly',
    });
  });

  it('is an operation of S3', async () => {
    const select = new SelectObjectContentCommand({
      Bucket: 'bucket',
      Key: 'k',
      Expression: 'x',
      ExpressionType: 'SQL',
      InputSerialization: {},
      OutputSerialization: {},
    });
    await expect(new S3Client(config()).send(select)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The sandbox does not support s3:SelectObjectContent',
      $metadata: { httpStatusCode: 501 },
    });
    const response = await fetch(`${server.endpoint}/b/k`, {
      method: 'PATCH',
      headers: { authorization: signed('s3') },
    });
    expect(response.status).toBe(501);
  });

  it.each([
    ['{"logGroupName":', 'SerializationException'],
    ['{"logGroupName":7}', 'SerializationException'],
    ['{"logGroupName":"g","startTime":"soon"}', 'SerializationException'],
    ['[]', 'SerializationException'],
    ['\u0000', 'SerializationException'],
  ])('is a body: %s', async (body, code) => {
    const headers = { 'x-amz-target': 'Logs_20140328.FilterLogEvents', authorization: signed('logs') };
    const response = await post(headers, body);
    expect(response.status).toBe(400);
    expect(JSON.parse(response.text)).toMatchObject({ __type: code });
    expect(asked).toBeUndefined();
  });

  it.each([
    ['Action=CreateStack&StackName=a&TimeoutInMinutes=soon', 'TimeoutInMinutes must be a number'],
    ['Action=CreateStack&StackName=a&DisableRollback=1', 'DisableRollback must be true or false'],
    ['Action=CreateStack&StackName.x=a', 'StackName must be a single value'],
  ])('is a parameter: %s', async (body, message) => {
    const response = await post({ ...form, authorization: signed('cloudformation') }, body);
    expect(response.text).toContain(`<Code>InvalidParameterValue</Code><Message>${message}</Message>`);
  });

  it('is CBOR that ends too early', async () => {
    const headers = { 'smithy-protocol': 'rpc-v2-cbor', authorization: signed('logs') };
    const response = await fetch(`${server.endpoint}/service/Logs_20140328/operation/FilterLogEvents`, {
      method: 'POST',
      headers,
      body: new Uint8Array([0xbf, 0x63]),
    });
    expect(response.status).toBe(400);
  });

  it('is a request that says nothing of a service', async () => {
    const response = await fetch(`${server.endpoint}/`);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationToken' });
  });

  it('is no HTTP at all', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    const chunks: string[] = [];
    for await (const chunk of socket) chunks.push(String(chunk));
    expect(chunks.join('')).toMatch(/^HTTP\/1.1 400 /);
  });

  it('is a body that is too large', async () => {
    const response = await fetch(`${server.endpoint}/bucket/key`, {
      method: 'PUT',
      headers: { authorization: signed('s3') },
      body: new Uint8Array(64 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
    expect(asked).toBeUndefined();
  });
});

describe('a request of a web page', () => {
  const action = '/?Action=DescribeStacks&Version=2010-05-15';
  const statusOf = (path: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const options = { port: server.port, host: '127.0.0.1', path, headers };
      get(options, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });

  it.each([
    ['another origin', { origin: 'https://example.com' }],
    ['its own origin', { origin: 'http://127.0.0.1:4566' }],
    ['no origin', { origin: 'null' }],
    ['an image of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a service behind a load balancer of the sandbox', { 'sec-fetch-site': 'same-site' }],
    ['a name that leads to this machine', { host: 'rebound.example.com:4566' }],
    ['a name that looks like one of this machine', { host: '127.0.0.1.example.com' }],
    ['a name that ends like one of this machine', { host: 'notlocalhost' }],
  ])('is refused: %s', async (_what, headers) => {
    expect(await statusOf(action, headers)).toBe(403);
    expect(await statusOf('/_sandbox/health', headers)).toBe(403);
    expect(order).toEqual([]);
  });

  it.each([
    ['no name but the address', {}],
    ['localhost', { host: 'localhost:4566' }],
    ['a name below localhost', { host: 'bucket.localhost' }],
    ['the address in version 6', { host: '[::1]:4566' }],
    ['an address that somebody typed', { 'sec-fetch-site': 'none' }],
  ])('is none: %s', async (_what, headers) => {
    expect(await statusOf(action, headers)).toBe(200);
    expect(order).toContain('run');
  });
});

describe('a fault', () => {
  it('refuses, or loses the request or the answer', async () => {
    const send = (): Promise<unknown> => cloudFormation().send(new DescribeStacksCommand({}));
    fault = { error: new AwsError('Throttling', 'Rate exceeded') };
    await expect(send()).rejects.toMatchObject({ name: 'Throttling' });
    fault = 'request lost';
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(order).not.toContain('run');
    fault = 'answer lost';
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(order.slice(-2)).toEqual(['run', 'commit']);
  });
});

describe('the server', () => {
  it('says how it is', async () => {
    const response = await fetch(`${server.endpoint}/_sandbox/health`);
    expect(await response.json()).toEqual({ status: 'healthy', version: '1.2.3' });
  });

  it('takes the next free port where one is in use', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address() as AddressInfo;
    const options = { store: new MemoryStore(), services: [], health: {}, report: () => undefined };
    const other = await startServer({ ...options, port: address.port });
    expect(other.port).toBeGreaterThan(address.port);
    expect((await fetch(`${other.endpoint}/_sandbox/health`)).status).toBe(200);
    await other.close();
    blocker.close();
  });

  it('answers what is under way before it closes', async () => {
    let release: (value: unknown) => void = () => undefined;
    answer = () => new Promise((resolve) => (release = resolve));
    const pending = cloudFormation().send(new DescribeStacksCommand({}));
    while (!order.includes('run')) await new Promise((resolve) => setImmediate(resolve));
    const closed = server.close();
    release({ Stacks: [] });
    expect((await pending).Stacks).toEqual([]);
    await closed;
    await expect(fetch(`${server.endpoint}/_sandbox/health`)).rejects.toThrow('fetch failed');
    server = await startServer({
      port: 0,
      store: new MemoryStore(),
      services: [],
      health: {},
      report: () => undefined,
    });
  });
});

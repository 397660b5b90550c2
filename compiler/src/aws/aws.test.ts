import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from './aws-error.ts';
import { connectAws } from './aws.ts';
import { allPages } from './client.ts';

/** Answers every request with what the test set. */
let server: Server;
let endpoint: string;
let answer: { readonly status: number; readonly body: string };
const requests: { readonly url: string; readonly body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      requests.push({ url: request.url ?? '', body });
      response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has such an address
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

const connect = (interrupted = new AbortController().signal) =>
  connectAws({
    region: 'eu-west-1',
    endpoint,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    interrupted,
  });

const error = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

describe('connectAws', () => {
  it('asks once who it is', async () => {
    requests.length = 0;
    answer = {
      status: 200,
      body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/a</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    };
    const aws = connect();
    expect(await aws.identity()).toEqual({
      account: '123456789012',
      arn: 'arn:aws:iam::123456789012:user/a',
    });
    await aws.identity();
    expect(requests).toHaveLength(1);
  });

  it('hands on the answer of AWS as an AwsError, and asks again after a failure', async () => {
    requests.length = 0;
    answer = {
      status: 403,
      body: error('InvalidClientTokenId', 'The security token included in the request is invalid.'),
    };
    const aws = connect();
    await expect(aws.identity()).rejects.toThrow(AwsError);
    await expect(aws.identity()).rejects.toMatchObject({ kind: 'denied', code: 'InvalidClientTokenId' });
    expect(requests).toHaveLength(2);
  });

  it('sends what each service was given', async () => {
    answer = { status: 400, body: error('ValidationError', 'Stack with id web does not exist') };
    requests.length = 0;
    const cloudFormation = await connect().cloudFormation();
    await expect(cloudFormation.describeStacks({ StackName: 'web' })).rejects.toMatchObject({
      kind: 'refused',
      message: 'CloudFormation DescribeStacks: Stack with id web does not exist',
    });
    expect(requests[0]?.body).toMatch(/^Action=DescribeStacks&.*StackName=web/);
  });

  it('addresses a bucket by its path where an endpoint is given', async () => {
    answer = { status: 200, body: '' };
    requests.length = 0;
    await (await connect().s3()).putObject({ Bucket: 'artifacts', Key: 'a/b', Body: 'x' });
    expect(requests[0]?.url).toMatch(/^\/artifacts\/a\/b/);
  });

  it('rejects with the reason of the interruption, before and during a call', async () => {
    const controller = new AbortController();
    const aws = connect(controller.signal);
    const ecs = await aws.ecs();
    const [elb, logs, ecr] = [await aws.elb(), await aws.logs(), await aws.ecr()];
    const cloudWatch = await aws.cloudWatch();
    const interruption = new Error('interrupted');
    const pending = ecs.describeServices({ services: ['a'] });
    controller.abort(interruption);
    await expect(pending).rejects.toBe(interruption);
    await expect(elb.describeTargetHealth({ TargetGroupArn: 'x' })).rejects.toBe(interruption);
    await expect(logs.filterLogEvents({})).rejects.toBe(interruption);
    await expect(ecr.describeRepositories({})).rejects.toBe(interruption);
    await expect(cloudWatch.describeAlarms({})).rejects.toBe(interruption);
  });
});

describe('allPages', () => {
  it('follows the token to its end', async () => {
    const pages: Record<string, { items: number[]; next?: string }> = {
      first: { items: [1, 2], next: 'b' },
      b: { items: [3] },
    };
    const all = await allPages(
      async (token) => pages[token ?? 'first'],
      (page) => page?.items,
      (page) => page?.next,
    );
    expect(all).toEqual([1, 2, 3]);
  });
});

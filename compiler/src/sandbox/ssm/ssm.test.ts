import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestSandbox } from '../test-sandbox.ts';
import { resourceRequest, startTestSandbox } from '../test-sandbox.ts';
import { ssmBehaviours } from './behaviours.ts';
import { Parameters } from './parameters.ts';

let sandbox: TestSandbox;
let ssm: SSMClient;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  ssm = new SSMClient({ ...sandbox.client, region: 'eu-west-1' });
});
afterEach(() => sandbox.remove());

const put = (Value: string, rest: object = {}) =>
  ssm.send(new PutParameterCommand({ Name: '/app/key', Value, Type: 'String', ...rest }));

describe('parameters', () => {
  it('are put, versioned, found by name, version and ARN, and deleted', async () => {
    expect(await put('one')).toMatchObject({ Version: 1 });
    await expect(put('two')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    expect(await put('two', { Overwrite: true, Type: undefined })).toMatchObject({ Version: 2 });
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/app/key' }));
    expect(Parameter).toEqual({
      Name: '/app/key',
      Type: 'String',
      Value: 'two',
      Version: 2,
      DataType: 'text',
      LastModifiedDate: new Date(sandbox.clock.now()),
      ARN: 'arn:aws:ssm:eu-west-1:000000000000:parameter/app/key',
    });
    await put('plain', { Name: 'plain' });
    const Names = ['/app/key:2', '/app/key:1', 'arn:aws:ssm:eu-west-1:000000000000:parameter/plain', 'none'];
    const found = await ssm.send(new GetParametersCommand({ Names }));
    expect(found.Parameters?.map(({ Value }) => Value)).toEqual(['two', 'plain']);
    expect(found.InvalidParameters).toEqual(['/app/key:1', 'none']);
    await ssm.send(new DeleteParameterCommand({ Name: '/app/key' }));
    const gone = new DeleteParameterCommand({ Name: '/app/key' });
    await expect(ssm.send(gone)).rejects.toMatchObject({ name: 'ParameterNotFound' });
    const read = new GetParameterCommand({ Name: '/app/key' });
    await expect(ssm.send(read)).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  it('of one region are not seen in another, and secrets only when asked for', async () => {
    await put('secret', { Type: 'SecureString' });
    const read = (WithDecryption: boolean) =>
      ssm.send(new GetParameterCommand({ Name: '/app/key', WithDecryption }));
    expect((await read(true)).Parameter?.Value).toBe('secret');
    expect((await read(false)).Parameter?.Value).not.toContain('secret');
    const elsewhere = new SSMClient({ ...sandbox.client, region: 'eu-west-2' });
    expect((await elsewhere.send(new GetParametersCommand({ Names: ['/app/key'] }))).Parameters).toEqual([]);
  });

  it('are described, and listed below a path', async () => {
    await put('one', { Description: 'd' });
    await put('two', { Name: '/app/deep/key', Type: 'SecureString' });
    await put('three', { Name: 'plain' });
    await put('four', { Name: '/apple' });
    const below = async (over: object) => {
      const { Parameters = [] } = await ssm.send(new GetParametersByPathCommand({ Path: '/app', ...over }));
      return Parameters.map(({ Name, Value }) => `${Name}=${Value}`);
    };
    expect(await below({})).toEqual(['/app/key=one']);
    expect(await below({ Path: '/app/', Recursive: true, WithDecryption: true })).toEqual([
      '/app/deep/key=two',
      '/app/key=one',
    ]);
    const first = await ssm.send(new DescribeParametersCommand({ MaxResults: 3 }));
    const rest = await ssm.send(new DescribeParametersCommand({ NextToken: first.NextToken }));
    const all = [...(first.Parameters ?? []), ...(rest.Parameters ?? [])];
    expect(all.map(({ Name }) => Name)).toEqual(['/app/deep/key', '/app/key', '/apple', 'plain']);
    expect(all[1]).toMatchObject({ Type: 'String', Version: 1, Description: 'd' });
    expect(JSON.stringify(all)).not.toContain('two');
    const filtered = new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Values: ['x'] }] });
    await expect(ssm.send(filtered)).rejects.toMatchObject({ name: 'InvalidFilterKey' });
  });

  it('need a type that there is', async () => {
    await expect(put('x', { Type: undefined })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put('x', { Type: 'Number' })).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('AWS::SSM::Parameter', () => {
  it('makes, updates and removes a parameter, and leaves that of another stack alone', () => {
    const [behaviour] = ssmBehaviours(sandbox.context);
    const parameters = new Parameters(sandbox.context);
    const request = resourceRequest('AWS::SSM::Parameter', {
      Type: 'String',
      Value: 'one',
      Description: 'd',
    });
    const created = behaviour?.create(request);
    expect(created).toEqual({
      physicalId: request.generatedName,
      attributes: {
        Type: 'String',
        Value: 'one',
        Arn: `arn:aws:ssm:eu-west-1:000000000000:parameter/${request.generatedName}`,
      },
    });
    expect(behaviour?.create(request)).toEqual(created);
    expect(() => behaviour?.create({ ...request, logicalId: 'Other' })).toThrow('already exists');
    const existing = {
      ...request,
      physicalId: request.generatedName,
      properties: { Type: 'StringList', Value: 'a,b' },
    };
    behaviour?.update(existing, request.properties);
    expect(parameters.find('eu-west-1', request.generatedName)).toMatchObject({
      type: 'StringList',
      value: 'a,b',
    });
    behaviour?.remove(existing);
    behaviour?.remove(existing);
    expect(parameters.find('eu-west-1', request.generatedName)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import type { RenderedStack } from '../stack.ts';
import { dependenciesOf, joinedParameters } from './parameters.ts';

const stack = (
  name: string,
  kind: RenderedStack['kind'],
  parameters: readonly string[],
  outputs: readonly string[],
  service?: string,
): RenderedStack => ({
  name,
  kind,
  parameters,
  outputs,
  body: '',
  resources: [],
  tags: {},
  capabilities: [],
  lines: new Map(),
  origin: [],
  ...(service !== undefined && { service }),
});

const registryApi = stack('registry-api', 'registry', [], ['RepositoryArn'], 'api');
const registryWeb = stack('registry-web', 'registry', [], ['RepositoryArn'], 'web');
const network = stack('network', 'network', [], ['VpcId']);
const platform = stack('platform', 'platform', ['VpcId'], ['ListenerArn']);
const api = stack(
  'api',
  'service',
  ['Image', 'Release', 'VpcId', 'ListenerArn', 'RepositoryArn'],
  ['TargetGroupArn'],
  'api',
);
const web = stack('web', 'service', ['Image', 'RepositoryArn'], ['TargetGroupArn'], 'web');
const all = [registryApi, registryWeb, network, platform, api, web];

describe('joins', () => {
  it('go to stacks of an earlier kind, and of the same service where several have the output', () => {
    const names = (of: RenderedStack) => dependenciesOf(of, all).map(({ name }) => name);
    expect(names(network)).toEqual([]);
    expect(names(platform)).toEqual(['network']);
    expect(names(api)).toEqual(['network', 'platform', 'registry-api']);
    expect(names(web)).toEqual(['registry-web']);
  });

  it('fill everything but what deploy fills in itself', () => {
    const outputs = new Map([
      ['network', { VpcId: 'vpc-1' }],
      ['platform', { ListenerArn: 'arn' }],
      ['registry-api', { RepositoryArn: 'a' }],
      ['registry-web', { RepositoryArn: 'w' }],
    ]);
    expect(joinedParameters(api, all, outputs)).toEqual({
      VpcId: 'vpc-1',
      ListenerArn: 'arn',
      RepositoryArn: 'a',
    });
    expect(() => joinedParameters(api, all, new Map())).toThrow(
      'api needs VpcId of network, which is not deployed with it',
    );
    expect(() => joinedParameters(api, [api], outputs)).toThrow(
      'no stack has an output for the parameter VpcId of api',
    );
  });
});

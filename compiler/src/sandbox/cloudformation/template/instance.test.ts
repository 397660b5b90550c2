import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inDependencyOrder } from './graph.ts';
import { instantiate } from './instance.ts';
import { parameterValues } from './parameter-values.ts';
import { parseTemplate } from './template.ts';

const topic = (properties: object = {}, more: object = {}) => ({
  Type: 'AWS::SNS::Topic',
  Properties: properties,
  ...more,
});

function instance(body: object, parameters: Readonly<Record<string, string>> = {}) {
  const template = parseTemplate(JSON.stringify({ Resources: { A: topic() }, ...body }));
  const inputs = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  const ssm: Readonly<Record<string, { value: string; type: string }>> = {
    '/list': { value: 'a, b', type: 'StringList' },
    '/secret': { value: 'x', type: 'SecureString' },
    '/text': { value: 't', type: 'String' },
    '/text:2': { value: 't2', type: 'String' },
  };
  const values = parameterValues(
    template,
    inputs,
    undefined,
    'eu-west-1',
    ({ name, version }) => ssm[version ? `${name}:${version}` : name],
  );
  return instantiate(template, values, {
    accountId: '000000000000',
    partition: 'aws',
    region: 'eu-west-1',
    stackId: 'arn:stack',
    stackName: 'demo',
    notificationArns: [],
    dynamicReferences: (text) => text,
  });
}

describe('conditions', () => {
  const Conditions = {
    Prod: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
    NotProd: { 'Fn::Not': [{ Condition: 'Prod' }] },
    Both: { 'Fn::And': [{ Condition: 'Prod' }, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }] },
    Either: { 'Fn::Or': [{ Condition: 'Prod' }, { Condition: 'NotProd' }] },
    Chosen: { 'Fn::Equals': [{ 'Fn::If': ['Prod', 'a', 'b'] }, 'a'] },
    Mapped: { 'Fn::Equals': [{ 'Fn::FindInMap': ['M', { Ref: 'Env' }, 'on'] }, 'true'] },
    Lists: { 'Fn::Equals': [['a'], ['a']] },
  };
  const body = {
    Parameters: { Env: { Type: 'String', Default: 'dev' } },
    Mappings: { M: { dev: { on: 'false' }, prod: { on: 'true' } } },
    Conditions,
    Resources: {
      A: topic(),
      B: topic({ DisplayName: { 'Fn::If': ['Prod', { Ref: 'C' }, { Ref: 'A' }] } }, { Condition: 'Either' }),
      C: topic({}, { Condition: 'Prod' }),
    },
    Outputs: { O: { Value: { Ref: 'C' }, Condition: 'Prod' } },
  };

  it('switch resources, outputs and references', () => {
    const prod = instance(body, { Env: 'prod' });
    expect(prod.scope.conditions).toEqual({
      Prod: true,
      NotProd: false,
      Both: true,
      Either: true,
      Chosen: true,
      Mapped: true,
      Lists: true,
    });
    expect([...prod.resources.keys()]).toEqual(['A', 'C', 'B']);
    expect(prod.resources.get('B')?.dependencies).toEqual(['C']);
    expect([...prod.outputs.keys()]).toEqual(['O']);
    const dev = instance(body);
    expect(dev.resources.get('B')?.dependencies).toEqual(['A']);
    expect([...dev.resources.keys()]).toEqual(['A', 'B']);
    expect([...dev.outputs.keys()]).toEqual([]);
  });

  it.each([
    [
      { X: { 'Fn::Equals': ['a'] } },
      'Template error: every Fn::Equals object requires a list of 2 string parameters.',
    ],
    [{ X: { 'Fn::And': [{ Condition: 'X' }] } }, 'Fn::And object requires a list of 2 to 10'],
    [{ X: { 'Fn::Not': [] } }, 'Fn::Not object requires a list argument with one element'],
    [{ X: { Condition: 'Y' } }, 'Unresolved condition dependency Y'],
    [{ X: { Condition: 'Y' }, Y: { Condition: 'X' } }, 'circular condition dependency'],
    [
      { X: { 'Fn::Equals': [{ Ref: 'A' }, 'a'] } },
      'Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template',
    ],
    [{ X: 'yes' }, 'Conditions can only be boolean operations'],
  ])('%j is refused', (conditions, message) => {
    expect(() => instance({ Conditions: conditions })).toThrow(message);
  });
});

describe('references', () => {
  it.each([
    [
      { Resources: { A: topic({ DisplayName: { Ref: 'X' } }) } },
      'Template format error: Unresolved resource dependencies [X] in the Resources block of the template',
    ],
    [
      { Resources: { A: topic({}, { DependsOn: ['X', 'Y'] }) } },
      'Template format error: Unresolved resource dependencies [X, Y] in the Resources block of the template',
    ],
    [
      { Resources: { A: topic({ DisplayName: { 'Fn::GetAtt': ['X', 'Y'] } }) } },
      'Template error: instance of Fn::GetAtt references undefined resource X',
    ],
    [
      { Outputs: { O: { Value: { Ref: 'X' } } } },
      'Unresolved resource dependencies [X] in the Outputs block of the template',
    ],
    [
      { Outputs: { O: { Value: { 'Fn::GetAtt': ['X', 'Y'] } } } },
      'Unresolved resource dependencies [X] in the Outputs block of the template',
    ],
    [{ Resources: { A: topic({}, { Condition: 'X' }) } }, 'Unresolved condition dependency X'],
    [
      { Resources: { A: topic({ DisplayName: { 'Fn::FindInMap': ['M', 'a', 'b'] } }) } },
      'Unable to get mapping for M::a::b',
    ],
    [
      {
        Resources: {
          A: topic({ DisplayName: { Ref: 'B' } }),
          B: topic({ DisplayName: { 'Fn::Sub': '${C}' } }),
          C: topic({}, { DependsOn: 'A' }),
          D: topic({}, { DependsOn: 'A' }),
          E: topic(),
        },
      },
      'Circular dependency between resources: [A, B, C]',
    ],
  ])('%j is refused', (body, message) => {
    expect(() => instance(body)).toThrow(message);
  });

  it('on a resource that its condition leaves out are refused, but DependsOn is not', () => {
    const conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    const off = topic({}, { Condition: 'Never' });
    expect(() =>
      instance({
        Conditions: conditions,
        Resources: { A: topic({ DisplayName: { Ref: 'Off' } }), Off: off },
      }),
    ).toThrow('Unresolved resource dependencies [Off]');
    expect([
      ...instance({
        Conditions: conditions,
        Resources: { A: topic({}, { DependsOn: 'Off' }), Off: off },
      }).resources.keys(),
    ]).toEqual(['A']);
  });
});

describe('parameters', () => {
  const declare = (declaration: object) => ({ Parameters: { P: declaration } });

  it.each([
    [{ Type: 'CommaDelimitedList' }, 'a, b ,c', ['a', 'b', 'c']],
    [{ Type: 'CommaDelimitedList' }, '', []],
    [{ Type: 'List<Number>' }, '1,2', ['1', '2']],
    [{ Type: 'Number' }, '1.5', '1.5'],
    [{ Type: 'List<AWS::EC2::Subnet::Id>' }, 'subnet-1,subnet-2', ['subnet-1', 'subnet-2']],
    [{ Type: 'AWS::SSM::Parameter::Name' }, '/text', '/text'],
    [{ Type: 'AWS::SSM::Parameter::Value<String>' }, '/text:2', 't2'],
    [{ Type: 'AWS::SSM::Parameter::Value<List<String>>' }, '/list', ['a', 'b']],
    [{ Type: 'AWS::SSM::Parameter::Value<CommaDelimitedList>' }, '/list', ['a', 'b']],
    [{ Type: 'String', Default: 5 }, undefined, '5'],
    [{ Type: 'CommaDelimitedList', Default: ['a', 'b'] }, undefined, ['a', 'b']],
  ])('%j with %j', (declaration, given, expected) => {
    expect(
      instance(declare(declaration), given === undefined ? {} : { P: given }).scope.parameters['P'],
    ).toEqual(expected);
  });

  it.each([
    [{ Type: 'String' }, {}, 'Parameters: [P] must have values'],
    [{ Type: 'String', Default: '' }, { Q: '1', R: '2' }, 'Parameters: [Q, R] do not exist in the template'],
    [
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      {},
      'Parameter P should either have input value or default value',
    ],
    [
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      { P: '/nope' },
      'Unable to fetch parameters [/nope] from parameter store for this account.',
    ],
    [
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      { P: '/secret' },
      'Parameters [P] referenced by template have types not supported by CloudFormation.',
    ],
    [{ Type: 'Number' }, { P: 'x' }, "Parameter 'P' must be a number."],
    [{ Type: 'List<Number>' }, { P: '1,x' }, "Parameter 'P' must be a number."],
    [{ Type: 'String', AllowedPattern: '[a-z]+' }, { P: 'ab1' }, "Parameter 'P' must match pattern [a-z]+"],
    [
      { Type: 'CommaDelimitedList', AllowedPattern: '[a-z]+' },
      { P: 'a,1' },
      "Each value of parameter 'P' must match pattern [a-z]+",
    ],
    [
      { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'be small' },
      { P: '1' },
      "Parameter 'P' failed to satisfy constraint: be small",
    ],
    [{ Type: 'String', AllowedValues: ['a', 1] }, { P: 'b' }, "Parameter 'P' must be one of AllowedValues"],
    [{ Type: 'String', MinLength: '2' }, { P: 'b' }, "Parameter 'P' must contain at least 2 characters"],
    [{ Type: 'String', MaxLength: 2 }, { P: 'bbb' }, "Parameter 'P' must contain at most 2 characters"],
    [{ Type: 'Number', MinValue: 2 }, { P: '1' }, "Parameter 'P' must be a number not less than 2"],
    [{ Type: 'Number', MaxValue: 2 }, { P: '3' }, "Parameter 'P' must be a number not greater than 2"],
    [{ Type: 'String' }, { P: 'x'.repeat(4097) }, "Parameter 'P' exceeded 4096 bytes."],
  ])('%j with %j is refused', (declaration, given, message) => {
    expect(() => instance(declare(declaration), given)).toThrow(message);
  });

  it('keep their previous values only where there are some', () => {
    const template = parseTemplate(
      JSON.stringify({ Resources: { A: topic() }, Parameters: { P: { Type: 'String', Default: 'd' } } }),
    );
    const keep = (previous?: string, more = {}) =>
      parameterValues(
        template,
        [{ ParameterKey: 'P', UsePreviousValue: true, ...more }],
        previous === undefined ? undefined : { P: { value: previous, noEcho: false } },
        'r',
        () => undefined,
      );
    expect(keep('old')).toEqual({ P: { value: 'old', noEcho: false } });
    expect(() => keep()).toThrow(
      'Cannot specify usePreviousValue as true for a parameter key not in the previous template',
    );
    expect(() => keep('old', { ParameterValue: 'x' })).toThrow(
      'Cannot specify usePreviousValue as true and non empty value for a parameter',
    );
  });
});

describe('the order of resources', () => {
  const dag = fc
    .integer({ min: 1, max: 20 })
    .chain((size) =>
      fc
        .array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 4 }), { minLength: size, maxLength: size })
        .map(
          (edges) =>
            new Map(
              edges.map((targets, node) => [
                `N${node}`,
                new Set(targets.filter((target) => target < node).map((target) => `N${target}`)),
              ]),
            ),
        ),
    );

  it('puts each after what it depends on, and leaves none out', () => {
    fc.assert(
      fc.property(dag, fc.integer(), (graph, seed) => {
        const shuffled = new Map([...graph].toSorted(([a], [b]) => hash(a, seed) - hash(b, seed)));
        const order = inDependencyOrder(shuffled);
        expect(order.toSorted()).toEqual([...graph.keys()].toSorted());
        for (const [node, dependencies] of graph) {
          for (const other of dependencies) expect(order.indexOf(other)).toBeLessThan(order.indexOf(node));
        }
      }),
    );
  });

  it('finds every circle and names only what lies on it', () => {
    fc.assert(
      fc.property(dag, fc.integer({ min: 1, max: 5 }), (graph, length) => {
        const ring = Array.from({ length }, (_, index) => `R${index}`);
        const withRing = new Map(graph);
        ring.forEach((node, index) => withRing.set(node, new Set([ring[(index + 1) % length] ?? ''])));
        withRing.set('Waits', new Set(['R0']));
        expect(() => inDependencyOrder(withRing)).toThrow(
          `Circular dependency between resources: [${ring.join(', ')}]`,
        );
      }),
    );
  });
});

function hash(text: string, seed: number): number {
  return Buffer.from(text).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, seed);
}

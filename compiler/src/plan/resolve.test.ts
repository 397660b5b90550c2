import { describe, expect, it } from 'vitest';
import { conditionHolds } from './conditions.ts';
import { references } from './intrinsic.ts';
import { resolve, type Names } from './resolve.ts';
import { templateNames } from './template-names.ts';
import { readTemplate } from './template.ts';

const known: Readonly<Record<string, unknown>> = {
  Name: 'shop',
  Zones: ['a', 'b'],
  Port: 80,
  'Vpc.Arn': 'arn:vpc',
};
const names: Names = {
  valueOf: (name, attribute) => known[attribute === undefined ? name : `${name}.${attribute}`],
  condition: (name) => (name === 'Yes' ? true : name === 'No' ? false : undefined),
  mapping: (map, first, second) => (map === 'Sizes' && first === 'prod' ? `${second}-large` : undefined),
};

describe('resolve', () => {
  it.each([
    [{ Ref: 'Name' }, 'shop'],
    [{ Ref: 'Zones' }, ['a', 'b']],
    [{ Ref: 'Other' }, { Ref: 'Other' }],
    [{ A: { Ref: 'AWS::NoValue' }, B: 1 }, { B: 1 }],
    [[{ Ref: 'AWS::NoValue' }, 1], [1]],
    [{ 'Fn::GetAtt': ['Vpc', 'Arn'] }, 'arn:vpc'],
    [{ 'Fn::GetAtt': 'Vpc.Arn' }, 'arn:vpc'],
    [{ 'Fn::GetAtt': ['Vpc', 'Id'] }, { 'Fn::GetAtt': ['Vpc', 'Id'] }],
    [{ 'Fn::Sub': '${Name}:${Port} ${!Literal}' }, 'shop:80 ${Literal}'],
    [{ 'Fn::Sub': '${Name} ${AWS::Region}' }, { 'Fn::Sub': 'shop ${AWS::Region}' }],
    [{ 'Fn::Sub': ['${Own} ${Name}', { Own: { Ref: 'Name' } }] }, 'shop shop'],
    [
      { 'Fn::Sub': ['${Own}', { Own: { Ref: 'Other' } }] },
      { 'Fn::Sub': ['${Own}', { Own: { Ref: 'Other' } }] },
    ],
    [{ 'Fn::Sub': '${Vpc.Arn}' }, 'arn:vpc'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Name' }]] }, 'a-shop'],
    [{ 'Fn::Join': ['-', [{ Ref: 'Other' }]] }, { 'Fn::Join': ['-', [{ Ref: 'Other' }]] }],
    [{ 'Fn::If': ['Yes', 1, 2] }, 1],
    [{ A: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] } }, {}],
    [{ 'Fn::If': ['Unknown', { Ref: 'Name' }, 2] }, { 'Fn::If': ['Unknown', 'shop', 2] }],
    [{ 'Fn::FindInMap': ['Sizes', 'prod', 'db'] }, 'db-large'],
    [
      { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'db'] },
      { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'db'] },
    ],
    [{ 'Fn::Base64': { Ref: 'Name' } }, { 'Fn::Base64': 'shop' }],
  ])('%j', (value, expected) => {
    expect(resolve(value, names)).toEqual(expected);
  });

  it('knows which names a value refers to', () => {
    const value = [
      { Ref: 'A' },
      { 'Fn::GetAtt': ['B', 'Arn'] },
      { 'Fn::GetAtt': 'C.Arn' },
      { 'Fn::Sub': '${D} ${E.Arn} ${!F}' },
      { 'Fn::Sub': ['${G} ${H}', { G: { Ref: 'I' } }] },
      { 'Fn::If': ['J', 1, 2] },
      { 'Fn::FindInMap': ['K', 'a', 'b'] },
      { Condition: 'L' },
    ];
    expect([...references(value)].toSorted()).toEqual(['A', 'B', 'C', 'D', 'E', 'H', 'I', 'J', 'K', 'L']);
  });
});

describe('conditionHolds', () => {
  const template = readTemplate(`Parameters:
  Env: { Type: String, Default: dev }
  Hidden: { Type: String, NoEcho: true, Default: x }
  Looked: { Type: "AWS::SSM::Parameter::Value<String>", Default: /a }
  Many: { Type: CommaDelimitedList, Default: "a, b" }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Equals [!Ref Env, dev]
  Not: !Not [!Condition IsProd]
  Both: !And [!Condition IsDev, !Condition Not]
  Either: !Or [!Condition IsProd, !Equals [!Ref "AWS::Region", x]]
  Round: !Not [!Condition Round]
  Odd: !Equals [!Ref Hidden, x]
Resources:
  A: { Type: "AWS::SNS::Topic" }
`);
  const holds = (name: string, env?: string) => {
    const before = new Map(env === undefined ? [] : [['Env', env]]);
    const sides = templateNames(
      { before: template, after: undefined, parameters: { before, after: new Map(), unknown: new Set() } },
      new Map(),
    );
    return conditionHolds(template.Conditions, name, sides.before);
  };

  it.each([
    ['IsProd', undefined, false],
    ['IsProd', 'prod', true],
    ['Not', 'prod', false],
    ['Both', undefined, true],
    ['Either', 'prod', true],
    ['Either', 'dev', undefined],
    ['Round', undefined, undefined],
    ['Odd', undefined, undefined],
    ['Missing', undefined, undefined],
  ] as const)('%s with %s: %s', (name, env, expected) => {
    expect(holds(name, env)).toBe(expected);
  });

  it('gives lists as lists, and nothing for what CloudFormation hides or looks up', () => {
    const { before } = templateNames(
      {
        before: template,
        after: undefined,
        parameters: { before: new Map(), after: new Map(), unknown: new Set() },
      },
      new Map(),
    );
    expect(before.valueOf('Many')).toEqual(['a', 'b']);
    expect(before.valueOf('Hidden')).toBeUndefined();
    expect(before.valueOf('Looked')).toBeUndefined();
    expect(before.mapping('None', 'a', 'b')).toBeUndefined();
  });
});

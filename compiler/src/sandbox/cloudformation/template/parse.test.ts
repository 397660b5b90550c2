import { describe, expect, it } from 'vitest';
import { parseTemplateBody } from './parse.ts';
import { parseTemplate } from './template.ts';

describe('a template body', () => {
  it('is JSON or YAML 1.1, whose short forms become long ones and whose dates stay text', () => {
    const yaml = `
AWSTemplateFormatVersion: 2010-09-09
On: yes
Number: 0o7
List:
  - !Ref A
  - !GetAtt A.B.C
  - !GetAtt [A, B]
  - !Sub 'x \${A}'
  - !Join ['', [a, !Ref B]]
  - !If [C, {Condition: x}, !Base64 {Ref: D}]
  - !Equals [a, !Condition Other]
Empty:
`;
    expect(parseTemplateBody(yaml)).toEqual({
      AWSTemplateFormatVersion: '2010-09-09',
      On: true,
      Number: '0o7',
      List: [
        { Ref: 'A' },
        { 'Fn::GetAtt': ['A', 'B.C'] },
        { 'Fn::GetAtt': ['A', 'B'] },
        { 'Fn::Sub': 'x ${A}' },
        { 'Fn::Join': ['', ['a', { Ref: 'B' }]] },
        { 'Fn::If': ['C', { Condition: 'x' }, { 'Fn::Base64': { Ref: 'D' } }] },
        { 'Fn::Equals': ['a', { Condition: 'Other' }] },
      ],
      Empty: null,
    });
    expect(parseTemplateBody('{"a": [1, {"b": null}]}')).toEqual({ a: [1, { b: null }] });
    expect(parseTemplateBody('{a: b}')).toEqual({ a: 'b' });
  });

  it.each([
    ['{"a": ', 'Template format error: JSON not well-formed.'],
    ['{\n"a": [1}', 'Template format error: JSON not well-formed. (line 2, column 8)'],
    ['a: [1', 'Template format error: YAML not well-formed.'],
    ['a: &x 1\nb: *x', 'Template error: YAML aliases are not allowed in CloudFormation templates'],
    ['a: !!binary aGk=', 'Template format error: YAML not well-formed.'],
    ['text', 'Template format error: unsupported structure.'],
    ['', 'Template format error: unsupported structure.'],
    ['[1]', 'Template format error: unsupported structure.'],
  ])('%j is refused', (body, message) => {
    expect(() => parseTemplateBody(body)).toThrow(message);
  });
});

const topic = { Type: 'AWS::SNS::Topic' };
const many = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`N${index}`, value]));

describe('the structure of a template', () => {
  it.each([
    [{}, 'Template format error: At least one Resources member must be defined.'],
    [{ Resources: {} }, 'Template format error: At least one Resources member must be defined.'],
    [{ Resources: [] }, 'Template format error: unsupported structure.'],
    [{ Resources: { A: 1 } }, 'Template format error: Any Resources member must be an object.'],
    [
      { Resources: { A: {} } },
      'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
    ],
    [{ Resources: { 'A-B': topic } }, 'Template format error: Resource name A-B is non alphanumeric.'],
    [{ Resources: { A: { ...topic, Foo: 1 } } }, "Invalid template resource property 'Foo'"],
    [{ Resources: { A: { ...topic, Properties: [] } } }, 'Properties must be an object'],
    [{ Resources: { A: { ...topic, CreationPolicy: {} } } }, 'Signals are not supported'],
    [{ Resources: { A: { ...topic, DependsOn: 1 } } }, 'Every DependsOn value must be a string.'],
    [
      { Resources: { A: { ...topic, DeletionPolicy: { Ref: 'X' } } } },
      'Every DeletionPolicy member must be a string.',
    ],
    [
      { Resources: { A: { ...topic, UpdateReplacePolicy: 'RetainExceptOnCreate' } } },
      'Unrecognized UpdateReplacePolicy',
    ],
    [
      {
        Resources: {
          A: { Type: 'AWS::No::Such' },
          B: { Type: 'Custom::X' },
          C: { Type: 'AWS::CloudFormation::Stack' },
        },
      },
      'Template format error: Unrecognized resource types: [AWS::No::Such, Custom::X, AWS::CloudFormation::Stack]',
    ],
    [{ Resources: { A: topic }, Foo: 1, Bar: 2 }, 'Invalid template property or properties [Foo, Bar]'],
    [{ Resources: { A: topic }, Transform: 'x' }, 'the section Transform is not supported'],
    [{ Resources: { A: topic }, Rules: {} }, 'the section Rules is not supported'],
    [
      { Resources: { A: topic }, AWSTemplateFormatVersion: '2011' },
      'unsupported value for AWSTemplateFormatVersion',
    ],
    [
      { Resources: { A: { ...topic, Properties: { DisplayName: null } } } },
      "[/Resources/A/Properties/DisplayName] 'null' values are not allowed in templates",
    ],
    [
      { Resources: { A: topic }, Outputs: { O: { Value: null } } },
      "[/Outputs/O/Value] 'null' values are not allowed in templates",
    ],
    [
      { Resources: { A: topic }, Outputs: { O: {} } },
      'Template format error: Every Outputs member must contain a Value object',
    ],
    [{ Resources: { A: topic }, Outputs: { 'O-': { Value: 1 } } }, 'non alphanumeric'],
    [{ Resources: { A: topic }, Outputs: [] }, 'Outputs must be an object'],
    [
      { Resources: { A: topic }, Mappings: { M: 1 } },
      'Template format error: Every Mappings member M must be a map',
    ],
    [
      { Resources: { A: topic }, Mappings: { M: { a: { b: {} } } } },
      'Template format error: Every Mappings attribute must be a String or a List.',
    ],
    [
      { Resources: { A: topic }, Mappings: { M: { a: 'x' } } },
      'Every Mappings attribute must be a String or a List.',
    ],
    [
      { Resources: { A: topic }, Parameters: { P: {} } },
      'Every Parameters object must contain a Type member.',
    ],
    [{ Resources: { A: topic }, Parameters: { 'P-': {} } }, 'non alphanumeric'],
    [{ Resources: { A: topic }, Parameters: { P: { Type: 'Text' } } }, 'Unrecognized parameter type: Text'],
    [
      { Resources: { A: topic }, Parameters: { P: { Type: 'String', AllowedValues: 'a' } } },
      'Every AllowedValues member must be a list.',
    ],
    [
      { Resources: many(501, topic) },
      'Template format error: Number of resources, 501, is greater than maximum allowed, 500',
    ],
    [
      { Resources: { A: topic }, Parameters: many(201, { Type: 'String', Default: '' }) },
      'Number of parameters, 201, is greater than maximum allowed, 200',
    ],
    [
      { Resources: { A: topic }, Mappings: { M: { a: many(201, 'x') } } },
      'Number of attributes in mapping M, 201',
    ],
    [{ Resources: { ['A'.repeat(256)]: topic } }, 'is longer than 255 characters'],
    [{ Resources: { A: topic }, Description: 'x'.repeat(1025) }, "'Description' length is greater than 1024"],
  ])('%j is refused', (template, message) => {
    expect(() => parseTemplate(JSON.stringify(template))).toThrow(message);
  });

  it('takes 500 resources', () => {
    expect(
      Object.keys(parseTemplate(JSON.stringify({ Resources: many(500, topic) })).resources),
    ).toHaveLength(500);
  });
});

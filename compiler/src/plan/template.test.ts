import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { isRecord, shortForms } from './intrinsic.ts';
import { readTemplate, sections, TemplateError, type Template } from './template.ts';

const OURS = `AWSTemplateFormatVersion: '2010-09-09'
Description: "shop: network"
Parameters:
  VpcId:
    Type: AWS::EC2::VPC::Id
Resources:
  # A comment of the layout
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: "10.0.0.0/16"
      Tags:
        - Key: Name
          Value: "shop"

  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc
      GroupDescription: !Sub "\${VpcId} of \${Vpc.CidrBlock}"
      Script: |
        Resources:
          NotOne:
Outputs:
  VpcId:
    Value: !GetAtt Vpc.VpcId
`;

function values(template: Template) {
  return Object.fromEntries(
    sections.map((section) => [
      section,
      Object.fromEntries([...template[section]].map(([name, { value }]) => [name, value])),
    ]),
  );
}

describe('readTemplate', () => {
  it('reads our layout block by block, as a parser reads it whole', () => {
    const template = readTemplate(OURS);
    const whole: Record<string, unknown> = parse(OURS, { customTags: shortForms });
    expect(values(template)).toEqual({
      Mappings: {},
      Conditions: {},
      Parameters: whole['Parameters'],
      Resources: whole['Resources'],
      Outputs: whole['Outputs'],
    });
    expect([...template.Resources.keys()]).toEqual(['Vpc', 'Group']);
  });

  it('tells the lines of a node in the whole template', () => {
    const { Resources: resources } = readTemplate(OURS);
    const line = (text: string) => OURS.split('\n').findIndex((candidate) => candidate.includes(text)) + 1;
    expect(resources.get('Vpc')?.linesOf(['Properties', 'CidrBlock'])).toEqual([
      line('CidrBlock: "10'),
      line('CidrBlock: "10'),
    ]);
    expect(resources.get('Vpc')?.linesOf(['Properties', 'Tags', 0, 'Value'])?.[0]).toBe(
      line('Value: "shop"'),
    );
    expect(resources.get('Vpc')?.linesOf(['Properties', 'Tags'])).toEqual([
      line('Tags:'),
      line('Value: "shop"'),
    ]);
    expect(resources.get('Vpc')?.linesOf(['Properties', 'Missing'])).toBeUndefined();
    expect(resources.get('Vpc')?.linesOf(['Properties', 'Tags', 1])).toBeUndefined();
    expect(resources.get('Group')?.linesOf([])?.[0]).toBe(line('Group:'));
  });

  it('reads templates of any other layout: JSON, other indentation, quoted keys, Windows lines', () => {
    const expected = values(readTemplate(OURS));
    const whole: unknown = parse(OURS, { customTags: shortForms });
    const others = [
      JSON.stringify(whole),
      JSON.stringify(whole, undefined, 2),
      stringify(whole, { indent: 4 }),
      OURS.replaceAll('\n', '\r\n'),
      stringify(whole).replace('  Vpc:', '  "Vpc":'),
    ];
    for (const text of others) expect(values(readTemplate(text))).toEqual(expected);
  });

  it('refuses what is no template', () => {
    expect(() => readTemplate('- a\n- b\n')).toThrow(TemplateError);
    expect(() => readTemplate('a: [1')).toThrow(TemplateError);
    expect(() => readTemplate('Resources:\n  A:\n    Type: "x\n').Resources.get('A')?.value).toThrow(
      TemplateError,
    );
  });

  it('knows every short form that YAML templates have', () => {
    const read = (text: string) => {
      const value = readTemplate(`Resources:\n  A:\n    V: ${text}\n`).Resources.get('A')?.value;
      return isRecord(value) ? value['V'] : undefined;
    };
    expect(read('!GetAtt A.B.C')).toEqual({ 'Fn::GetAtt': ['A', 'B.C'] });
    expect(read('!GetAtt [A, B]')).toEqual({ 'Fn::GetAtt': ['A', 'B'] });
    expect(read('!If [C, !Ref X, !Ref "AWS::NoValue"]')).toEqual({
      'Fn::If': ['C', { Ref: 'X' }, { Ref: 'AWS::NoValue' }],
    });
    expect(read('!Select [0, !GetAZs ""]')).toEqual({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] });
    expect(read('!Base64 { Fn::Sub: x }')).toEqual({ 'Fn::Base64': { 'Fn::Sub': 'x' } });
    expect(read('!Not [!Condition C]')).toEqual({ 'Fn::Not': [{ Condition: 'C' }] });
  });

  it('finds the same entries in any laid out template as a parser does', () => {
    const name = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,8}$/);
    const resource = fc.record({
      Type: fc.constant('AWS::X::Y'),
      Properties: fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{0,6}$/), fc.jsonValue()),
    });
    fc.assert(
      fc.property(fc.dictionary(name, resource, { minKeys: 1 }), (resources) => {
        const text = stringify(
          { Resources: resources },
          {
            lineWidth: 0,
            defaultStringType: 'QUOTE_DOUBLE',
            defaultKeyType: 'PLAIN',
            aliasDuplicateObjects: false,
          },
        );
        const read = Object.fromEntries(
          [...readTemplate(text).Resources].map(([key, block]) => [key, block.value]),
        );
        expect(read).toEqual(parse(text).Resources);
      }),
    );
  });
});

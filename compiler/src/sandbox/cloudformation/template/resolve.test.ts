import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_AFTER_APPLY } from '../../resources/known-after-apply.ts';
import { cidrBlocks } from './cidr.ts';
import { NO_VALUE, type Scope, resolve } from './resolve.ts';

const scope: Scope = {
  parameters: { 'AWS::Region': 'eu-west-1', Name: 'n', List: ['a', 'b'], 'AWS::StackName': 's' },
  mappings: { Sizes: { small: { cpu: '256', zones: ['x', 'y'] } } },
  conditions: { Yes: true, No: false },
  ref: (id) => (id === 'Vpc' ? 'vpc-1' : id === 'New' ? KNOWN_AFTER_APPLY : undefined),
  getAtt: (id, attribute) => (id === 'New' ? KNOWN_AFTER_APPLY : `${id}.${attribute}`),
  importValue: (name) => `import-${name}`,
  availabilityZones: (region) => [`${region}a`, `${region}b`],
  dynamicReferences: (text) => text.replace('{{resolve:ssm:x}}', 'X'),
};

const value = (expression: unknown): unknown => resolve(expression, scope);

describe('intrinsic functions', () => {
  it.each([
    [{ Ref: 'Name' }, 'n'],
    [{ Ref: 'List' }, ['a', 'b']],
    [{ Ref: 'Vpc' }, 'vpc-1'],
    [{ 'Fn::GetAtt': ['A', 'B.C'] }, 'A.B.C'],
    [{ 'Fn::GetAtt': 'A.B.C' }, 'A.B.C'],
    [{ 'Fn::GetAtt': ['A', { Ref: 'Name' }] }, 'A.n'],
    [
      { 'Fn::Sub': '${Name} ${Vpc} ${A.B} ${!Literal} $x {y} ${AWS::Region}' },
      'n vpc-1 A.B ${Literal} $x {y} eu-west-1',
    ],
    [{ 'Fn::Sub': ['${Name}${Other}', { Name: 'own', Other: { Ref: 'Vpc' } }] }, 'ownvpc-1'],
    [{ 'Fn::Sub': '{{resolve:ssm:x}}' }, 'X'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, { Ref: 'Name' }]] }, 'a-n'],
    [{ 'Fn::Join': ['-', [{ Ref: 'AWS::NoValue' }]] }, ''],
    [{ 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b'],
    [{ 'Fn::Join': ['', ['{{resolve:', 'ssm:x}}']] }, 'X'],
    [{ 'Fn::Split': ['|', 'a||c'] }, ['a', '', 'c']],
    [{ 'Fn::Select': ['1', { Ref: 'List' }] }, 'b'],
    [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'eu-west-1a'],
    [{ 'Fn::GetAZs': { Ref: 'AWS::Region' } }, ['eu-west-1a', 'eu-west-1b']],
    [{ 'Fn::GetAZs': 'us-east-1' }, ['us-east-1a', 'us-east-1b']],
    [{ 'Fn::FindInMap': ['Sizes', 'small', 'cpu'] }, '256'],
    [{ 'Fn::FindInMap': ['Sizes', 'small', 'zones'] }, ['x', 'y']],
    [{ 'Fn::Base64': 'hi' }, 'aGk='],
    [{ 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, ['10.0.0.0/24', '10.0.1.0/24']],
    [{ 'Fn::ImportValue': { 'Fn::Sub': '${Name}-x' } }, 'import-n-x'],
    [{ 'Fn::If': ['Yes', 1, 2] }, 1],
    [{ constructor: 1 }, { constructor: 1 }],
    [{ 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, NO_VALUE],
    [{ a: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, b: [{ Ref: 'AWS::NoValue' }, 2] }, { b: [2] }],
    [{ Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
    ['{{resolve:ssm:x}}', 'X'],
    [{ 'Fn::Sub': 'x ${New}' }, KNOWN_AFTER_APPLY],
    [{ 'Fn::Join': ['', ['x', { Ref: 'New' }]] }, KNOWN_AFTER_APPLY],
    [{ 'Fn::Split': ['.', { Ref: 'New' }] }, KNOWN_AFTER_APPLY],
    [{ 'Fn::Select': [0, { 'Fn::Split': ['.', { Ref: 'New' }] }] }, KNOWN_AFTER_APPLY],
    [{ 'Fn::Select': [0, { 'Fn::Cidr': [{ 'Fn::GetAtt': 'New.Cidr' }, 2, 8] }] }, KNOWN_AFTER_APPLY],
    [{ 'Fn::Base64': { Ref: 'New' } }, KNOWN_AFTER_APPLY],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'New' }, 'cpu'] }, KNOWN_AFTER_APPLY],
  ])('%j', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });

  it.each([
    [
      { Ref: 'Nope' },
      'Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template',
    ],
    [
      { 'Fn::GetAtt': ['A'] },
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    ],
    [{ 'Fn::GetAtt': 'A' }, 'every Fn::GetAtt object requires two non-empty parameters'],
    [{ 'Fn::Sub': [1] }, "Fn::Sub intrinsic functions don't specify expected arguments"],
    [{ 'Fn::Sub': '${List}' }, 'Fn::Sub object must not contain'],
    [
      { 'Fn::Join': [1, []] },
      'Template error: every Fn::Join object requires two parameters, (1) a string delimiter',
    ],
    [{ 'Fn::Join': ['', 'text'] }, 'every Fn::Join object requires two parameters'],
    [{ 'Fn::Split': ['', 'a'] }, 'every Fn::Split object requires two parameters'],
    [{ 'Fn::Split': ['a'] }, 'every Fn::Split object requires two parameters'],
    [
      { 'Fn::Select': [2, ['a', 'b']] },
      'Template error: Fn::Select cannot select nonexistent value at index 2',
    ],
    [
      { 'Fn::Select': ['x', ['a']] },
      'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
    ],
    [{ 'Fn::Select': 1 }, 'Fn::Select requires a list argument'],
    [
      { 'Fn::FindInMap': ['Sizes', 'small', 'x'] },
      'Template error: Unable to get mapping for Sizes::small::x',
    ],
    [{ 'Fn::FindInMap': ['Sizes'] }, 'every Fn::FindInMap object requires three parameters'],
    [{ 'Fn::If': ['Maybe', 1, 2] }, 'Template error: unresolved condition dependency Maybe in Fn::If'],
    [{ 'Fn::If': ['constructor', 1, 2] }, 'unresolved condition dependency constructor'],
    [
      { 'Fn::FindInMap': ['constructor', 'name', 'length'] },
      'Unable to get mapping for constructor::name::length',
    ],
    [{ 'Fn::If': [1] }, 'Fn::If requires a list argument with three elements'],
    [{ 'Fn::ForEach::X': [] }, 'unsupported intrinsic function Fn::ForEach::X'],
    [{ 'Fn::Cidr': ['10.0.0.0/30', 2, 8] }, 'Fn::Cidr cannot make 2 blocks of 8 bits in 10.0.0.0/30'],
    [{ 'Fn::Cidr': ['10.0.0/16', 2, 8] }, 'every Fn::Cidr object requires'],
    [{ 'Fn::Cidr': 1 }, 'every Fn::Cidr object requires'],
  ])('%j is refused', (expression, message) => {
    expect(() => value(expression)).toThrow(message);
  });

  it('Split undoes Join for texts that do not hold the delimiter', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().filter((text) => !text.includes('|')),
          { minLength: 1 },
        ),
        (texts) => {
          expect(value({ 'Fn::Split': ['|', { 'Fn::Join': ['|', texts] }] })).toEqual(texts);
        },
      ),
    );
  });

  // What `${!` without an end stands for is not documented.
  it('Sub of escaped text is the text', () => {
    const plain = fc.string().map((text) => text.replaceAll('$', ''));
    const literal = fc.string().map((text) => `\${${text.replaceAll(/[${}]/g, '')}}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(plain, literal)), (parts) => {
        const text = parts.join('');
        expect(value({ 'Fn::Sub': text.replaceAll('${', '${!') })).toBe(text);
      }),
    );
  });

  it('values without functions are themselves', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const plain: unknown = JSON.parse(JSON.stringify(json));
        fc.pre(!JSON.stringify(plain).match(/"(Ref|Fn::[^"]*)":|\{\{resolve:/));
        expect(value(plain)).toEqual(plain);
      }),
    );
  });
});

describe('Fn::Cidr', () => {
  it('gives blocks side by side that lie in the whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 8, max: 24 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 6 }),
        (address, length, spare, bits) => {
          const hostBits = 32 - length;
          const blockBits = Math.max(1, Math.min(hostBits, bits));
          const count = Math.min(256, 2 ** Math.min(spare, hostBits - blockBits));
          const dotted = [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
          const starts = cidrBlocks(`${dotted}/${length}`, count, blockBits).map((block) => {
            const [start = '', prefix] = block.split('/');
            expect(prefix).toBe(String(32 - blockBits));
            return start.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
          });
          const first = Math.floor(address / 2 ** hostBits) * 2 ** hostBits;
          expect(starts).toEqual(Array.from({ length: count }, (_, index) => first + index * 2 ** blockBits));
        },
      ),
    );
  });

  it.each([
    ['2001:db8::/56', 2, 64, ['2001:db8::/64', '2001:db8:0:1::/64']],
    ['2001:db8:1:2:3:4:5:0/112', 2, 8, ['2001:db8:1:2:3:4:5:0/120', '2001:db8:1:2:3:4:5:100/120']],
    ['::/64', 1, 64, ['::/64']],
  ])('%s in IPv6', (block, count, bits, expected) => {
    expect(cidrBlocks(block, count, bits)).toEqual(expected);
  });

  it.each([
    '1:2/64',
    '1::2::3/64',
    'x::/64',
    '1:2:3:4:5:6:7:8:9/64',
    '10.0.0.256/8',
    '10.0.0.0',
    '10.0.0.0/33',
  ])('%s is no block', (block) => {
    expect(() => cidrBlocks(block, 1, 8)).toThrow('every Fn::Cidr object requires');
  });
});

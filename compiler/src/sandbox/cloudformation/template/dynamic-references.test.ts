import { expect, it } from 'vitest';
import { resolveDynamicReferences } from './dynamic-references.ts';

const read = ({ name, version }: { name: string; version?: number }) =>
  name === '/a.b/c-d_e' ? { value: `value ${version ?? 'latest'}`, type: 'String' } : undefined;

it.each([
  ['x {{resolve:ssm:/a.b/c-d_e}} y', 'x value latest y'],
  ['{{resolve:ssm:/a.b/c-d_e:3}}{{resolve:ssm:/a.b/c-d_e}}', 'value 3value latest'],
  ['{{resolve:secretsmanager:name:SecretString:key}}', '{{resolve:secretsmanager:name:SecretString:key}}'],
  ['{{resolve:ssm-secure:name:1}}', '{{resolve:ssm-secure:name:1}}'],
])('%s', (text, expected) => {
  expect(resolveDynamicReferences(text, 'eu-west-1', read)).toBe(expected);
});

it('to a parameter that does not exist is refused', () => {
  expect(() => resolveDynamicReferences('{{resolve:ssm:nope}}', 'eu-west-1', read)).toThrow(
    '[ssm:nope:] cannot be found',
  );
});

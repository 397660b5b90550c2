import { describe, expect, it } from 'vitest';
import { isReference, isSecretName, looksSecret, maskAssignments, maskText } from './secret.ts';

it.each([
  'DB_PASSWORD',
  'password',
  'db-passwd',
  'MYSQL_PWD',
  'JWT_SECRET',
  'apiKey',
  'API_KEY',
  'STRIPE_APIKEY',
  'AWS_SECRET_ACCESS_KEY',
  'NPM_TOKEN',
  'authToken',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'SMTP_PASS',
  'MasterUserPassword',
  'SECRET_KEY_BASE',
])('%s names a secret', (name) => expect(isSecretName(name)).toBe(true));

it.each([
  'LOG_LEVEL',
  'TOKEN_TTL',
  'SECRET_ARN',
  'PASSWORD_MIN_LENGTH',
  'MAX_TOKENS',
  'PWD',
  'CACHE_KEY',
  'BYPASS',
  'KEY',
  'TOKENIZER',
])('%s names none', (name) => expect(isSecretName(name)).toBe(false));

describe('a secret by its form', () => {
  it.each([
    ['the key AKIAIOSFODNN7EXAMPLE is wrong', 'the key **** is wrong'],
    ['ghp_0123456789abcdefghijABCDEFGHIJ012345', '****'],
    [
      '//registry.npmjs.org/:_authToken=npm_0123456789abcdefghijABCDEFGHIJ0123',
      '//registry.npmjs.org/:_authToken=****',
    ],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nend', '****\nend'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE', '****'],
    ['eyJhbGciOiJI.eyJzdWIiOiIx.SflKxw', '****'],
    ['--url-postgres://shop:hunter2@db', '--url-postgres://shop:****@db'],
    ['postgres://shop:hunter2@db:5432/shop', 'postgres://shop:****@db:5432/shop'],
    ['cannot reach http://hunter2@127.0.0.1:1/x', 'cannot reach http://****@127.0.0.1:1/x'],
    ['https://ada:hunter2@hooks.example.com/x', 'https://****@hooks.example.com/x'],
    ['https://hooks.example.com/x?a=1&token=hunter2&b=2', 'https://hooks.example.com/x?a=1&token=****&b=2'],
    [
      'https://b.s3.amazonaws.com/k?X-Amz-Signature=0af1',
      'https://b.s3.amazonaws.com/k?X-Amz-Signature=****',
    ],
  ])('%j', (text, masked) => {
    expect(looksSecret(text)).toBe(true);
    expect(maskText(text)).toBe(masked);
    expect(looksSecret(masked)).toBe(false);
  });

  it.each([
    'https://example.com/a@b?tokens=3',
    'registry.example.com/team/app:1@sha256:00',
    'ssh://git@github.com/team/app',
    'ada@example.com',
    'arn:aws:iam::123456789012:role/ada',
    'sha256:9be1',
  ])('%j is none', (text) => {
    expect(looksSecret(text)).toBe(false);
    expect(maskText(text)).toBe(text);
  });
});

it('what is given to a name of a secret is masked in what others wrote', () => {
  expect(maskAssignments('invalid value DB_PASSWORD=hunter2, LOG_LEVEL=info')).toBe(
    'invalid value DB_PASSWORD=****, LOG_LEVEL=info',
  );
  expect(maskAssignments('{"password":"hunter2","user":"ada"}')).toBe('{"password":"****","user":"ada"}');
  expect(maskAssignments('secret: not found')).toBe('secret: not found');
  expect(maskAssignments('docker --password=hunter2 2.token=hunter2')).toBe(
    'docker --password=**** 2.token=****',
  );
});

// CloudWatch takes log events of a megabyte, and what a page is encoded as is one long word.
it.each([
  ['base64', 'aB3'],
  ['names with dots and hyphens', 'a.b-'],
  ['what looks like tokens', 'eyJabcdef-'],
])('a line of 200 kB of %s takes no time to speak of', (_, part) => {
  const line = part.repeat(200_000 / part.length);
  expect(maskAssignments(line)).toBe(line);
});

it.each([
  ['ssm:/shop/key', true],
  ['arn:aws:secretsmanager:eu-west-1:111111111111:secret:key-AbCdEf', true],
  ['{{resolve:secretsmanager:db}}', true],
  ['hunter2', false],
])('%s is a reference: %s', (text, reference) => expect(isReference(text)).toBe(reference));

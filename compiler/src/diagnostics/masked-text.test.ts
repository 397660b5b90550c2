import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { maskedText } from './masked-text.ts';

const masked = (text: string) =>
  maskedText({ file: 'platform.yaml', text, document: parseDocument(text, { prettyErrors: false }) });

describe('a file as it may be shown', () => {
  it.each([
    ['a plain text', 'DB_PASSWORD: hunter2 # why', 'DB_PASSWORD: ****    # why'],
    ['a quoted one', 'a: { apiKey: "hunter2", b: 1 }', 'a: { apiKey: ****     , b: 1 }'],
    ['a short one', 'password: abc\nb: 1', 'password: ***\nb: 1'],
    ['a number', 'DB_PASSWORD: 12345678', 'DB_PASSWORD: ****    '],
    [
      'a block of text',
      'TLS_PRIVATE_KEY: |\n  MIIE\n  abcd\nb: 1',
      'TLS_PRIVATE_KEY: *\n      \n      \nb: 1',
    ],
    ['what reads as an alias', 'DB_PASSWORD: *hunter2', 'DB_PASSWORD: ****    '],
    ['what reads as an anchor', 'DB_PASSWORD: &hunter2', 'DB_PASSWORD: ****'],
    [
      'a value under secrets',
      'services:\n  a:\n    secrets:\n      DB: hunter2',
      'services:\n  a:\n    secrets:\n      DB: ****   ',
    ],
    ['a list under secrets', 'secrets:\n  - hunter2', 'secrets:\n  - ****   '],
    ['an assignment', 'environment:\n  - DB_PASSWORD=hunter2', 'environment:\n  - DB_PASSWORD=****'],
    [
      'an address with credentials',
      'notify: [ "https://ada:hunter2@a.b" ]',
      'notify: [ ****                      ]',
    ],
    [
      'what does not parse',
      'a: [\nDB_PASSWORD: a, b\nc: d: { API_KEY: hunter2, e: 1 }',
      'a: [\nDB_PASSWORD: ****\nc: d: { API_KEY: ****   , e: 1 }',
    ],
  ])('%s', (_, text, shown) => expect(masked(text)).toBe(shown));

  it.each([
    'services:\n  secrets:\n    port: 8080',
    'DB_PASSWORD: ssm:/shop/db',
    'secrets:\n  DB: arn:aws:secretsmanager:eu-west-1:111111111111:secret:db',
    'LOG_LEVEL: info',
    'DB_PASSWORD: ""',
  ])('%j stays', (text) => expect(masked(text)).toBe(text));
});

import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { compileEnvironment } from '../compile.ts';
import { placesOf } from './place.ts';
import { withoutSecretAt, withoutSecrets } from './secret.ts';
import { parameterChanges } from './value-changes.ts';
import { readTemplate } from './template.ts';

describe('withoutSecrets', () => {
  it.each([
    ['a value', 'a value'],
    [5, 5],
    ['{{resolve:secretsmanager:db:SecretString:password}}', '****'],
    ['user:{{resolve:ssm-secure:/db}}@host', '****'],
    [
      { MasterUserPassword: 'hunter2', MasterUsername: 'admin' },
      { MasterUserPassword: '****', MasterUsername: 'admin' },
    ],
    [[{ Name: 'DB_PASSWORD', Value: 'hunter2' }], [{ Name: 'DB_PASSWORD', Value: '****' }]],
    [
      [{ Name: 'API_TOKEN', ValueFrom: 'arn:aws:ssm:…' }],
      [{ Name: 'API_TOKEN', ValueFrom: 'arn:aws:ssm:…' }],
    ],
    [[{ Name: 'DATABASE', Value: 'pg://ada:hunter2@db' }], [{ Name: 'DATABASE', Value: 'pg://ada:****@db' }]],
    [[{ Name: 'LOG_LEVEL', Value: 'info' }], [{ Name: 'LOG_LEVEL', Value: 'info' }]],
    [{ Password: { Ref: 'Password' } }, { Password: { Ref: 'Password' } }],
  ])('%j', (value, expected) => {
    expect(withoutSecrets(value)).toEqual(expected);
  });
});

describe('withoutSecretAt', () => {
  it.each([
    ['hunter2', ['Environment', 0, 'Value'], 'Environment[DB_PASSWORD].Value', '****'],
    ['info', ['Environment', 0, 'Value'], 'Environment[LOG_LEVEL].Value', 'info'],
    ['arn', ['Secrets', 0, 'ValueFrom'], 'Secrets[DB_PASSWORD].ValueFrom', 'arn'],
    ['hunter2', ['MasterUserPassword'], 'MasterUserPassword', '****'],
    [{ Ref: 'P' }, ['MasterUserPassword'], 'MasterUserPassword', { Ref: 'P' }],
  ] as const)('%j at %j', (value, path, label, expected) => {
    expect(withoutSecretAt(value, path, label)).toEqual(expected);
  });
});

it('a NoEcho parameter that changes is named, and neither of its values', () => {
  const compilation = compileEnvironment(
    memoryHost([
      ['platform.yaml', 'app: shop\nregion: eu-central-1\nservices: {}\n'],
      ['environments/dev.yaml', 'services: {}\n'],
    ]),
    'dev',
  );
  const [stack] = compilation.model ? compilation.stacks : [];
  if (!compilation.model || !stack) throw new Error('invalid');
  const template = readTemplate(
    'Parameters:\n  Key:\n    Type: String\n    NoEcho: true\n  Plain:\n    Type: String\nResources:\n  A:\n    Type: AWS::SNS::Topic\n',
  );
  const places = placesOf(stack, readTemplate(stack.body), {
    origins: compilation.model.origins,
    sources: compilation.sources,
  });
  const changes = parameterChanges(
    { stack, before: template, after: template, places, later: [] },
    {
      before: new Map([
        ['Key', 'old'],
        ['Plain', 'a'],
      ]),
      after: new Map([
        ['Key', 'new'],
        ['Plain', '{{resolve:ssm:/b}}'],
      ]),
      unknown: new Set(),
    },
    [],
  );
  expect(changes).toMatchObject([
    { name: 'Key', before: '****', after: '****', knownAfterApply: false },
    { name: 'Plain', before: 'a', after: '****', knownAfterApply: false },
  ]);
});

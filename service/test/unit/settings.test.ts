import { describe, expect, it } from 'vitest';
import { describeProblems, readSettings } from '../../src/settings.ts';
import { settingsFrom } from '../env.ts';

describe('settings', () => {
  it('have the documented defaults', () => {
    expect(settingsFrom()).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      environment: 'dev',
      logLevel: 'info',
      workers: 4,
      enableCloudWatch: false,
      appName: 'demo-app',
      appVersion: '1.0.0',
    });
  });

  it('are read from the environment', () => {
    const env = {
      PORT: '9000',
      HOST: '::1',
      ENVIRONMENT: 'prod',
      LOG_LEVEL: 'debug',
      WORKERS: '1',
      ENABLE_CLOUDWATCH: 'false',
      APP_NAME: 'shop',
      APP_VERSION: '4f2a91c',
      AWS_REGION: 'eu-west-1',
    };
    expect(settingsFrom(env)).toMatchObject({
      port: 9000,
      host: '::1',
      environment: 'prod',
      logLevel: 'debug',
      workers: 1,
      enableCloudWatch: false,
      appName: 'shop',
      appVersion: '4f2a91c',
      region: 'eu-west-1',
    });
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', ''],
    ['HOST', '300.1.1.1'],
    ['HOST', 'a b'],
    ['HOST', '-x'],
    ['ENVIRONMENT', ''],
    ['ENVIRONMENT', 'two words'],
    ['LOG_LEVEL', 'INFO'],
    ['WORKERS', '0'],
    ['WORKERS', '-1'],
    ['ENABLE_CLOUDWATCH', 'yes'],
    ['APP_NAME', 'a"b'],
    ['APP_VERSION', 'x'.repeat(129)],
  ])('refuse %s=%j', (name, value) => {
    const result = readSettings({ [name]: value });
    expect('problems' in result && result.problems).toEqual([
      expect.stringMatching(`^${name} is .*, but must be `),
    ]);
  });

  it.each(['localhost', 'service.internal', '10.0.0.1', '::'])('take HOST=%s', (host) => {
    expect(settingsFrom({ HOST: host }).host).toBe(host);
  });

  it('report all that is wrong in one message', () => {
    const result = readSettings({ PORT: 'http', LOG_LEVEL: 'loud', WORKERS: '4' });
    expect('problems' in result && describeProblems(result.problems)).toBe(
      [
        'Cannot start: 2 settings are wrong.',
        '  PORT is "http", but must be a whole number from 1 to 65535',
        '  LOG_LEVEL is "loud", but must be one of fatal, error, warn, info, debug, trace, silent',
        '',
      ].join('\n'),
    );
    expect(describeProblems(['PORT is odd'])).toContain('1 setting is wrong.');
  });
});

import type { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { buildLogger } from '../../src/log/logger.ts';
import { redact } from '../../src/log/redact.ts';
import { build } from '../build.ts';
import { settingsFrom } from '../env.ts';

const GONE = '[redacted]';

/** The lines that a logger of the service writes. */
function logged(write: (log: pino.Logger) => void): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  write(buildLogger(settingsFrom(), { write: (line) => void lines.push(JSON.parse(line)) }));
  return lines;
}

class User {
  name = 'ann';
  password = 'canary';
}

describe('a secret', () => {
  it.each([
    'pwd',
    'db_pwd',
    'passwd',
    'passcode',
    'auth',
    'x-auth',
    'X-Auth-User',
    'xAuthKey',
    'jwt',
    'id_jwt',
    'bearer',
    'sessionid',
    'session_id',
    'sessionId',
    'JSESSIONID',
    'connect.sid',
    'accessKey',
    'aws_access_key_id',
    'signing-key',
    'encryptionKey',
    'otp',
    'csrf',
    'x-xsrf',
  ])('is known by its name: %s', (name) => {
    expect(redact({ a: [{ [name]: 'canary' }] })).toEqual({ a: [{ [name]: GONE }] });
    expect(logged((log) => log.info({ [name]: 'canary' }))).toEqual([
      expect.objectContaining({ [name]: GONE }),
    ]);
  });

  it.each(['author', 'authority', 'monkey', 'keyboard', 'inside', 'option', 'session', 'key', 'forwarded'])(
    'is not what is called %s',
    (name) => {
      const harmless = { a: { [name]: 'seen' } };
      expect(redact(harmless)).toBe(harmless);
    },
  );

  it('is not shown by a child, however it is made', async () => {
    const write = (log: pino.Logger) => {
      const child = log.child({ authorization: 'canary', deep: { token: 'canary' } });
      child.child({ apiKey: 'canary' }, { level: 'info' }).info('x');
      child.setBindings({ cookie: 'canary' });
      child.info('y');
    };
    const lines = logged(write);
    expect(JSON.stringify(lines)).not.toContain('canary');
    expect(lines).toMatchObject([
      { authorization: GONE, deep: { token: GONE }, apiKey: GONE },
      { authorization: GONE, deep: { token: GONE }, cookie: GONE },
    ]);

    const { app, lines: ofApp } = await build();
    app.get('/logs', async ({ log }) => {
      log.child({ token: 'canary' }).child({ user: new User() }).info('within');
      log.error({ err: Object.assign(new Error('x'), { password: 'canary' }) }, 'failed');
      return 'x';
    });
    await app.inject('/logs');
    expect(JSON.stringify(ofApp)).not.toContain('canary');
    expect(ofApp).toMatchObject([
      { token: GONE, user: { name: 'ann', password: GONE } },
      { err: { type: 'Error', message: 'x', password: GONE } },
      {},
    ]);
  });

  it('is not shown by what has a class, nor by what says itself how it is written', () => {
    const own = { toJSON: () => ({ token: 'canary', id: 1 }) };
    const same = {
      jwt: 'canary',
      toJSON() {
        return this;
      },
    };
    const lines = logged((log) => log.info({ user: new User(), list: [new User()], own, same }));
    const user = { name: 'ann', password: GONE };
    expect(lines).toMatchObject([{ user, list: [user], own: { token: GONE, id: 1 }, same: { jwt: GONE } }]);
  });

  it('is not shown by an error, wherever it is', () => {
    const cause = Object.assign(new Error('refused'), { password: 'canary', options: { pwd: 'canary' } });
    const error = new AggregateError([cause], 'all of them');
    const lines = logged((log) => {
      log.warn({ reason: cause, list: [error] }, 'x');
      log.error(cause);
    });
    expect(JSON.stringify(lines)).not.toContain('canary');
    const shown = { type: 'Error', message: 'refused', password: GONE, options: { pwd: GONE } };
    expect(lines).toMatchObject([
      { reason: shown, list: [{ message: 'all of them', aggregateErrors: [shown] }] },
      { err: { ...shown, stack: expect.stringContaining('Error: refused\n') }, msg: 'refused' },
    ]);
  });

  it('is not shown in a text that it is put into', () => {
    const [line] = logged((log) => log.info('%j and %o', { token: 'canary' }, new User()));
    expect(line?.['msg']).toBe(`{"token":"${GONE}"} and {"name":"ann","password":"${GONE}"}`);
  });

  it('is not shown however deep it is: what is too deep is not shown at all', () => {
    const nested = (levels: number): object => (levels === 0 ? { x: 'canary' } : { in: nested(levels - 1) });
    expect(JSON.stringify(redact(nested(8)))).toContain('canary');
    expect(JSON.stringify(redact(nested(9)))).toMatch(/"in":"\[too deep\]"}+$/);
    const list = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    expect(JSON.stringify(logged((log) => log.info({ list })))).toContain('[too deep]');
  });
});

describe('what is logged', () => {
  it('may be a circle, and be joined in many ways', () => {
    const all: object[][] = Array.from({ length: 60 }, () => []);
    for (const list of all) list.push(...all);
    expect(JSON.stringify(redact(all))).toContain('[circular]');
    const user: { self?: object; password: string } = { password: 'canary' };
    user.self = user;
    expect(redact(user)).toEqual({ self: '[circular]', password: GONE });
    const shared = { id: 1 };
    expect(redact({ a: shared, b: shared })).toEqual({ a: { id: 1 }, b: { id: 1 } });
  });

  it('may fail when it is looked at', () => {
    const fails = {
      get x() {
        throw new Error('no');
      },
    };
    const big = { n: 2n ** 64n };
    const lines = logged((log) => log.info({ fails, big, none: null, when: new Date(0) }, 'x'));
    expect(lines).toMatchObject([
      { fails: '[unreadable]', big: { n: '18446744073709551616' }, none: null, when: new Date(0).toJSON() },
    ]);
  });

  it('comes to the serializers of its key as it is', () => {
    const serializers = { user: (user: User) => ({ is: user instanceof User, token: 'canary' }) };
    const lines = logged((log) => log.child({}, { serializers }).info({ user: new User() }));
    expect(lines).toMatchObject([{ user: { is: true, token: GONE } }]);
  });

  it('is a request in few words', async () => {
    const { app, lines } = await build();
    app.get('/logs', async (request) => request.log.info({ req: request }, 'within'));
    await app.inject({ url: '/logs', headers: { cookie: 'canary' } });
    expect(JSON.stringify(lines)).not.toContain('canary');
    expect(lines[0]).toMatchObject({ req: { method: 'GET', url: '/logs' } });
  });
});

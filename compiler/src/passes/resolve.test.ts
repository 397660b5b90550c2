import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originOf } from '../provenance.ts';
import { FailedPaths } from './failed.ts';
import { merge } from './merge.ts';
import { resolve } from './resolve.ts';

type Config = Readonly<Record<string, unknown>>;

/** Resolves platform.yaml under environments/test.yaml, neither of which was validated. */
function resolved(platform: Config, environment: Config = {}, failed = new FailedPaths()) {
  const merged = merge(
    { file: 'platform.yaml', value: platform },
    { file: 'environments/test.yaml', value: environment },
  );
  const [model, diagnostics] = resolve('test', merged, failed);
  return { model, diagnostics, config: model.config as unknown as Record<string, never>, failed };
}

const shop = { app: 'shop', region: 'eu-west-1' };
const api = (keys: Config, environment?: Config) => {
  const { config, ...rest } = resolved({ ...shop, services: { api: keys } }, environment);
  return { service: config['services']?.['api'] as unknown as Record<string, unknown>, ...rest };
};

describe('defaults', () => {
  it('fill in what nobody wrote, at every depth, in the unit of the schema', () => {
    const { config, diagnostics } = resolved({ ...shop, services: { api: { health: { path: '/up' } } } });
    expect(diagnostics).toEqual([]);
    expect(config).toMatchObject({
      defaultEnvironment: 'dev',
      target: 'aws',
      network: { zones: 2 },
      services: { api: { type: 'web', health: { path: '/up', interval: 30, timeout: 5 } } },
    });
  });

  it('give way to what was written, be it false, nothing or empty', () => {
    const { config } = resolved({ ...shop, services: {}, cluster: { containerInsights: false } });
    expect(config['services']).toEqual({});
    expect(config['cluster']).toMatchObject({ containerInsights: false });
  });

  it('are none where the schema names none', () => {
    const { service } = api({});
    expect(service).not.toHaveProperty('image');
    expect(service).not.toHaveProperty('build');
  });

  it('come back where an environment takes a key away, and where its value failed', () => {
    expect(api({ type: 'other', port: 1 }, { services: { api: { port: null } } }).service).toMatchObject({
      port: 8080,
    });
    const failed = new FailedPaths();
    failed.add(['services', 'api', 'port']);
    const { config } = resolved({ ...shop, services: { api: { port: 'x' } } }, {}, failed);
    expect(config['services']).toMatchObject({ api: { port: 8080 } });
  });

  it('stand in for a config that failed whole', () => {
    const failed = new FailedPaths();
    failed.add([]);
    const { config, diagnostics } = resolved(shop, {}, failed);
    expect(config).toMatchObject({ defaultEnvironment: 'dev', services: {} });
    expect(config).not.toHaveProperty('app');
    expect(diagnostics).toEqual([]);
  });
});

describe('units', () => {
  it.each([
    [{ deregistrationDelay: '90s' }, { deregistrationDelay: 90 }],
    [{ deregistrationDelay: '2m' }, { deregistrationDelay: 120 }],
    [{ deregistrationDelay: '1h' }, { deregistrationDelay: 3600 }],
    [{ cpu: '0.5 vCPU' }, { cpu: 512 }],
    [{ cpu: 256 }, { cpu: 256 }],
    [{ memory: '2 GB' }, { memory: 2048 }],
    [{ memory: '512 MB' }, { memory: 512 }],
    [{ memory: 1024 }, { memory: 1024 }],
    [{ port: 80 }, { port: 80 }],
  ])('%o is %o', (written, plain) => {
    const { service, diagnostics } = api(written);
    expect(service).toMatchObject(plain);
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ['2s', 2],
    ['120s', 120],
    ['2m', 120],
  ])('%s lies within 2 to 120 seconds', (stopTimeout, plain) => {
    const { service, diagnostics, failed } = api({ stopTimeout });
    expect(service).toMatchObject({ stopTimeout: plain });
    expect(diagnostics).toEqual([]);
    expect(failed.touches(['services', 'api', 'stopTimeout'])).toBe(false);
  });

  it.each([
    ['1s', 'at least 2 s'],
    ['0s', 'at least 2 s'],
    ['121s', 'at most 120 s'],
    ['3m', 'at most 120 s'],
  ])(
    '%s does not: it is reported where it stands, fails, and the lower bound stands in',
    (written, limit) => {
      const { service, diagnostics, failed } = api({ stopTimeout: written });
      expect(diagnostics).toMatchObject([
        {
          code: 'PLATC2005',
          message: `\`services.api.stopTimeout\` must be ${limit}`,
          place: { file: 'platform.yaml', path: ['services', 'api', 'stopTimeout'], at: 'value' },
        },
      ]);
      expect(failed.covers(['services', 'api', 'stopTimeout'])).toBe(true);
      expect(failed.covers(['services', 'api'])).toBe(false);
      expect(service).toMatchObject({ stopTimeout: 2 });
    },
  );

  it('that are wrong in an environment are reported there', () => {
    const { diagnostics } = api({ stopTimeout: '5s' }, { services: { api: { stopTimeout: '1s' } } });
    expect(diagnostics.map(({ place }) => place)).toEqual([
      { file: 'environments/test.yaml', path: ['services', 'api', 'stopTimeout'], at: 'value' },
    ]);
  });
});

describe('interpolation', () => {
  const text = (written: string, environment: Config = {}) => {
    const { service, diagnostics, failed } = api({ environment: { TEXT: written } }, environment);
    return { text: (service['environment'] as Config)['TEXT'], diagnostics, failed };
  };

  it.each([
    ['${app}', 'shop'],
    ['${environment}', 'test'],
    ['${region}', 'eu-west-1'],
    ['${service}', 'api'],
    ['${account}', '\uE002'],
    ['-${app}-${service}.${region}-', '-shop-api.eu-west-1-'],
    ['$${app}', '${app}'],
    ['$${nobody}', '${nobody}'],
    ['$${', '${'],
    ['$${app}${app}$${', '${app}shop${'],
    ['$${HOME:-${app}}', '${HOME:-shop}'],
    ['$$${app}', '$${app}'],
    ['$app {app} $', '$app {app} $'],
    ['', ''],
  ])('of %j is %j', (written, expected) => {
    const { text: actual, diagnostics, failed } = text(written);
    expect(actual).toBe(expected);
    expect(diagnostics).toEqual([]);
    expect(failed.touches([])).toBe(false);
  });

  it('takes the account where the environment names one', () => {
    expect(text('${account}', { account: '123456789012' }).text).toBe('123456789012');
  });

  it.each([
    ['${nobody}', 'nobody', 'for a literal `${` write `$${`'],
    ['${ap}', 'ap', 'did you mean `${app}`?'],
    ['${servce}', 'servce', 'did you mean `${service}`?'],
    ['${toString}', 'toString', 'for a literal `${` write `$${`'],
    ['${}', '', 'for a literal `${` write `$${`'],
    ['${zzzzzzzzzzzz', 'zzzzzzzzzzzz', 'for a literal `${` write `$${`'],
    ['${app', 'app', 'did you mean `${app}`?'],
  ])('refuses %j', (written, name, hint) => {
    const { text: actual, diagnostics, failed } = text(written);
    expect(diagnostics).toEqual([
      {
        code: 'PLATC3001',
        severity: 'error',
        message: `\`\${${name}}\` is not known here: there is app, environment, region, account, service`,
        place: { file: 'platform.yaml', path: ['services', 'api', 'environment', 'TEXT'], at: 'value' },
        hint,
      },
    ]);
    expect(failed.covers(['services', 'api', 'environment', 'TEXT'])).toBe(true);
    expect(failed.covers(['services', 'api', 'environment'])).toBe(false);
    expect(actual).toBe(written);
  });

  it('reports each unknown name of a text', () => {
    expect(text('${one} ${app} ${two}').diagnostics).toHaveLength(2);
  });

  it('knows a service only inside one', () => {
    const { diagnostics } = resolved({ ...shop, alarms: { notify: ['ops+${service}@example.com'] } });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '`${service}` is not known here: there is app, environment, region, account',
    ]);
    expect(diagnostics).toMatchObject([
      { place: { file: 'platform.yaml', path: ['alarms', 'notify', 0], at: 'value' } },
    ]);
    const list = resolved({ ...shop, services: ['${service}'] });
    expect(list.diagnostics).toHaveLength(1);
  });

  it('reaches the items of lists, and values of what the schema does not know', () => {
    const { config } = resolved({ ...shop, alarms: { notify: ['${app}@example.com'] }, extra: ['${app}'] });
    expect(config['alarms']).toMatchObject({ notify: ['shop@example.com'] });
    expect(config['extra']).toEqual(['shop']);
  });

  it.each(['app', 'region', 'account'])(
    'leaves %s alone: what names are made of is not made of names',
    (key) => {
      const { config, diagnostics } = resolved({ ...shop, [key]: '${environment}${nobody}' });
      expect(config[key]).toBe('${environment}${nobody}');
      expect(diagnostics).toEqual([]);
    },
  );

  it('reaches keys of those names further down, and other keys beside them', () => {
    const keys = { defaultEnvironment: '${app}', other: { app: '${region}' }, account: ['${environment}'] };
    const { config } = resolved({ ...shop, ...keys });
    expect(config['account']).toEqual(['test']);
    expect(config['defaultEnvironment']).toBe('shop');
    expect(config['other']).toEqual({ app: 'eu-west-1' });
  });

  it('takes an app or region that is no text for none', () => {
    const { config } = resolved({
      app: 7,
      region: ['x'],
      account: 12,
      defaultEnvironment: '${app}|${region}|${account}',
    });
    expect(config['defaultEnvironment']).toBe('||\uE002');
  });

  it('gives back what had its `${` doubled, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '$', '{', '}', '${', '${app}') }), (wanted) => {
        const written = wanted.replaceAll('${', () => '$${');
        expect(text(written)).toMatchObject({ text: wanted, diagnostics: [] });
      }),
    );
  });
});

describe('the model', () => {
  it('keeps what is neither text, number, list nor map', () => {
    const { config } = resolved({ ...shop, extra: { yes: true, no: false, nothing: [null] } });
    expect(config['extra']).toEqual({ yes: true, no: false, nothing: [null] });
  });

  it('knows the environment, the paths, the origins, what failed, and the environments it was given', () => {
    const failed = new FailedPaths();
    const merged = merge({ file: 'platform.yaml', value: shop });
    const [one] = resolve('dev', merged, failed);
    expect(one).toMatchObject({ environment: 'dev', environments: [], failed });
    expect(one.origins).toBe(merged.origins);
    expect(originOf(one.origins, ['app'])?.file).toBe('platform.yaml');
    expect(one.root.at('network').at('zones')).toMatchObject({ value: 2, path: ['network', 'zones'] });
    const [common] = resolve('common', merged, failed, [one]);
    expect(common.environments).toEqual([one]);
  });

  it('names platform.yaml where nothing says where a value is from', () => {
    const [, diagnostics] = resolve(
      'test',
      { value: { extra: '${nobody}' }, origins: new Map() },
      new FailedPaths(),
    );
    expect(diagnostics).toMatchObject([{ place: { file: 'platform.yaml', path: [], at: 'value' } }]);
  });
});

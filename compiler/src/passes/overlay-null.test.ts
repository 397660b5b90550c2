import { expect, it } from 'vitest';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { checkEnvironment } from '../check-config.ts';

const image = `shop@sha256:${'1'.repeat(64)}`;

function check(overlay: string) {
  return checkEnvironment(
    memoryHost([
      [
        'platform.yaml',
        `app: shop
region: eu-central-1
services:
  api: { image: '${image}', environment: { ONE: '1', TWO: '2' }, cpu: 512, memory: 1024 }
  web: { image: '${image}', architecture: arm64, routes: [/web] }
`,
      ],
      ['environments/dev.yaml', overlay],
    ]),
    'dev',
  );
}

it('null takes away a service, and an entry of a map in one', () => {
  const { model, diagnostics } = check('services: { web: null, api: { environment: { TWO: null } } }\n');
  expect(diagnostics).toEqual([]);
  expect(Object.keys(model?.config.services ?? {})).toEqual(['api']);
  expect(model?.config.services['api']?.environment).toEqual({ ONE: '1' });
});

it('null brings a default back, of a map as a whole too', () => {
  const { model, diagnostics } = check('services: { api: { cpu: null, memory: null, environment: null } }\n');
  expect(diagnostics).toEqual([]);
  expect(model?.config.services['api']).toMatchObject({ cpu: 256, memory: 512, environment: {} });
});

it.each([
  ['services: { wbe: null }', ['services', 'wbe'], 'did you mean `web`?'],
  [
    'services: { api: { environment: { TWO: x, THREE: null } } }',
    ['services', 'api', 'environment', 'THREE'],
    'there is ONE, TWO',
  ],
  ['services: { web: { environment: { ONE: null } } }', ['services', 'web', 'environment', 'ONE'], undefined],
  ['services: { job: { environment: { ONE: null } } }', ['services', 'job', 'environment', 'ONE'], undefined],
])('null that takes nothing away is told: %s', (overlay, path, hint) => {
  const { diagnostics } = check(`${overlay}\n`);
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: 'PLATC2010', place: { file: 'environments/dev.yaml', path, at: 'key' } }),
  );
  expect(diagnostics.find(({ code }) => code === 'PLATC2010')?.hint).toBe(hint);
});

it('a misspelt key is told, null or not', () => {
  const { diagnostics } = check('services: { api: { cpus: null } }\nnetwrk: null\n');
  expect(diagnostics.map(({ code, hint }) => `${code} ${hint}`).toSorted()).toEqual([
    'PLATC2001 did you mean `cpu`?',
    'PLATC2001 did you mean `network`?',
  ]);
});

import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { compileEnvironment } from '../compile.ts';
import type { Path } from '../diagnostics/diagnostic.ts';
import { placesOf } from './place.ts';
import { readTemplate } from './template.ts';

const PLATFORM = `app: shop
region: eu-central-1
network:
  cidr: 10.0.0.0/16
services:
  web:
    image: registry.example.com/web@sha256:${'a'.repeat(64)}
    cpu: 256
    memory: 512
    environment: { LOG_LEVEL: info }
`;
const DEV = `services:
  web:
    memory: 1024
    environment:
      LOG_LEVEL: debug
`;

const compilation = compileEnvironment(
  memoryHost([
    ['platform.yaml', PLATFORM],
    ['environments/dev.yaml', DEV],
  ]),
  'dev',
);
const sources = new Map([
  ['platform.yaml', PLATFORM],
  ['environments/dev.yaml', DEV],
]);

function place(kind: string, logicalId: string, path: Path) {
  const stack = compilation.model && compilation.stacks.find((one) => one.kind === kind);
  if (!compilation.model || !stack) throw new Error(JSON.stringify(compilation.diagnostics));
  const places = placesOf(stack, readTemplate(stack.body), {
    origins: compilation.model.origins,
    sources: compilation.sources,
  });
  const found = places.of('Resources', logicalId, path);
  return (
    found &&
    `${found.file}: ${(sources.get(found.file)?.split('\n')[found.line - 1] ?? '').slice(found.column - 1)}`
  );
}

describe('a property comes from the line of the config that set it', () => {
  it.each([
    ['what platform.yaml says', 'service', 'TaskDefinition', ['Properties', 'Cpu'], 'platform.yaml: 256'],
    [
      'what the environment says instead',
      'service',
      'TaskDefinition',
      ['Properties', 'Memory'],
      'environments/dev.yaml: 1024',
    ],
    [
      'a nested one',
      'service',
      'TaskDefinition',
      ['Properties', 'ContainerDefinitions', 0, 'Environment', 2, 'Value'],
      'environments/dev.yaml: debug',
    ],
    [
      'one that is worked out from another',
      'network',
      'PublicSubnet1',
      ['Properties', 'CidrBlock'],
      'platform.yaml: 10.0.0.0/16',
    ],
    [
      'a literal of the layout: the key that its resource is for',
      'service',
      'TaskDefinition',
      ['Properties', 'NetworkMode'],
      'platform.yaml: web:',
    ],
    [
      'one that is gone: that of its resource',
      'service',
      'TaskDefinition',
      ['Properties', 'Gone'],
      'platform.yaml: web:',
    ],
    [
      'a default: the nearest key that somebody wrote',
      'service',
      'LogGroup',
      ['Properties', 'RetentionInDays'],
      'platform.yaml: web:',
    ],
    ['a resource that is gone: what its stack is for', 'service', 'Gone', [], 'platform.yaml: web:'],
    ['a resource', 'network', 'Vpc', [], 'platform.yaml: network:'],
  ] as const)('%s', (_, kind, logicalId, path, expected) => {
    expect(place(kind, logicalId, path)).toBe(expected);
  });

  it('has one for every property of every resource', () => {
    if (!compilation.model) throw new Error('invalid');
    for (const stack of [...compilation.stacks, ...compilation.shared]) {
      const template = readTemplate(stack.body);
      const places = placesOf(stack, template, {
        origins: compilation.model.origins,
        sources: compilation.sources,
      });
      for (const [logicalId, block] of template.Resources) {
        const { Properties: properties = {} } = block.value as { Properties?: object };
        for (const name of Object.keys(properties))
          expect(
            places.of('Resources', logicalId, ['Properties', name]),
            `${logicalId}.${name}`,
          ).toBeDefined();
      }
    }
  });

  it('also for a resource that is no longer there, because a key switches it off', () => {
    const off = `${PLATFORM}dashboard: false\nalarms: { enabled: false }\n`;
    const host = memoryHost([
      ['platform.yaml', off],
      ['environments/dev.yaml', '{}'],
    ]);
    const { model, sources: read, ...rest } = compileEnvironment(host, 'dev');
    const stack = 'stacks' in rest ? rest.stacks.find(({ kind }) => kind === 'platform') : undefined;
    if (!model || !stack) throw new Error('invalid');
    const places = placesOf(stack, readTemplate(stack.body), { origins: model.origins, sources: read });
    const lineOf = (logicalId: string) => off.split('\n')[(places.of('Resources', logicalId)?.line ?? 0) - 1];
    expect(lineOf('Dashboard')).toBe('dashboard: false');
    expect(lineOf('AlarmTopic')).toBe('alarms: { enabled: false }');
    expect(places.of('Resources', 'Stranger')).toEqual(places.whole);
  });
});

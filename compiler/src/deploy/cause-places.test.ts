import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { compileEnvironment } from '../compile.ts';
import { placedCauses, whereText } from './cause-places.ts';

const CONFIG = `app: shop
region: eu-central-1
services:
  web:
    image: registry.example.com/web@sha256:${'a'.repeat(64)}
    cpu: 256
    memory: 512
    routes: ["/a/*"]
`;

function where(
  kind: string,
  cause: { readonly logicalId?: string; readonly reason: string },
): string | undefined {
  const host = memoryHost([
    ['platform.yaml', CONFIG],
    ['environments/dev.yaml', 'services: { web: { memory: 1024 } }\n'],
  ]);
  const compilation = compileEnvironment(host, 'dev');
  const stack = compilation.model && compilation.stacks.find((one) => one.kind === kind);
  if (!stack) throw new Error('the config has errors');
  const [placed] = placedCauses(stack, [cause], compilation);
  return placed && whereText(placed);
}

describe('a cause names', () => {
  it.each([
    [
      'the line of its resource',
      'service',
      { logicalId: 'Service', reason: 'no' },
      'platform.yaml:4  (Service)',
    ],
    [
      'that of the property which its text points to',
      'service',
      {
        logicalId: 'TaskDefinition',
        reason:
          'Properties validation failed for resource TaskDefinition with message: #/Memory: expected type: String',
      },
      'environments/dev.yaml:1  (TaskDefinition)',
    ],
    [
      'that of a property in the middle of a text',
      'service',
      {
        logicalId: 'TaskDefinition',
        reason: 'Model validation failed (#/Cpu: failed validation constraint)',
      },
      'platform.yaml:6  (TaskDefinition)',
    ],
    [
      'its resource where the property is none of the template',
      'service',
      { logicalId: 'Service', reason: '#/Nothing/0: no' },
      'platform.yaml:4  (Service)',
    ],
    [
      'the default that its resource comes from',
      'platform',
      { logicalId: 'Cluster', reason: 'no' },
      'platform.yaml:1, default of cluster  (Cluster)',
    ],
    [
      'what the stack is there for, where the text names no resource of it',
      'service',
      { reason: 'Access denied' },
      'platform.yaml:4',
    ],
    [
      'the resource that only the text names',
      'service',
      { reason: 'Template error: resource Routecc3d94a8 does not support' },
      'platform.yaml:4',
    ],
  ])('%s', (_, kind, cause, expected) => expect(where(kind, cause)).toBe(expected));
});

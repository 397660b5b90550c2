import { describe, expect, it } from 'vitest';
import type { TaskFailure } from './tasks.ts';
import { usualCause } from './usual-cause.ts';

const exited = 'Essential container in task exited';
const unhealthy = 'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:x)';

describe('what is usually behind the end of a task', () => {
  it.each<[string, Partial<TaskFailure>, RegExp | undefined]>([
    ['a module', { exitCode: 1, log: ['x', "Error: Cannot find module '/app/x'"] }, /without the .* build/],
    ['a port in use', { exitCode: 1, log: ['Error: listen EADDRINUSE: 0.0.0.0:8080'] }, /same port/],
    ['a read-only disk', { exitCode: 1, log: ['EROFS: read-only file system'] }, /read-only/],
    ['memory', { exitCode: 137, reason: 'OutOfMemoryError: Container killed' }, /`memory`/],
    ['a kill', { exitCode: 137 }, /^killed/],
    ['a fault of memory', { exitCode: 139 }, /native module/],
    ['no such command', { exitCode: 127 }, /not in the image/],
    ['an end that is none', { exitCode: 0 }, /foreground/],
    ['a failure of its own', { exitCode: 1 }, undefined],
    [
      'a missing image',
      {
        reason:
          'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref x: not found',
      },
      /push it again/,
    ],
    [
      'no way out',
      { reason: 'CannotPullContainerError: … dial tcp 10.0.0.1:443: i/o timeout' },
      /network\.nat/,
    ],
    [
      'a secret that may not be read',
      { reason: 'ResourceInitializationError: unable to pull secrets … AccessDeniedException' },
      /execution role/,
    ],
    [
      'another processor',
      {
        reason:
          "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'.",
      },
      /processor/,
    ],
    [
      'a wrong path',
      { reason: `${unhealthy} (reason Health checks failed with these codes: [404])` },
      /health\.path/,
    ],
    [
      'a dependency',
      { reason: `${unhealthy} (reason Health checks failed with these codes: [503])` },
      /depends on/,
    ],
    ['no answer', { reason: unhealthy }, /does not listen on `port`/],
    ['its own check', { reason: 'Task failed container health checks' }, /health\.command/],
  ])('%s', (_, more, expected) => {
    expect(usualCause({ task: '1', reason: exited, log: [], ...more }) ?? '').toMatch(expected ?? /^$/);
  });
});

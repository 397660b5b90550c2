import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileEnvironment, compileShared } from '../../src/compile.ts';
import type { RenderedStack } from '../../src/stack.ts';
import { ResourceFaults } from '../../src/sandbox/cloudformation/faults.ts';
import { FakeRunner } from '../../src/sandbox/runner/fake-runner.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { TestClock } from '../../src/sandbox/test-clock.ts';
import { runCommand } from './canaries.ts';
import { folderHost, type FolderHost } from './folder-host.ts';
import { memoryHost } from './memory-host.ts';

const PLATFORM = `app: shop
region: eu-west-1
network:
  flowLogs: true
  nat: single
  endpoints: true
encryption:
  kms: true
alarms:
  notify: [oncall@example.com]
services:
  api:
    build: ./api
    routes: [/*]
    scaling: { min: 1, max: 2 }
`;
const FILES = [
  ['platform.yaml', PLATFORM],
  ['environments/test.yaml', 'target: sandbox\n'],
  ['api/package.json', '{"name":"api"}'],
  ['api/server.js', ''],
  ['api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n'],
] as const;

/** One resource of each type of a stack, in the order in which stacks are deployed. */
function kinds(): readonly { readonly stack: string; readonly type: string; readonly logicalId: string }[] {
  const host = memoryHost(FILES);
  const [compiled, shared] = [compileEnvironment(host, 'test'), compileShared(host)];
  const stacks: readonly RenderedStack[] =
    compiled.model && shared.model ? [...shared.shared, ...compiled.stacks] : [];
  return stacks.flatMap(({ name, body }) => {
    const found = [...body.matchAll(/^ {2}(\w+):\n {4}Type: (AWS::\S+::\S+)$/gm)];
    const byType = new Map(
      found.flatMap(([, logicalId = '', type = '']) =>
        /^\w+::\w+::\w+$/.test(type) ? [[type, logicalId] as const] : [],
      ),
    );
    return [...byType].map(([type, logicalId]) => ({ stack: name, type, logicalId }));
  });
}

/** @param chosen which of the kinds fail, one after the other */
export function describeFailures(chosen: (all: ReturnType<typeof kinds>) => ReturnType<typeof kinds>): void {
  const clock = new TestClock();
  const faults = new ResourceFaults();
  let project: FolderHost;
  let sandbox: Sandbox;

  beforeAll(async () => {
    const env: Record<string, string | undefined> = { PATH: process.env['PATH'] };
    project = folderHost({ env, now: () => new Date(clock.now()), onSleep: (ms) => clock.advance(ms) });
    for (const [path, content] of FILES) project.write(path, content);
    sandbox = await createSandbox({
      stateDir: join(project.folder, '.platc/sandbox'),
      port: 0,
      clock,
      resourceFaults: faults,
      runner: new FakeRunner(),
      loadBalancing: {
        listen: false,
        findPort: (from) => from,
        prober(_, answer) {
          answer(200);
          return () => undefined;
        },
      },
    });
    env['AWS_ENDPOINT_URL'] = sandbox.endpoint;
  });

  afterAll(async () => {
    await sandbox.close();
    project.remove();
  });

  describe('a failure in', () => {
    it.each(chosen(kinds()))('$stack of $type', async ({ stack, type, logicalId }) => {
      faults.clear();
      faults.fail({ stackName: stack, logicalId, operation: 'create' }, 'it broke');
      expect(await runCommand(project.host, 'deploy', { env: 'test', yes: true, push: true })).toBe(3);
      const text = project.out() + project.err();
      const [, file = '', line] =
        /^ {2,}Where {3}(\S+):(\d+)(?:, default of [\w.[\]]+)? {2}\((\w+)\)$/m.exec(text) ?? [];
      expect(text).toContain(`${logicalId} (${type}): it broke`);
      expect({ file, text }).toEqual({ file: 'platform.yaml', text });
      expect(PLATFORM.split('\n')[Number(line) - 1]).toMatch(/\S/);
    });

    it('--json names the place of each cause', async () => {
      faults.clear();
      faults.fail(
        { logicalId: 'Service', operation: 'create' },
        'Invalid request: (#/DesiredCount: too many)',
      );
      await runCommand(project.host, 'deploy', { env: 'test', yes: true, push: true, json: true });
      const document = JSON.parse(project.out());
      expect(document.stacks.at(-1).failure.causes).toEqual([
        expect.objectContaining({
          logicalId: 'Service',
          place: { file: 'platform.yaml', line: 12, column: 3 },
        }),
      ]);
    });
  });
}

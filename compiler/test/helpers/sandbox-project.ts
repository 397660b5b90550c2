import { join } from 'node:path';
import { connectAws, type Aws } from '../../src/aws/aws.ts';
import type { Command } from '../../src/commands/command.ts';
import type { Fault, FaultTarget } from '../../src/sandbox/faults.ts';
import type { Probe } from '../../src/sandbox/elbv2/prober.ts';
import { FakeRunner, type FakeContainer } from '../../src/sandbox/runner/fake-runner.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { TestClock } from '../../src/sandbox/test-clock.ts';
import { argumentsOf, folderHost, type FolderHost } from './folder-host.ts';

/** What a test lets happen; read at every use, so that it may change. */
export interface Happening {
  /** What a new container does. Default: it starts and runs. */
  start?(container: FakeContainer): void;
  /** Status with which the health check of a target is answered; undefined for no answer at all. Default: 200. */
  health?(probe: Probe): number | undefined;
  /** What goes wrong with a call. */
  fault?(call: FaultTarget): Fault | undefined;
  /** Called before each wait of a command. */
  sleep?(): void | Promise<void>;
}

/** A project on a folder of its own, and a sandbox whose clock goes on where a command waits; containers start and run. */
export interface SandboxProject extends FolderHost {
  readonly endpoint: string;
  readonly clock: TestClock;
  readonly runner: FakeRunner;
  /** Names of the operations that were called, oldest first. */
  readonly calls: string[];
  /** The account that the sandbox stands for. */
  aws(): Aws;
  /** The command's exit code and what it printed as JSON. */
  json(command: Command, given: Parameters<typeof argumentsOf>[0]): Promise<Record<string, unknown>>;
  /** One resource of a stack by its logical id: type and physical id of those that are there. */
  resources(stack: string): Promise<ReadonlyMap<string, { readonly type: string; readonly id: string }>>;
  /** The role that CloudFormation acts as for a stack. */
  roleOf(stack: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** @param region of the application: what is read of its stacks is read there */
export async function sandboxProject(region: string, happening: Happening = {}): Promise<SandboxProject> {
  const calls: string[] = [];
  const clock = new TestClock();
  const env: Record<string, string | undefined> = { PATH: process.env['PATH'] };
  const project = folderHost({
    env,
    now: () => new Date(clock.now()),
    async onSleep(ms) {
      await happening.sleep?.();
      await clock.advance(ms);
    },
  });
  const runner = new FakeRunner({
    start: (container) =>
      happening.start ? happening.start(container) : container.events.started(container.port),
  });
  const sandbox = await createSandbox({
    stateDir: join(project.folder, '.platc/sandbox'),
    port: 0,
    clock,
    runner,
    faults(call) {
      calls.push(call.operation);
      return happening.fault?.(call);
    },
    loadBalancing: {
      listen: false,
      findPort: (from) => from,
      prober(probe, answer) {
        const status = happening.health ? happening.health(probe) : 200;
        if (status !== undefined) answer(status);
        return () => undefined;
      },
    },
  });
  env['AWS_ENDPOINT_URL'] = sandbox.endpoint;
  const aws = () =>
    connectAws({
      region,
      endpoint: sandbox.endpoint,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      interrupted: new AbortController().signal,
    });
  const cloudFormation = () => aws().cloudFormation();
  return {
    ...project,
    endpoint: sandbox.endpoint,
    clock,
    runner,
    calls,
    aws,
    async json(command, given) {
      project.out();
      const code = await command.run(project.host, argumentsOf({ json: true, ...given }));
      return { code, ...(JSON.parse(project.out()) as Record<string, unknown>) };
    },
    async resources(stack) {
      const { StackResourceSummaries } = await (
        await cloudFormation()
      ).listStackResources({ StackName: stack });
      return new Map(
        (StackResourceSummaries ?? [])
          .filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE')
          .map(({ LogicalResourceId, ResourceType, PhysicalResourceId }) => [
            LogicalResourceId ?? '',
            { type: ResourceType ?? '', id: PhysicalResourceId ?? '' },
          ]),
      );
    },
    async roleOf(stack) {
      const { Stacks } = await (await cloudFormation()).describeStacks({ StackName: stack });
      return Stacks?.[0]?.RoleARN;
    },
    async close() {
      await sandbox.close();
      project.remove();
    },
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeServicesCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as outputs } from '../../src/commands/outputs.ts';
import type { Command } from '../../src/commands/command.ts';
import { type Clock, systemClock } from '../../src/sandbox/clock.ts';
import { ProcessRunner } from '../../src/sandbox/runner/process-runner.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { argumentsOf, folderHost } from './folder-host.ts';
import { copyProject } from './project-copy.ts';

/** The service of this repository as it is deployed: real processes behind a load balancer, on the clock of the wall. */
export interface LiveService {
  /** Of the load balancer. */
  readonly url: string;
  /** Deploys another version, from the push or, where it was there before, from its image. */
  deploy(version: string): Promise<void>;
  /** Runs another command of platc; fails where it does. */
  run(command: Command, given?: Parameters<typeof argumentsOf>[0]): Promise<void>;
  /** Asks ECS itself for so many tasks, and waits until as many serve. */
  scale(desiredCount: number): Promise<void>;
  /** What the load balancer's answers say. */
  version(): Promise<string>;
  /** Process ids of the workers of all tasks; Linux only. */
  workers(): readonly number[];
  /** How many of them take requests. */
  readyWorkers(): Promise<number>;
  close(): Promise<void>;
}

const ENVIRONMENT = 'rehearsal';
export const WORKERS_PER_TASK = 2;
// Commands wait seconds between two looks at AWS; here nobody is billed for looking.
const BETWEEN_LOOKS_MS = 100;

export interface LiveServiceOptions {
  /** How many run; twice as many may. */
  readonly tasks: number;
  /**
   * How much faster than the wall's the sandbox's clock goes. It waits for health checks and for the end of
   * deregistration; the service takes the time that it takes.
   */
  readonly speed: number;
}

/** Starts a sandbox on a copy of this repository and deploys version `one` to it. */
export async function startLiveService({ tasks, speed }: LiveServiceOptions): Promise<LiveService> {
  const env: Record<string, string | undefined> = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  const project = folderHost({ env, onSleep: (ms) => pause(Math.min(ms, BETWEEN_LOOKS_MS)) });
  copyProject(project.folder);

  const stateDir = join(project.folder, '.platc/sandbox');
  const clock = fasterClock(speed);
  const runner = new ProcessRunner(stateDir, clock);
  const sandbox = await createSandbox({ stateDir, port: 0, runner, clock });
  env['AWS_ENDPOINT_URL'] = sandbox.endpoint;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = { region: 'us-east-1', endpoint: sandbox.endpoint, credentials };
  const ecs = new ECSClient(client);
  const elb = new ElasticLoadBalancingV2Client(client);

  const run = async (command: Command, given: Parameters<typeof argumentsOf>[0] = {}) => {
    const code = await command.run(project.host, argumentsOf({ env: ENVIRONMENT, yes: true, ...given }));
    const said = project.out() + project.err();
    if (code !== 0) throw new Error(`exit code ${code}\n${said}`);
  };
  const names = async () => {
    const [cluster = ''] = (await ecs.send(new ListClustersCommand({}))).clusterArns ?? [];
    const [service = ''] = (await ecs.send(new ListServicesCommand({ cluster }))).serviceArns ?? [];
    return { cluster, service };
  };
  const scale = async (desiredCount: number) => {
    const { cluster, service } = await names();
    await ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
    await until('as many tasks serve as are wanted', async () => {
      const look = new DescribeServicesCommand({ cluster, services: [service] });
      const [now] = (await ecs.send(look)).services ?? [];
      const [target] = now?.loadBalancers ?? [];
      const TargetGroupArn = target?.targetGroupArn;
      const health = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      const states = health.TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth?.State) ?? [];
      return (
        now?.deployments?.length === 1 &&
        now.runningCount === now.desiredCount &&
        states.length === now.desiredCount &&
        states.every((state) => state === 'healthy')
      );
    });
  };
  let pushed = false;
  const deployVersion = async (version: string) => {
    project.write(`environments/${ENVIRONMENT}.yaml`, environmentOf(version, tasks));
    await run(deploy, pushed ? {} : { push: true });
    pushed = true;
  };
  const close = async () => {
    ecs.destroy();
    elb.destroy();
    await sandbox.close();
    await runner.close();
    project.remove();
  };
  try {
    await deployVersion('one');
    await outputs.run(project.host, argumentsOf({ env: ENVIRONMENT }, ['Url']));
    const url = project.out().trim();
    return {
      url,
      deploy: deployVersion,
      run,
      scale,
      workers: () => runner.pids.flatMap(childrenOf),
      async readyWorkers() {
        const ready = runner.pids.filter((pid) => childrenOf(pid).length > 0).map(readyWorkersOf);
        return (await Promise.all(ready)).reduce((sum, count) => sum + count, 0);
      },
      async version() {
        const answer = await fetch(`${url}/health`);
        const { version } = (await answer.json()) as { version: string };
        return version;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function fasterClock(speed: number): Clock {
  const start = systemClock.now();
  return {
    now: () => start + (systemClock.now() - start) * speed,
    after: (ms, task) => systemClock.after(ms / speed, task),
  };
}

function environmentOf(version: string, tasks: number): string {
  const api = {
    // Processes that start beside each other on a busy machine take their time.
    health: { interval: '5s', timeout: '4s', gracePeriod: '5m', command: null },
    deregistrationDelay: '4s',
    environment: { WORKERS: String(WORKERS_PER_TASK), APP_VERSION: version },
    scaling: { min: tasks, max: 2 * tasks },
  };
  return JSON.stringify({
    target: 'sandbox',
    account: '000000000000',
    network: { nat: 'none' },
    services: { api },
  });
}

/** What a task itself says of its workers. */
async function readyWorkersOf(pid: number): Promise<number> {
  const port = /\0PORT=(\d+)/.exec(`\0${readFileSync(`/proc/${pid}/environ`, 'utf8')}`)?.[1];
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
  return Number(/app_workers\{state="ready"\} (\d+)/.exec((await answer?.text()) ?? '')?.[1] ?? 0);
}

function childrenOf(pid: number): readonly number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : [];
}

/** Looks until it is so; fails after a minute. */
export async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`never happened: ${what}`);
    await pause(BETWEEN_LOOKS_MS);
  }
}

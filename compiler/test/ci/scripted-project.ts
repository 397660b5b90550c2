import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connectAws, type Aws } from '../../src/aws/aws.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { FakeRunner } from '../../src/sandbox/runner/fake-runner.ts';
import { TestClock } from '../../src/sandbox/test-clock.ts';
import { repository, run, type Finished } from '../helpers/run.ts';
import { fakeGitHub, type FakeGitHub } from './fake-github.ts';

/** What a step did: as `run`, and what it handed to later steps and to the page of the run. */
interface StepResult extends Finished {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** A repository in a folder of its own whose environments are in a sandbox, a GitHub, and a service that answers. */
export interface ScriptedProject {
  readonly folder: string;
  readonly endpoint: string;
  readonly github: FakeGitHub;
  /** What the service answers with behind every load balancer, and of which name a container ends as soon as it starts. */
  service: { status: number; ends?: string };
  write(path: string, content: string | object): void;
  read(path: string): string;
  /** Commits everything; resolves to the commit. */
  commit(message: string): string;
  /** The body of a job, as a step runs it. */
  step(script: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<StepResult>;
  aws(): Aws;
  close(): Promise<void>;
}

/** The sandbox's clock goes 250 times as fast as the one on the wall, so that nothing waits for AWS's minutes. */
export async function scriptedProject(region: string): Promise<ScriptedProject> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'platc-ci-')));
  const [project, steps, bin] = ['project', 'steps', 'bin'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [project, steps, bin]) mkdirSync(path);
  const service: ScriptedProject['service'] = { status: 200 };
  const server = createServer((request, response) => response.writeHead(service.status).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const github = await fakeGitHub(bin);
  // Not behind the clock of the commands: they would take a rollout that has just begun for one of months ago.
  const clock = new TestClock(Date.now());
  const sandbox = await createSandbox({
    stateDir: join(folder, 'sandbox'),
    port: 0,
    clock,
    runner: new FakeRunner({
      start({ spec, events, port: own }) {
        events.started(own);
        if (spec.name === service.ends) events.exited(1, null);
      },
    }),
    loadBalancing: {
      listen: false,
      findPort: () => port,
      prober(_, answer) {
        answer(200);
        return () => undefined;
      },
    },
  });
  const end = new AbortController();
  const pumped = (async () => {
    for (; !end.signal.aborted; await pause(20)) await clock.advance(5_000);
  })();
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: project,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet', '--initial-branch', 'main');
  const write = (path: string, content: string | object) => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const env = {
    PATH: [bin, process.env['PATH']].join(delimiter),
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    GITHUB_ACTIONS: 'true',
    ...github.env,
  };
  let count = 0;
  return {
    folder: project,
    endpoint: sandbox.endpoint,
    github,
    service,
    write,
    read: (path) => readFileSync(join(project, path), 'utf8'),
    commit(message) {
      git('add', '--all');
      git('commit', '--quiet', '--message', message);
      return git('rev-parse', 'HEAD');
    },
    async step(script, args = [], more = {}) {
      const files = { GITHUB_OUTPUT: `output-${++count}`, GITHUB_STEP_SUMMARY: `summary-${count}` };
      const paths = Object.fromEntries(
        Object.entries(files).map(([name, file]) => [name, join(steps, file)]),
      );
      const file = join(repository, 'compiler/scripts/ci', `${script}.mjs`);
      const result = await run(process.execPath, [file, ...args], {
        cwd: project,
        env: { ...env, ...paths, ...more },
      });
      const written = (name: string) => {
        const path = paths[name] ?? '';
        return existsSync(path) ? readFileSync(path, 'utf8') : '';
      };
      const outputs = written('GITHUB_OUTPUT')
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2));
      return { ...result, outputs: Object.fromEntries(outputs), summary: written('GITHUB_STEP_SUMMARY') };
    },
    aws: () =>
      connectAws({
        region,
        endpoint: sandbox.endpoint,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        interrupted: new AbortController().signal,
      }),
    async close() {
      end.abort();
      await pumped;
      await sandbox.close();
      await github.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

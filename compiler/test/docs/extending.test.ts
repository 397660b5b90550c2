/* The worked example of docs/extending.md, put into a copy of the repository. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository, run, type Finished } from '../helpers/run.ts';

const page = readFileSync(join(repository, 'docs/extending.md'), 'utf8');
const blocks = [...page.matchAll(/```(\w+) file=(\S+)\n([\s\S]*?)```/g)].map(
  ([, kind = '', file = '', text = '']) => ({
    kind,
    file,
    text,
  }),
);

let copy: string;
let generated: Finished;

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'platc-extending-'));
  for (const path of [
    '.github',
    'compiler/src',
    'compiler/scripts',
    'compiler/package.json',
    'package.json',
    'platform.yaml',
    'environments',
    'schemas',
    'docs',
    'service/Dockerfile',
    'tsconfig.base.json',
  ])
    cpSync(join(repository, path), join(copy, path), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const { kind, file, text } of blocks) {
    const path = join(copy, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, kind === 'diff' ? patched(readFileSync(path, 'utf8'), text) : text);
  }
  generated = await run(process.execPath, ['--import', 'tsx', 'compiler/scripts/generate.ts'], { cwd: copy });
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The lines that begin with `+`, behind the one that stands before them. */
function patched(before: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const context = lines.filter((line) => line.startsWith(' ')).map((line) => line.slice(1));
  const added = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
  const after = before.replace(`${context.join('\n')}\n`, `${[...context, ...added].join('\n')}\n`);
  if (after === before) throw new Error(`docs/extending.md: nothing to add to after\n${context.join('\n')}`);
  return after;
}

/** `keys` are lines of platform.yaml. */
function platc(keys: string, ...args: readonly string[]): Promise<Finished> {
  const config = readFileSync(join(repository, 'platform.yaml'), 'utf8');
  writeFileSync(join(copy, 'platform.yaml'), `${config}\n${keys}`);
  return run(process.execPath, ['--import', 'tsx', 'compiler/src/cli.ts', ...args], { cwd: copy });
}

describe('the worked example', () => {
  it('is generated', () => expect(generated).toMatchObject({ code: 0, stderr: '' }));

  it('renders the component, and knows its key', async () => {
    const { stdout } = await platc('queue: { retention: 4h }\n', 'render', '--env', 'dev', '--stdout');
    expect(stdout).toContain('      QueueName: "demo-app-dev"\n      MessageRetentionPeriod: 14400\n');
    expect((await platc('queue: { retenton: 4h }\n', 'validate')).stdout).toContain(
      'did you mean `retention`?',
    );
  });

  it('gives the execution role the rights that it needs', async () => {
    const keys = 'queue: {}\naccess: { github: { repository: my-org/shop } }\n';
    const { stdout } = await platc(keys, 'render', '--env', 'common', '--stdout');
    expect(stdout).toContain('sqs:CreateQueue');
  });

  it('holds it to the policy, with the line of the config', async () => {
    const { stdout } = await platc('queue: { retention: 48h }\n', 'policy', '--env', 'dev');
    expect(stdout).toMatch(
      /^platform\.yaml:\d+:\d+ {2}warning {2}PLATC5002 {2}QUEUE_RETENTION: Queue: messages are kept for more than a day/m,
    );
    expect((await platc('queue: { retention: 4h }\n', 'policy', '--env', 'dev')).stdout).toContain(
      '0 fail\n',
    );
  });

  it('names the key whose default it is', async () => {
    const { stdout } = await platc('queue: {}\n', 'policy', '--env', 'dev', '--json');
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly place: object }[] };
    const lines = readFileSync(join(copy, 'platform.yaml'), 'utf8').split('\n');
    expect(findings.map(({ place }) => place)).toEqual([
      {
        file: 'platform.yaml',
        line: lines.indexOf('queue: {}') + 1,
        column: 1,
        defaultOf: 'queue.retention',
      },
    ]);
  });

  it('has the command', async () => {
    expect(await platc('queue: { retention: 4h }\n', 'queue', '--env', 'dev')).toMatchObject({
      code: 0,
      stdout: '14400\n',
    });
    expect((await platc('', '--help')).stdout).toMatch(/queue\s+how long the queue keeps messages/);
  });
});

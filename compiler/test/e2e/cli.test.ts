import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../src/generated/commands.ts';
import { cli, platc, repository, run } from '../helpers/run.ts';

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'platc-cli-'));
});
afterEach(() => rmSync(project, { recursive: true }));

const write = (file: string, text: string | Uint8Array) => {
  mkdirSync(join(project, file, '..'), { recursive: true });
  writeFileSync(join(project, file), text);
};
const here = (args: readonly string[], env: Record<string, string> = {}) =>
  platc(args, { cwd: project, env });
const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('the command line', () => {
  it('works from the root of the repository by npx', async () => {
    const { code, stdout } = await run('npx', ['platc', '--version']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it('lists its commands, and each has help with options, examples and rights', async () => {
    const overview = await platc(['--help']);
    expect(overview.code).toBe(0);
    for (const verb of Object.keys(commands)) {
      expect(overview.stdout).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
      const help = await platc([verb, '--help']);
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout).toContain(`platc ${verb}`);
      expect(help.stdout).toMatch(/npx platc/);
      expect(help.stdout).toMatch(/IAM actions|Calls no AWS service/);
    }
  });

  it.each([
    [['valdate'], 'Did you mean `validate`?'],
    [['validate', '--jsn'], 'Did you mean `--json`?'],
    [['validate', 'extra'], 'one argument too many'],
    [['render', '--stdout', '--out', 'x'], 'exclude each other'],
    [['frobnicate'], 'npx platc --help'],
    [['--env', 'prod', 'validate'], '`--env` stands before the command'],
    [['validate', '--env'], 'Option `--env'],
    [['validate', '--cwd', '/no/such/folder'], '--cwd /no/such/folder: there is no such folder'],
    [['validate', '--cwd', 'package.json'], '--cwd package.json: there is no such folder'],
  ])('ends with 64 on a wrong command line: %j', async (args, message) => {
    const { code, stdout, stderr } = await platc(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    const asJson = await platc([...args, '--json']);
    expect(asJson).toMatchObject({ code: 64, stderr: '' });
    expect(JSON.stringify(json(asJson.stdout))).toContain(message);
  });

  it('lists its commands, and ends with 64, where none is named', async () => {
    const { code, stdout } = await platc([]);
    expect(code).toBe(64);
    expect(stdout).toContain('validate');
  });

  it('ends in peace where a pipe reads no further', async () => {
    const { code, stderr } = await run('bash', [
      '-c',
      `set -o pipefail; "${process.execPath}" "${cli}" render --env prod --stdout | head -1`,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const gone = `"${process.execPath}" "${cli}" validate | true; exit "\${PIPESTATUS[0]}"`;
    expect(await run('bash', ['-c', gone])).toMatchObject({ code: 141, stderr: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('says when its output cannot be written', async () => {
    const full = `"${process.execPath}" "${cli}" validate > /dev/full`;
    expect(await run('bash', ['-c', full])).toMatchObject({
      code: 1,
      stderr: '✗ cannot write the output: no space is left on the device\n',
    });
  });
});

describe('without credentials', () => {
  it.each([['status'], ['plan'], ['outputs'], ['logs'], ['deploy', '--env', 'dev', '--yes']])(
    '%s ends with 3, and names the environment that needs none',
    async (...args) => {
      write('platform.yaml', 'app: shop\nregion: us-east-1\nservices: {}\n');
      write('environments/dev.yaml', '{}\n');
      write('environments/here.yaml', 'target: sandbox\naccount: "000000000000"\n');
      const env = { HOME: project, AWS_EC2_METADATA_DISABLED: 'true' };
      const { code, stdout, stderr } = await here(args, env);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toMatch(/^✗ there are no AWS credentials, and environment dev is on AWS\n/);
      expect(stderr).toContain('AWS_PROFILE');
      expect(stderr).toContain('`--env here` is the sandbox on this machine.');
      expect(stderr.includes('`--offline`')).toBe(args[0] === 'plan');
    },
  );
});

describe('bad input', () => {
  it.each([
    ['missing', undefined, 'PLATC1001'],
    ['empty', '', 'PLATC1003'],
    ['no map', '- a\n', 'PLATC1007'],
    ['not UTF-8', new Uint8Array([0x61, 0x3a, 0xff]), 'PLATC1004'],
    ['not YAML', 'a: [\n', 'PLATC1005'],
    ['with a key twice', 'app: shop\nregion: us-east-1\nregion: us-east-1\n', 'PLATC1006'],
    ['with an unknown key', 'app: shop\nregion: us-east-1\nfoo: 1\n', 'PLATC2001'],
  ])('a platform.yaml that is %s ends with 1, a code and a place', async (_, content, code) => {
    if (content !== undefined) write('platform.yaml', content);
    const text = await here(['validate']);
    expect(text).toMatchObject({ code: 1, stderr: '' });
    expect(text.stdout).toContain(code);
    const asJson = await here(['validate', '--json']);
    expect(asJson).toMatchObject({ code: 1, stderr: '' });
    expect(json(asJson.stdout)).toMatchObject({
      valid: false,
      diagnostics: [{ code, severity: 'error', file: 'platform.yaml' }],
    });
    for (const verb of ['render', 'plan']) {
      const other = await here([verb, '--env', 'common', '--json']);
      expect(other.code).toBe(1);
      expect(json(other.stdout)).toMatchObject({ diagnostics: [{ code }] });
    }
  });

  const small = 'app: shop\nregion: us-east-1\nservices: {}\n';

  it('an environment that is misnamed is not passed over in silence', async () => {
    write('platform.yaml', small);
    write('environments/dev.yml', '{}\n');
    const all = await here(['validate']);
    expect(all.code).toBe(0);
    expect(all.stdout).toContain('PLATC1011  environments/dev.yml is not read');
    const one = await here(['render', '--env', 'dev']);
    expect(one.code).toBe(1);
    expect(one.stderr).toContain('rename environments/dev.yml to environments/dev.yaml');
    expect((await here(['validate', '--env', 'Dev'])).stdout).toContain('a name is lower-case letters');
    expect((await here(['validate', '--env', 'all'])).stdout).toContain('the name is reserved');
  });

  it('a file in the place of the folder of environments', async () => {
    write('platform.yaml', small);
    write('environments', '');
    for (const args of [['validate'], ['validate', '--env', 'dev']]) {
      const { code, stdout } = await here(args);
      expect(code).toBe(1);
      expect(stdout).toContain('PLATC1002  environments cannot be read: it is not a folder');
    }
  });

  it('a place that nothing can be written to', async () => {
    write('platform.yaml', small);
    write('file', '');
    const { code, stderr } = await here(['render', '--env', 'common', '--out', 'file/below']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: '✗ cannot write file/below/shop-common.template.yaml: it is not a folder\n',
    });
  });

  it('a line that is too long to be shown', async () => {
    write(
      'platform.yaml',
      `${small}foo: ${'x'.repeat(50_000)}\nnetwork: { cidr: 10.0.0.0/16, ${' '.repeat(50_000)}nats: 1 }\n`,
    );
    const { stdout } = await here(['validate']);
    expect(stdout.length).toBeLessThan(2_000);
    expect(stdout).toMatch(/…\s+nats: 1 }\n[ │]+~~~~ did you mean `nat`\?/);
    const [shown = '', marked = ''] = stdout.split('\n').slice(-5);
    expect(marked.indexOf('~~~~')).toBe(shown.indexOf('nats'));
  });

  it('a folder in the place of platform.yaml', async () => {
    mkdirSync(join(project, 'platform.yaml'));
    expect((await here(['validate'])).stdout).toContain('PLATC1002');
  });

  it('an environment that is not there, with the nearest that is', async () => {
    write('platform.yaml', 'app: shop\nregion: us-east-1\n');
    write('environments/prod.yaml', "account: '111111111111'\n");
    const { code, stdout } = await here(['validate', '--env', 'prd']);
    expect(code).toBe(1);
    expect(stdout).toContain('did you mean `prod`?');
    expect((await here(['validate', '--env', '../prod'])).stdout).toContain('PLATC1009');
    expect((await here(['validate', '--env', 'all'])).stdout).toContain('PLATC1009');
  });
});

describe('render', () => {
  it('writes the same bytes twice, and says what it wrote', async () => {
    const first = await platc(['render', '--env', 'prod', '--out', join(project, 'a'), '--json']);
    const second = await platc(['render', '--env', 'prod', '--out', join(project, 'b')]);
    expect([first.code, second.code]).toEqual([0, 0]);
    const { stacks } = json(first.stdout) as { stacks: { name: string; file: string }[] };
    expect(stacks.map(({ name }) => name)).toEqual([
      'demo-app-prod-network',
      'demo-app-prod-platform',
      'demo-app-prod-api',
    ]);
    for (const { name, file } of stacks) {
      expect(readFileSync(file, 'utf8')).toBe(
        readFileSync(join(project, 'b', `${name}.template.yaml`), 'utf8'),
      );
    }
  });

  it('prints one YAML stream, or one JSON document', async () => {
    const yaml = await platc(['render', '--env', 'common', '--stdout']);
    expect(yaml.stdout).toMatch(/^# demo-app-common\n---\nAWSTemplateFormatVersion/);
    const { stacks } = json((await platc(['render', '--env', 'common', '--stdout', '--json'])).stdout) as {
      stacks: { body: string }[];
    };
    expect(yaml.stdout).toContain(stacks[1]?.body ?? 'nothing');
  });
});

describe('explain', () => {
  it('names file, line and column, and what was overridden', async () => {
    const { code, stdout } = await platc(['explain', 'services.api.cpu', '--env', 'prod', '--json']);
    expect(code).toBe(0);
    const found = json(stdout);
    expect(found).toMatchObject({
      path: 'services.api.cpu',
      value: 512,
      source: 'environment',
      at: { file: 'environments/prod.yaml' },
      overrides: { file: 'platform.yaml', value: 256 },
      default: 256,
    });
    const { file, line, column } = found['at'] as { file: string; line: number; column: number };
    const text = readFileSync(join(repository, file), 'utf8').split('\n')[line - 1] ?? '';
    expect(text.slice(column - 1)).toMatch(/^512/);
  });

  it('tells a default from what somebody set', async () => {
    expect(
      json((await platc(['explain', 'services.api.stopTimeout', '--env', 'prod', '--json'])).stdout),
    ).toMatchObject({ value: 30, source: 'default' });
    expect((await platc(['explain', 'services.api.stopTimeout'])).stdout).toContain('it is the default');
  });

  it('explains diagnostics, and names the nearest of what is not there', async () => {
    expect((await platc(['explain', 'platc3002'])).stdout).toContain('Fargate');
    expect(await platc(['explain', 'PLATC9999'])).toMatchObject({ code: 64 });
    const wrong = await platc(['explain', 'services.api.cpuu']);
    expect(wrong.code).toBe(64);
    expect(wrong.stderr).toContain('did you mean `services.api.cpu`?');
    expect((await platc(['explain', 'services.ap.cpu'])).stderr).toContain('did you mean `services.api`?');
  });
});

it("shows the README's mistake exactly as the README does", async () => {
  for (const name of ['platform.yaml', 'environments', 'service/Dockerfile'])
    cpSync(join(repository, name), join(project, name), { recursive: true });
  const text = readFileSync(join(project, 'platform.yaml'), 'utf8');
  write('platform.yaml', text.replace(/^ {4}health:/m, '    healht:'));
  const { code, stdout } = await here(['validate']);
  expect(code).toBe(1);
  expect(readFileSync(join(repository, 'README.md'), 'utf8')).toContain(stdout.trim());
});

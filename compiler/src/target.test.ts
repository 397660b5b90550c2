import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderHost, type FolderHost } from '../test/helpers/folder-host.ts';
import { compileEnvironment } from './compile.ts';
import { nodeMachine } from './host/node-machine.ts';
import { createSandbox } from './sandbox/sandbox.ts';
import { connect } from './target.ts';

const cleanup: (() => unknown)[] = [];
let project: FolderHost;

beforeEach(() => {
  project = start({});
});
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

function start(env: Record<string, string>): FolderHost {
  const host = folderHost({ env: { PATH: process.env['PATH'], ...env } });
  cleanup.push(() => host.remove());
  host.write('platform.yaml', 'app: shop\nregion: eu-west-1\nservices: {}\n');
  host.write('environments/local.yaml', "target: sandbox\naccount: '000000000000'\n");
  host.write('environments/prod.yaml', "target: sandbox\naccount: '123456789012'\n");
  return host;
}

function model(of: FolderHost, environment = 'local') {
  const compiled = compileEnvironment(of.host, environment);
  if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.model;
}

async function run(stateDir: string) {
  const sandbox = await createSandbox({ stateDir, port: 0 });
  cleanup.push(() => sandbox.close());
  return sandbox;
}

describe('connect to a sandbox', () => {
  it('finds the one of the project', async () => {
    const stateDir = join(project.folder, '.platc/sandbox');
    const { endpoint } = await run(stateDir);
    const connection = await connect(project.host, model(project));
    expect(connection).toMatchObject({
      account: '000000000000',
      region: 'eu-west-1',
      target: { kind: 'sandbox', endpoint, stateDir },
    });
  });

  it('takes the one that AWS_ENDPOINT_URL names, with its own state', async () => {
    const elsewhere = start({});
    const { endpoint } = await run(join(elsewhere.folder, 'state'));
    const named = start({ AWS_ENDPOINT_URL: `${endpoint}/` });
    expect((await connect(named.host, model(named))).target).toEqual({
      kind: 'sandbox',
      endpoint,
      stateDir: join(elsewhere.folder, 'state'),
      runner: 'process',
    });
  });

  it('sends nothing to an AWS_ENDPOINT_URL that is no sandbox', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanup.push(() => server.close());
    const address = server.address();
    const named = start({
      AWS_ENDPOINT_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    });
    await expect(connect(named.host, model(named))).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('where no sandbox answers'),
    });
    expect(asked).toEqual(['GET /_sandbox/health']);
  });

  it('sends nothing to the sandbox of another project on the port that its own once had', async () => {
    const elsewhere = start({});
    const { endpoint } = await run(join(elsewhere.folder, '.platc/sandbox'));
    project.write('.platc/sandbox/endpoint.json', { endpoint, pid: 1 });
    await expect(connect(project.host, model(project))).rejects.toMatchObject({
      exitCode: 3,
      message: 'the sandbox is not running',
    });
  });

  it('does not start one for a command that only reads', async () => {
    await expect(connect(project.host, model(project))).rejects.toMatchObject({
      exitCode: 3,
      message: 'the sandbox is not running',
      hint: 'npx platc sandbox start',
    });
    expect(project.host.exists('.platc')).toBe(false);
  });

  it('starts one for a command that changes something, and keeps its state out of git', async () => {
    const stateDir = join(project.folder, '.platc/sandbox');
    const script = `
      const { createServer } = require('node:http');
      const { writeFileSync } = require('node:fs');
      const server = createServer((request, response) => {
        if (request.url === '/_sandbox/health') return response.end(JSON.stringify({ status: 'healthy', stateDir: ${JSON.stringify(stateDir)}, pid: process.pid }));
        response.setHeader('content-type', 'text/xml');
        response.end('<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>' + process.argv.slice(1).join(' ').length + '</Account></GetCallerIdentityResult></GetCallerIdentityResponse>');
      }).listen(0, '127.0.0.1', () => writeFileSync(${JSON.stringify(join(stateDir, 'endpoint.json'))}, JSON.stringify({ endpoint: 'http://127.0.0.1:' + server.address().port })));
      setTimeout(() => process.exit(), 20000);`;
    const machine = { ...nodeMachine, self: [process.execPath, '-e', script, '--'] as const };
    // The stand-in says as account how long the arguments were that it got: it was called as `sandbox --state <dir>`.
    const expected = `sandbox --state ${stateDir}`.length;
    await expect(connect(project.host, model(project), { start: true, machine })).rejects.toMatchObject({
      exitCode: 4,
      details: { account: String(expected) },
    });
    const { stopInBackground } = await import('./sandbox/background.ts');
    cleanup.push(() => stopInBackground(stateDir));
    expect(project.err()).toMatch(/^sandbox started at http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(new TextDecoder().decode(project.host.readFile('.platc/.gitignore'))).toBe('*\n');
  });

  it('says why one could not be started', async () => {
    const machine = {
      ...nodeMachine,
      self: [process.execPath, '-e', "console.error('no room'); process.exit(9)", '--'] as const,
    };
    await expect(connect(project.host, model(project), { start: true, machine })).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('no room'),
    });
  });

  it('refuses the wrong account', async () => {
    await run(join(project.folder, '.platc/sandbox'));
    await expect(connect(project.host, model(project, 'prod'))).rejects.toMatchObject({
      exitCode: 4,
      message:
        'these credentials belong to account 000000000000, but environment prod is account 123456789012: nothing was touched',
      details: { account: '000000000000', expected: '123456789012' },
    });
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repository } from '../helpers/run.ts';

/** The YAML language server that editors start, spoken to as an editor does (LSP over stdio). */
let server: ChildProcess;
let send: (method: string, params: unknown) => Promise<unknown>;
let tell: (method: string, params: unknown) => void;
const published = new Map<string, (diagnostics: { message: string }[]) => void>();

beforeAll(async () => {
  const bin = join(
    createRequire(import.meta.url).resolve('yaml-language-server/package.json'),
    '../bin/yaml-language-server',
  );
  server = spawn(process.execPath, [bin, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, (result: unknown) => void>();
  let buffer = Buffer.alloc(0);
  let next = 0;
  const write = (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  send = (method, params) =>
    new Promise((resolve) => {
      next += 1;
      waiting.set(next, resolve);
      write({ id: next, method, params });
    });
  tell = (method, params) => write({ method, params });
  server.stdout?.on('data', (data: Buffer) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      const header = /Content-Length: (\d+)\r\n\r\n/.exec(buffer.toString('latin1'));
      if (!header) return;
      const start = header.index + header[0].length;
      const end = start + Number(header[1]);
      if (buffer.length < end) return;
      const message = JSON.parse(buffer.subarray(start, end).toString('utf8')) as {
        id?: number;
        method?: string;
        result?: unknown;
        params?: { uri: string; diagnostics: { message: string }[]; items?: unknown[] };
      };
      buffer = buffer.subarray(end);
      if (message.method === 'textDocument/publishDiagnostics' && message.params)
        published.get(message.params.uri)?.(message.params.diagnostics);
      // The server asks for settings; an editor without any answers with an empty object for each.
      else if (message.method !== undefined && message.id !== undefined)
        write({
          id: message.id,
          result:
            message.method === 'workspace/configuration'
              ? (message.params?.items ?? []).map(() => ({}))
              : null,
        });
      else if (message.id !== undefined) waiting.get(message.id)?.(message.result);
    }
  });
  await send('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(repository).href,
    capabilities: { textDocument: { hover: { contentFormat: ['markdown'] } } },
  });
  tell('initialized', {});
});

afterAll(() => server.kill());

function open(
  file: string,
  text = readFileSync(join(repository, file), 'utf8'),
): { uri: string; problems: Promise<string[]> } {
  const uri = pathToFileURL(join(repository, file)).href;
  const problems = new Promise<string[]>((resolve) =>
    published.set(uri, (diagnostics) => resolve(diagnostics.map(({ message }) => message))),
  );
  tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  return { uri, problems };
}

it.each([
  'platform.yaml',
  'environments/local.yaml',
  'environments/dev.yaml',
  'environments/staging.yaml',
  'environments/prod.yaml',
])('finds nothing wrong in %s', async (file) => {
  expect(await open(file).problems).toEqual([]);
});

it('finds a wrong key, completes a key, and shows what one means, with no set-up', async () => {
  const text =
    '# yaml-language-server: $schema=../schemas/environment.schema.json\nnetwork:\n  nat: singel\n  zoness: 2\n  \nservices:\n  api:\n    cpu: 512\n';
  const { uri, problems } = open('environments/scratch.yaml', text);
  expect(await problems).toEqual(
    expect.arrayContaining([expect.stringContaining('zoness'), expect.stringContaining('"per-zone"')]),
  );
  const completion = (await send('textDocument/completion', {
    textDocument: { uri },
    position: { line: 4, character: 2 },
  })) as { items: { label: string }[] };
  expect(completion.items.map(({ label }) => label)).toContain('cidr');
  const hover = (await send('textDocument/hover', {
    textDocument: { uri },
    position: { line: 7, character: 5 },
  })) as { contents: { value: string } };
  expect(hover.contents.value).toContain('CPU of a task');
});

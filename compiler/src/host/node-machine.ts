import { spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileTree, Machine, Program, ProgramResult, TreeEntry } from './machine.ts';

/** What a file system call gives; undefined where it fails. */
function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}

const tree: FileTree = {
  entries(folder) {
    const found: TreeEntry[] = [];
    for (const entry of attempt(() => readdirSync(folder, { withFileTypes: true })) ?? []) {
      const kind = entry.isFile()
        ? 'file'
        : entry.isDirectory()
          ? 'folder'
          : entry.isSymbolicLink()
            ? 'link'
            : undefined;
      if (kind) found.push({ name: entry.name, kind });
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  },
  kind(path) {
    const stats = attempt(() => statSync(path));
    return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : undefined;
  },
  isExecutable: (path) => attempt(() => (accessSync(path, constants.X_OK), true)) ?? false,
  size: (path) => attempt(() => statSync(path).size) ?? 0,
  linkTarget: (path) => attempt(() => readlinkSync(path)),
  realPath: (path) => attempt(() => realpathSync(path)),
  text: (path) => attempt(() => readFileSync(path, 'utf8')),
  bytes: (path) => readFileSync(path),
};

/** The real machine. */
export const nodeMachine: Machine = {
  tree,
  platform: { os: process.platform, arch: process.arch },
  self: [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
  run,
  removeFolder: (path) => rmSync(path, { recursive: true, force: true }),
  async withTemporaryFolder(use) {
    const folder = mkdtempSync(join(tmpdir(), 'platc-'));
    try {
      return await use(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function run(program: Program): Promise<ProgramResult | undefined> {
  program.signal?.throwIfAborted();
  const result = await new Promise<ProgramResult | undefined>((resolve, reject) => {
    const child = spawn(program.command, program.args, {
      cwd: program.cwd,
      env: program.env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A process group of its own: what a build has started ends with it, and Ctrl-C reaches it through platc alone.
    const stop = () => void attempt(() => child.pid !== undefined && process.kill(-child.pid, 'SIGTERM'));
    program.signal?.addEventListener('abort', stop, { once: true });
    let stdout = '';
    let output = '';
    const take = (text: string) => {
      output += text;
      program.onOutput?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      take(text);
    });
    child.stderr.setEncoding('utf8').on('data', take);
    // A program that ends without reading its input closes the pipe: its exit code says what happened.
    child.stdin.on('error', () => undefined);
    child.stdin.end(program.input ?? '');
    child.once('error', (error: NodeJS.ErrnoException) => {
      program.signal?.removeEventListener('abort', stop);
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    child.once('close', (code) => {
      program.signal?.removeEventListener('abort', stop);
      resolve({ code: code ?? undefined, stdout, output });
    });
  });
  program.signal?.throwIfAborted();
  return result;
}

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';

/** What platc asks git, read only. Without git, and outside a repository, every answer is the empty one. */
export interface Git {
  /** The full hash of a commit that a branch, tag or hash names. */
  commitOf(ref: string): Promise<string | undefined>;
  headCommit(): Promise<string | undefined>;
  /** Whether a file below the folder differs from HEAD, or is neither tracked nor ignored. */
  isDirty(): Promise<boolean>;
  /** Eight hexadecimal digits that stand for what differs from HEAD: the same changes give the same. */
  dirtyHash(): Promise<string>;
  /** A file as it was at a commit; `path` is relative to the folder. */
  readFileAt(ref: string, path: string): Promise<Uint8Array | undefined>;
  /** Names of the files in a folder as it was at a commit, sorted. */
  listFilesAt(ref: string, folder: string): Promise<readonly string[]>;
}

/** git as installed, run in `cwd`, with arguments and never through a shell. */
export function nodeGit(cwd: string): Git {
  const run = (args: readonly string[], input?: string) => git(cwd, args, input);
  const commitOf = async (ref: string) => {
    const answer = await run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
    return answer?.toString().trim();
  };
  const untracked = async () =>
    lines(await run(['ls-files', '--others', '--exclude-standard', '-z', '--', '.']), '\0');
  return {
    commitOf,
    headCommit: () => commitOf('HEAD'),
    async isDirty() {
      const status = await run(['status', '--porcelain', '-z', '--untracked-files=normal', '--', '.']);
      return status !== undefined && status.length > 0;
    },
    async dirtyHash() {
      const hash = createHash('sha256');
      hash.update(
        (await run([
          'diff',
          '--binary',
          '--no-ext-diff',
          '--no-textconv',
          '--relative',
          'HEAD',
          '--',
          '.',
        ])) ?? '',
      );
      const files = await untracked();
      const objects = await run(
        ['hash-object', '--no-filters', '--stdin-paths'],
        files.map((file) => `${file}\n`).join(''),
      );
      return hash
        .update(files.join('\0'))
        .update(objects ?? '')
        .digest('hex')
        .slice(0, 8);
    },
    async readFileAt(ref, path) {
      const commit = await commitOf(ref);
      return commit === undefined ? undefined : run(['cat-file', 'blob', `${commit}:./${path}`]);
    },
    async listFilesAt(ref, folder) {
      const commit = await commitOf(ref);
      if (commit === undefined) return [];
      const entries = lines(await run(['ls-tree', '-z', `${commit}:./${folder}`]), '\0');
      return entries
        .flatMap((entry) => (/^\d+ blob /.test(entry) ? [entry.slice(entry.indexOf('\t') + 1)] : []))
        .toSorted();
    },
  };
}

/** Undefined where git is missing or says no; nothing here may change the repository, or ask anything. */
function git(cwd: string, args: readonly string[], input = ''): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const child = execFile(
      'git',
      ['--no-optional-locks', '--no-pager', ...args],
      { cwd, encoding: 'buffer', maxBuffer: 1024 ** 3, windowsHide: true },
      (error, stdout) => resolve(error ? undefined : stdout),
    );
    child.stdin?.on('error', () => undefined).end(input);
  });
}

function lines(output: Buffer | undefined, separator: string): readonly string[] {
  return (output?.toString() ?? '').split(separator).filter((line) => line !== '');
}

/** Colours for a terminal; each is the identity where nobody looks (`NO_COLOR`, a pipe, `--no-color`). */
export interface Style {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** Why a file could not be read or written: the operating system's code (`ENOENT`, `EACCES`, `EISDIR` …). */
export class FileError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What a code of the operating system means to people; the code itself where it is a rare one. */
export function fileReason(code: string): string {
  const known: Record<string, string> = {
    EACCES: 'permission denied',
    EEXIST: 'something else is there',
    EISDIR: 'it is a folder',
    ELOOP: 'its links run in a circle',
    ENOENT: 'there is no such file or folder',
    ENOSPC: 'no space is left on the device',
    ENOTDIR: 'it is not a folder',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
  };
  return known[code] ?? code;
}

/**
 * Everything outside the process that platc may touch, but AWS. Handed in at the root (`cli.ts`), so that tests
 * hand in their own. Paths are absolute or relative to `cwd`.
 */
export interface Host {
  readonly cwd: string;
  /** Node's version and the platform, for reports of faults. */
  readonly runtime: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws `FileError`. */
  readFile(path: string): Uint8Array;
  /** Whole or not at all: written beside and renamed. Makes the folders on the way. */
  writeFile(path: string, content: string): void;
  /** File names in a folder, sorted; empty where there is nothing of that name. Throws `FileError`. */
  listFolder(path: string): readonly string[];
  exists(path: string): boolean;
  /** Data: what a pipe or a script reads. */
  out(text: string): void;
  /** Everything said to people while stdout holds data. */
  err(text: string): void;
  readonly terminal: Terminal;
  now(): Date;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when interrupted. */
  sleep(ms: number): Promise<void>;
  /** Aborted by Ctrl-C (`reason` is `SIGINT`) or `SIGTERM`; a second one ends the process at once. */
  readonly interrupted: AbortSignal;
}

export interface Terminal {
  /** stdout is a terminal: live tables, questions. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly style: Style;
  /** Style for stderr, which may be a terminal where stdout is not. */
  readonly errStyle: Style;
  /** Asks on the terminal; undefined where there is none. Rejects when interrupted. */
  ask(question: string): Promise<string | undefined>;
}

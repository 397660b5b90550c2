/** One entry of a folder. Links are not followed. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
}

/** Files as a build sees them. Paths are absolute; what is not there is undefined or empty. */
export interface FileTree {
  /** Sorted by name; sockets, devices and the like are left out. */
  entries(folder: string): readonly TreeEntry[];
  /** Follows links. */
  kind(path: string): 'file' | 'folder' | undefined;
  isExecutable(path: string): boolean;
  /** In bytes; 0 where there is no file. */
  size(path: string): number;
  /** Where a link points, as it is written. */
  linkTarget(path: string): string | undefined;
  /** With all links on the way followed. */
  realPath(path: string): string | undefined;
  text(path: string): string | undefined;
  bytes(path: string): Uint8Array;
}

export interface Program {
  /** Found on `PATH`, or a path. */
  readonly command: string;
  /** Handed over as they are: no shell looks at them. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Written to its standard input, which is closed then. */
  readonly input?: string;
  /** Called with what it prints, as it prints it, besides being returned. */
  readonly onOutput?: (text: string) => void;
  /** Ends it: SIGTERM to it and all that it has started. `run` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ProgramResult {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** Both streams in the order in which they came. */
  readonly output: string;
}

/** The part of this machine that only building needs: folders as trees, and other programs. */
export interface Machine {
  readonly tree: FileTree;
  /** Program and arguments that run this platc once more; a command follows. */
  readonly self: readonly [string, ...string[]];
  /** As Node names them: `linux`, `x64`. */
  readonly platform: { readonly os: string; readonly arch: string };
  /** Undefined where there is no such program. */
  run(program: Program): Promise<ProgramResult | undefined>;
  /** Makes a folder of its own for the time that `use` takes, readable by this user only. */
  withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T>;
  /** With all that is in it. */
  removeFolder(path: string): void;
}

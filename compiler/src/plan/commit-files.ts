import type { Git } from '../host/git.ts';
import { FileError, type Host } from '../host/host.ts';

/** The files of a commit behind a host's calls. What was asked for and is not there yet is fetched between two tries. */
export class CommitFiles {
  readonly #host: Host;
  readonly #git: Git;
  readonly #commit: string;
  readonly #folders = new Map<string, readonly string[]>();
  readonly #files = new Map<string, Uint8Array | undefined>();

  constructor(host: Host, git: Git, commit: string) {
    this.#host = host;
    this.#git = git;
    this.#commit = commit;
  }

  /** Runs `use` until it has asked for nothing new. */
  async complete<T>(use: (host: Host) => T): Promise<T> {
    for (;;) {
      const wantedFiles = new Set<string>();
      const wantedFolders = new Set<string>();
      const result = use(this.#view(wantedFiles, wantedFolders));
      if (wantedFiles.size + wantedFolders.size === 0) return result;
      for (const path of wantedFiles) this.#files.set(path, await this.#git.readFileAt(this.#commit, path));
      for (const path of wantedFolders)
        this.#folders.set(path, await this.#git.listFilesAt(this.#commit, path));
    }
  }

  #view(wantedFiles: Set<string>, wantedFolders: Set<string>): Host {
    const file = (path: string) => {
      if (!this.#files.has(path)) wantedFiles.add(path);
      return this.#files.get(path);
    };
    const folder = (path: string) => {
      if (!this.#folders.has(path)) wantedFolders.add(path);
      return this.#folders.get(path) ?? [];
    };
    // Everything but files is the host's own, and looked up only when somebody asks: its signals are caught by then.
    const view: Host = Object.create(this.#host);
    return Object.assign(view, {
      readFile(path: string) {
        const bytes = file(normal(path));
        if (!bytes) throw new FileError('ENOENT', `${path} is not in the commit`);
        return bytes;
      },
      listFolder: (path: string) => folder(normal(path)),
      exists: (path: string) => file(normal(path)) !== undefined || folder(normal(path)).length > 0,
    });
  }
}

function normal(path: string): string {
  return path.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
}

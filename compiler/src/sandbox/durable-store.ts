import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MemoryStore } from './store.ts';

/** One write of the journal: `[table, key, value]` puts, `[table, key]` deletes. */
type Change = readonly [table: string, key: string, value?: unknown];

interface Snapshot {
  /** The journal that goes on from here is `journal-<generation>.jsonl`. */
  readonly generation: number;
  readonly tables: readonly (readonly [table: string, records: readonly (readonly [string, unknown])[]])[];
}

/** A journal smaller than this is not worth a snapshot. */
const smallestToCompact = 4 * 1024 * 1024;

/**
 * A store in a folder: a snapshot, and a journal of what came after it. Each commit appends all that was written
 * since the last one as one line, and so takes effect whole or not at all; commits that come while one is being
 * written share the next. A last line that was cut off is ignored: it was never acknowledged.
 */
export class DurableStore extends MemoryStore {
  readonly #folder: string;
  readonly #compactAt: number;
  #generation = 0;
  #journal: FileHandle | undefined;
  #length = 0;
  #snapshotLength = 0;
  #pending: string[] = [];
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  private constructor(folder: string, compactAt: number) {
    super();
    this.#folder = folder;
    this.#compactAt = compactAt;
  }

  /**
   * Loads what the folder holds, or begins anew. The caller holds the folder's lock. Throws where a file is damaged
   * in another way than by an interrupted write.
   */
  static async open(folder: string, compactAt = smallestToCompact): Promise<DurableStore> {
    await mkdir(folder, { recursive: true });
    const store = new DurableStore(folder, compactAt);
    await store.#load();
    return store;
  }

  override put(table: string, key: string, value: unknown): void {
    const text: string | undefined = JSON.stringify([table, key, value]);
    if (value === undefined) throw new TypeError(`${table} ${key} was put without a value`);
    super.put(table, key, value);
    this.#note(text);
  }

  override delete(table: string, key: string): void {
    if (super.get(table, key) === undefined) return;
    super.delete(table, key);
    this.#note(JSON.stringify([table, key]));
  }

  /** What no request waits for is written as well, as soon as the code that writes it has run to its end. */
  #note(change: string): void {
    if (this.#pending.length === 0) {
      // a failure is told to whoever commits next
      setImmediate(() => void this.commit().catch(() => undefined));
    }
    this.#pending.push(change);
  }

  override commit(): Promise<void> {
    // one that has not begun yet takes all that is pending
    if (this.#next) return this.#next;
    if (this.#pending.length === 0) return this.#writing ?? Promise.resolve();
    if (!this.#writing) return this.#start();
    const start = (): Promise<void> => this.#start();
    this.#next = this.#writing.then(start, start);
    return this.#next;
  }

  /** Writes what is left and lets go of the files. */
  async close(): Promise<void> {
    await this.commit();
    await this.#journal?.close();
    this.#journal = undefined;
  }

  #start(): Promise<void> {
    this.#next = undefined;
    const writing = this.#write().finally(() => {
      if (this.#writing === writing) this.#writing = undefined;
    });
    this.#writing = writing;
    return writing;
  }

  async #write(): Promise<void> {
    if (this.#pending.length === 0) return;
    if (this.#length > Math.max(this.#compactAt, 2 * this.#snapshotLength)) return this.#compact();
    const changes = this.#pending;
    this.#pending = [];
    const line = Buffer.from(`[${changes.join(',')}]\n`);
    try {
      await this.#append(line);
    } catch (error) {
      // a later commit writes it again, over what this one may have left
      this.#pending = [...changes, ...this.#pending];
      throw error;
    }
    this.#length += line.byteLength;
  }

  async #append(line: Buffer): Promise<void> {
    if (!this.#journal) throw new Error('the store is closed');
    let written = 0;
    while (written < line.byteLength) {
      const rest = line.byteLength - written;
      written += (await this.#journal.write(line, written, rest, this.#length + written)).bytesWritten;
    }
    await this.#journal.datasync();
  }

  /** The snapshot holds everything, also what is pending; its rename is the moment that counts. */
  async #compact(): Promise<void> {
    const generation = this.#generation + 1;
    const changes = this.#pending;
    this.#pending = [];
    const tables = [...this.tables].map(([name, records]) => [name, [...records]] as const);
    const text = Buffer.from(JSON.stringify({ generation, tables } satisfies Snapshot));
    const previous = { journal: this.#journal, path: this.#journalPath(this.#generation) };
    try {
      // the new journal must not hold what an interrupted compaction left there
      await replaceFile(this.#journalPath(generation), '');
      const journal = await openJournal(this.#journalPath(generation));
      await replaceFile(join(this.#folder, 'snapshot.json'), text);
      this.#journal = journal;
    } catch (error) {
      this.#pending = [...changes, ...this.#pending];
      throw error;
    }
    this.#generation = generation;
    this.#length = 0;
    this.#snapshotLength = text.byteLength;
    await previous.journal?.close();
    await rm(previous.path, { force: true });
  }

  async #load(): Promise<void> {
    const snapshot = await readSnapshot(join(this.#folder, 'snapshot.json'));
    this.#generation = snapshot.generation;
    this.#snapshotLength = snapshot.length;
    for (const [table, records] of snapshot.tables) {
      for (const [key, value] of records) super.put(table, key, value);
    }
    this.#journal = await openJournal(this.#journalPath(this.#generation));
    const bytes = await this.#journal.readFile();
    this.#length = bytes.lastIndexOf('\n') + 1;
    for (const line of bytes.toString('utf8', 0, this.#length).split('\n').slice(0, -1)) this.#replay(line);
    await this.#journal.truncate(this.#length);
    await this.#removeOthers();
  }

  #replay(line: string): void {
    const changes: readonly Change[] = JSON.parse(line);
    for (const [table, key, ...value] of changes) {
      if (value.length > 0) super.put(table, key, value[0]);
      else super.delete(table, key);
    }
  }

  /** Journals that a compaction left when it was interrupted. */
  async #removeOthers(): Promise<void> {
    const current = `journal-${this.#generation}.jsonl`;
    const others = (await readdir(this.#folder)).filter(
      (name) => /^journal-\d+\.jsonl$/.test(name) && name !== current,
    );
    await Promise.all(others.map((name) => rm(join(this.#folder, name), { force: true })));
  }

  #journalPath(generation: number): string {
    return join(this.#folder, `journal-${generation}.jsonl`);
  }
}

async function readSnapshot(path: string): Promise<Snapshot & { readonly length: number }> {
  try {
    const text = await readFile(path);
    const snapshot: Snapshot = JSON.parse(text.toString('utf8'));
    return { ...snapshot, length: text.byteLength };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { generation: 0, tables: [], length: 0 };
    }
    throw error;
  }
}

async function openJournal(path: string): Promise<FileHandle> {
  // 'a' would ignore the positions of writes, 'r+' does not create
  await (await open(path, 'a')).close();
  return open(path, 'r+');
}

/** Puts a file in the place of another so that a reader, and a crash, sees one of the two whole. */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Makes a rename last. Windows cannot open folders, and has no need to. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

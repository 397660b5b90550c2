/**
 * What the sandbox remembers: named tables of JSON records.
 *
 * Reads and writes are synchronous and in memory. `commit` resolves when everything written so far is on
 * disk; the server awaits it before it answers a request, so what was acknowledged survives `kill -9`.
 * Records are plain JSON and are never mutated in place: write a changed copy with `put`.
 */
export interface Store {
  get<T>(table: string, key: string): T | undefined;
  /** Every record of a table in the order in which its key was first put. */
  list<T>(table: string): readonly (readonly [key: string, value: T])[];
  put(table: string, key: string, value: unknown): void;
  delete(table: string, key: string): void;
  commit(): Promise<void>;
}

/** A store that forgets: for tests, and the base of the durable one. */
export class MemoryStore implements Store {
  protected readonly tables = new Map<string, Map<string, unknown>>();

  get<T>(table: string, key: string): T | undefined {
    return this.tables.get(table)?.get(key) as T | undefined;
  }

  list<T>(table: string): readonly (readonly [string, T])[] {
    return [...(this.tables.get(table) ?? [])] as [string, T][];
  }

  put(table: string, key: string, value: unknown): void {
    let records = this.tables.get(table);
    if (!records) this.tables.set(table, (records = new Map<string, unknown>()));
    records.set(key, value);
  }

  delete(table: string, key: string): void {
    this.tables.get(table)?.delete(key);
  }

  commit(): Promise<void> {
    return Promise.resolve();
  }
}

import type { Store } from '../store.ts';

const JOURNAL = 'cloudformation.journal';
const PENDING = 'pending';

type Write = readonly [table: string, key: string, value?: unknown];

/**
 * Several writes that hold together. They are noted as one record first, so that a sandbox that is killed between
 * two of them makes up for the rest when it starts again. Reads see what was written before.
 */
export class Transaction {
  readonly #store: Store;
  readonly #writes: Write[] = [];
  readonly #latest = new Map<string, Map<string, Write>>();

  constructor(store: Store) {
    this.#store = store;
  }

  get<T>(table: string, key: string): T | undefined {
    const written = this.#latest.get(table)?.get(key);
    return written ? (written[2] as T | undefined) : this.#store.get<T>(table, key);
  }

  list<T>(table: string): readonly (readonly [key: string, value: T])[] {
    const written = this.#latest.get(table);
    const stored = this.#store.list<T>(table);
    if (!written) return stored;
    const merged = new Map(stored);
    for (const [key, write] of written) {
      if (write[2] === undefined) merged.delete(key);
      else merged.set(key, write[2] as T);
    }
    return [...merged];
  }

  put(table: string, key: string, value: unknown): void {
    this.#write([table, key, value]);
  }

  delete(table: string, key: string): void {
    this.#write([table, key]);
  }

  /** Makes everything written so far part of the store. */
  commit(): void {
    if (this.#writes.length > 1) this.#store.put(JOURNAL, PENDING, this.#writes);
    applyWrites(this.#store, this.#writes);
    if (this.#writes.length > 1) this.#store.delete(JOURNAL, PENDING);
    this.#writes.length = 0;
    this.#latest.clear();
  }

  #write(write: Write): void {
    const [table, key] = write;
    this.#writes.push(write);
    const records = this.#latest.get(table) ?? new Map<string, Write>();
    this.#latest.set(table, records.set(key, write));
  }
}

/** Completes a transaction that was cut off. */
export function recoverTransaction(store: Store): void {
  const writes = store.get<readonly Write[]>(JOURNAL, PENDING);
  if (!writes) return;
  applyWrites(store, writes);
  store.delete(JOURNAL, PENDING);
}

function applyWrites(store: Store, writes: readonly Write[]): void {
  for (const [table, key, value] of writes) {
    if (value === undefined) store.delete(table, key);
    else store.put(table, key, value);
  }
}

import type { Store } from './store.ts';

/** One table of the store with the type of its records, keyed as its owner chooses (mostly by ARN). */
export class Table<T> {
  readonly #store: Store;
  readonly #name: string;

  constructor(store: Store, name: string) {
    this.#store = store;
    this.#name = name;
  }

  get(key: string): T | undefined {
    return this.#store.get<T>(this.#name, key);
  }

  /** Every record in the order in which its key was first put. */
  all(): readonly T[] {
    return this.#store.list<T>(this.#name).map(([, record]) => record);
  }

  put(key: string, record: T): T {
    this.#store.put(this.#name, key, record);
    return record;
  }

  delete(key: string): void {
    this.#store.delete(this.#name, key);
  }
}

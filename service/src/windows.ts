/** How often something was done in the current window, and how long the window still is, in milliseconds. */
export interface Hit {
  current: number;
  ttl: number;
}

// About 2 MB; whoever has more addresses than this cannot be limited by address.
const MOST_KEYS = 10_000;

/** Counts by key in fixed windows. The key that was seen first is forgotten first, so that memory is bounded. */
export class Windows {
  readonly #windows = new Map<string, { count: number; ends: number }>();

  /** @param window in milliseconds */
  hit(key: string, window: number): Hit {
    const now = performance.now();
    let found = this.#windows.get(key);
    if (!found || found.ends <= now) {
      this.#windows.delete(key);
      found = { count: 0, ends: now + window };
      this.#windows.set(key, found);
      const [oldest] = this.#windows.keys();
      if (this.#windows.size > MOST_KEYS && oldest !== undefined) this.#windows.delete(oldest);
    }
    found.count += 1;
    return { current: found.count, ttl: found.ends - now };
  }
}

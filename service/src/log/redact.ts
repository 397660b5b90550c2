/** Keys whose value is nobody's business, wherever they are in what is logged. */
const SECRET =
  /^(?:proxy-)?authorization$|^(?:set-)?cookies?$|password|passphrase|secret|credential|(?:^|[-_])token$|[a-z]Token$|api[-_]?key|private[-_]?key/i;
const CENSORED = '[redacted]';
// Deeper is nothing that a person logs, and a circle has to end somewhere.
const DEEPEST = 8;
// Keys come from code, so there are few; whoever logs a map of user input must not fill the memory.
const MOST_KEYS = 1_000;
const known = new Map<string, boolean>();

/**
 * The same object where it holds nothing secret, else a copy with what is secret replaced. Looks into plain objects
 * and lists; what has a class of its own has a serializer of its own.
 *
 * pino's own `redact` needs a path for each place; with wildcards a line costs ten times as much.
 */
export function redact<T>(value: T): T {
  return inner(value, 0) as T;
}

function inner(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return redactAll(value, depth);
  if (!isPlain(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const [key, before] of Object.entries(value)) {
    const after = before !== undefined && isSecret(key) ? CENSORED : inner(before, depth + 1);
    if (after === before) continue;
    copy ??= { ...value };
    copy[key] = after;
  }
  return copy ?? value;
}

function redactAll(values: readonly unknown[], depth: number): readonly unknown[] {
  const safe = values.map((value) => inner(value, depth + 1));
  return safe.some((value, index) => value !== values[index]) ? safe : values;
}

function isSecret(key: string): boolean {
  let secret = known.get(key);
  if (secret === undefined) {
    secret = SECRET.test(key);
    if (known.size < MOST_KEYS) known.set(key, secret);
  }
  return secret;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

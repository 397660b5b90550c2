import { pino } from 'pino';

/** Keys whose value is nobody's business, wherever they are in what is logged. */
const SECRET = [
  /^(?:proxy-)?authorization$|^auth$|^x[-_]?auth|^(?:set-)?cookies?$/i,
  /password|passphrase|passcode|passwd|pwd|secret|credential|bearer|jwt|[cx]srf/i,
  /(?:^|[-_])token$|[a-z]Token$|(?:^|[-_])otp$/i,
  /sess(?:ion)?[-_]?id|(?:^|[._-])sid$/i,
  /(?:api|access|private|signing|encryption)[-_]?key/i,
];
const REDACTED = '[redacted]';
const CIRCLE = '[circular]';
const TOO_DEEP = '[too deep]';
const UNREADABLE = '[unreadable]';
// Deeper is nothing that a person logs.
const DEEPEST = 8;
// Keys come from code, so there are few; whoever logs a map of user input must not fill the memory.
const MOST_KEYS = 1_000;
const known = new Map<string, boolean>();

/**
 * The same value where JSON would show nothing secret of it, else a copy with what is secret replaced. Looks into
 * lists, and into every object as JSON does, whatever its class; an error becomes what pino makes of errors.
 *
 * pino's own `redact` needs a path for each place; with wildcards a line costs ten times as much.
 */
export function redact<T>(value: T): T {
  return inner(value, 0, new Map()) as T;
}

/** The same, but looks at the keys of the object itself alone. */
export function redactKeys<T extends object>(object: T): T {
  const secret = Object.entries(object).filter(([key, value]) => value !== undefined && isSecret(key));
  if (secret.length === 0) return object;
  return { ...object, ...Object.fromEntries(secret.map(([key]) => [key, REDACTED])) };
}

/** JSON without secrets; never throws. */
export function stringify(value: unknown): string {
  try {
    return JSON.stringify(redact(value));
  } catch {
    return `"${UNREADABLE}"`;
  }
}

/** @param seen what became of each object: none is looked at twice, and a circle ends */
function inner(value: unknown, depth: number, seen: Map<object, unknown>): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > DEEPEST) return TOO_DEEP;
  if (seen.has(value)) return seen.get(value);
  seen.set(value, CIRCLE);
  let safe: unknown;
  try {
    safe = Array.isArray(value) ? redactAll(value, depth, seen) : redactObject(value, depth, seen);
  } catch {
    safe = UNREADABLE;
  }
  seen.set(value, safe);
  return safe;
}

function redactAll(values: readonly unknown[], depth: number, seen: Map<object, unknown>): unknown {
  const safe = values.map((value) => inner(value, depth + 1, seen));
  return safe.some((value, index) => value !== values[index]) ? safe : values;
}

function redactObject(value: object, depth: number, seen: Map<object, unknown>): unknown {
  const shown = value instanceof Error ? pino.stdSerializers.err(value) : value;
  if ('toJSON' in shown && typeof shown.toJSON === 'function') {
    const json: unknown = shown.toJSON();
    if (json !== value) return inner(json, depth, seen);
  }
  let copy: Record<string, unknown> | undefined;
  for (const [key, before] of Object.entries(shown)) {
    const after = before !== undefined && isSecret(key) ? REDACTED : inner(before, depth + 1, seen);
    if (after === before) continue;
    copy ??= { ...shown };
    copy[key] = after;
  }
  return copy ?? shown;
}

function isSecret(key: string): boolean {
  let secret = known.get(key);
  if (secret === undefined) {
    secret = SECRET.some((names) => names.test(key));
    if (known.size < MOST_KEYS) known.set(key, secret);
  }
  return secret;
}

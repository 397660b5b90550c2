/** Each number below a thousand in three digits: to look them up takes a tenth of the time to make them. */
export const THREE_DIGITS: readonly string[] = Array.from({ length: 1_000 }, (_, number) =>
  String(number).padStart(3, '0'),
);

/** pino's `isoTime`, at a fifth of its cost: of two lines in one second only the milliseconds differ. */
export function isoTime(): string {
  const now = Date.now();
  const since = now - latest;
  if (since >= 0 && since < 1_000) return `${prefix}${THREE_DIGITS[since]}Z"`;
  latest = Math.floor(now / 1_000) * 1_000;
  prefix = `,"time":"${new Date(latest).toISOString().slice(0, -4)}`;
  return `${prefix}${THREE_DIGITS[now - latest]}Z"`;
}

/** The second that `prefix` is of, in milliseconds. */
let latest = NaN;
let prefix = '';

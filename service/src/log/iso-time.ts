/** pino's `isoTime`, at a third of its cost: of two lines in one second only the milliseconds differ. */
export function isoTime(): string {
  const now = Date.now();
  const second = Math.floor(now / 1_000);
  if (second !== latest) {
    latest = second;
    prefix = `,"time":"${new Date(second * 1_000).toISOString().slice(0, -4)}`;
  }
  return `${prefix}${String(now - second * 1_000).padStart(3, '0')}Z"`;
}

let latest = NaN;
let prefix = '';

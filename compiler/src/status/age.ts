const units = [
  ['second', 60],
  ['minute', 3600],
  ['hour', 86_400],
  ['day', Infinity],
] as const;

/** `5 minutes ago` */
export function ago(then: string, now: Date): string {
  return `${age(then, now)} ago`;
}

/** `5 minutes` */
export function age(then: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(then)) / 1000));
  const index = units.findIndex(([, end]) => seconds < end);
  const amount = Math.floor(seconds / (units[index - 1]?.[1] ?? 1));
  return `${amount} ${units[index]?.[0] ?? 'day'}${amount === 1 ? '' : 's'}`;
}

import { CommandError, exit } from '../commands/command.ts';

const milliseconds: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30s`, `10m`, `2h`, `7d` before now, or a time in ISO 8601, as milliseconds since the epoch. Throws `CommandError` (64). */
export function since(text: string, now: Date): number {
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return now.getTime() - Number(amount) * (milliseconds[unit] ?? 0);
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(time)) return time;
  throw new CommandError(
    exit.usage,
    `--since ${text}: neither a duration nor a time`,
    'For example --since 10m, --since 2h, or --since 2030-01-31T12:00:00Z.',
  );
}

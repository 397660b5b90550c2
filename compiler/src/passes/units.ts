/** Seconds in a duration as the config writes it: `30s`, `5m`, `1h`. */
export function seconds(text: string): number {
  const [, digits = '', unit = ''] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  return Number(digits) * ({ s: 1, m: 60, h: 3600 }[unit] ?? Number.NaN);
}

/** CPU units of a task: 1024 are one vCPU. Takes `256` and `0.25 vCPU`. */
export function cpuUnits(value: number | string): number {
  return typeof value === 'number' ? value : Number.parseFloat(value) * 1024;
}

/** MiB of a task's memory. Takes `512`, `512 MB` and `1 GB`; ECS counts a GB as 1024 MiB. */
export function mebibytes(value: number | string): number {
  if (typeof value === 'number') return value;
  return Number.parseFloat(value) * (value.endsWith('GB') ? 1024 : 1);
}

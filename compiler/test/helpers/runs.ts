/** How often a property is tried: as often as is named, in `npm run test:deep` many times as often. */
export function runs(usual: number): number {
  return usual * Number(process.env['PLATC_SWEEP'] ?? 1);
}

/** Records on a page where the client does not say how many. */
export const PAGE = 400;

export function inRegion(arn: string, region: string): boolean {
  return arn.split(':')[3] === region;
}

export function pairs(values: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
}

export function marker(next: string | undefined): { NextMarker?: string } {
  return next === undefined ? {} : { NextMarker: next };
}

import { parsePath } from '../diagnostics/format.ts';
import type { Model } from '../model.ts';
import type { FilePlace } from '../plan/place.ts';

/**
 * What to say of a place that nobody wrote: which key has the default and, where that is a plain value, that writing it
 * changes it. Of a whole section no single key is known to. Undefined for what is written.
 */
export function defaultText({ config }: Model, place: FilePlace | undefined): string | undefined {
  if (place?.defaultOf === undefined) return undefined;
  const text = `default of \`${place.defaultOf}\``;
  return isSection(config, place.defaultOf) ? text : `${text}: write it in platform.yaml to change it`;
}

function isSection(config: unknown, key: string): boolean {
  let value = config;
  for (const step of parsePath(key)) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

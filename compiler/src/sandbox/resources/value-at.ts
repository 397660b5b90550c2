import type { Properties } from '../resource-behaviour.ts';

/** The value at a path of properties, `Endpoint.Address`; undefined where there is none. */
export function valueAt(properties: Properties, path: string): unknown {
  let value: unknown = properties;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

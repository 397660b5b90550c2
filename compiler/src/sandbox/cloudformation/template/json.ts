/** Plain values, as JSON and YAML templates hold them. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A member of a record whose keys come from outside, where `constructor` is a name like any other. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A scalar as text: parameters and conditions know nothing else. */
export function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

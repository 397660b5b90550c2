/** Plain values, as JSON and YAML templates hold them. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A scalar as text: parameters and conditions know nothing else. */
export function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

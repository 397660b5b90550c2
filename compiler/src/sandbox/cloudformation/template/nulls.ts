import { validationError } from '../errors.ts';

/** @throws ValidationError naming the first place that holds null. */
export function refuseNulls(value: unknown, path = ''): void {
  if (value === null) throw validationError(`[${path}] 'null' values are not allowed in templates`);
  if (typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) refuseNulls(item, `${path}/${key}`);
}

/**
 * Stands in a change set for a value that only execution can tell.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** Whether a value, or anything in it, waits for execution. */
export function containsUnknown(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(KNOWN_AFTER_APPLY);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(containsUnknown);
}

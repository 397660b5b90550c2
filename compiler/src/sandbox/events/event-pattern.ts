import { AwsError } from '../aws-error.ts';

/**
 * Whether an event fits a pattern: each key of the pattern lists the values that it takes, of which one is enough.
 * Beside values themselves it understands `prefix`, `suffix`, `equals-ignore-case`, `exists` and `anything-but`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((filter) => matchesFilter(filter, event));
  if (!isRecord(pattern)) return false;
  return Object.entries(pattern).every(([key, inner]) =>
    matchesPattern(inner, isRecord(event) ? event[key] : undefined),
  );
}

/** @throws AwsError `InvalidEventPatternException` for a pattern that cannot be carried out here */
export function checkPattern(pattern: unknown): void {
  const filters = Array.isArray(pattern) ? pattern : [];
  const unknown = filters.find(
    (filter) => isRecord(filter) && !Object.keys(filter).every((name) => Object.hasOwn(operators, name)),
  );
  if (unknown !== undefined || (isRecord(pattern) && '$or' in pattern)) {
    const what = JSON.stringify(unknown ?? '$or');
    throw new AwsError(
      'InvalidEventPatternException',
      `The sandbox does not understand ${what} in a pattern`,
    );
  }
  if (isRecord(pattern)) for (const inner of Object.values(pattern)) checkPattern(inner);
}

const operators: Readonly<Record<string, (wanted: unknown, value: unknown) => boolean>> = {
  prefix: (wanted, value) => typeof value === 'string' && value.startsWith(String(wanted)),
  suffix: (wanted, value) => typeof value === 'string' && value.endsWith(String(wanted)),
  'equals-ignore-case': (wanted, value) =>
    typeof value === 'string' && value.toLowerCase() === String(wanted).toLowerCase(),
  exists: (wanted, value) => (value !== undefined) === wanted,
  'anything-but': (wanted, value) => value !== undefined && ![wanted].flat().includes(value),
};

function matchesFilter(filter: unknown, value: unknown): boolean {
  // Of a list in the event one value is enough.
  if (Array.isArray(value) && !isExists(filter)) return value.some((item) => matchesFilter(filter, item));
  if (!isRecord(filter)) return value === filter;
  const [[name, wanted] = ['', undefined]] = Object.entries(filter);
  return operators[name]?.(wanted, value) ?? false;
}

function isExists(filter: unknown): boolean {
  return isRecord(filter) && 'exists' in filter;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

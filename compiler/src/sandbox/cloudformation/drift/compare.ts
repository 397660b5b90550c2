import type { PropertyDifference } from '@aws-sdk/client-cloudformation';
import type { Properties } from '../../resource-behaviour.ts';

/**
 * What differs from the template, for what the template sets: other members of the live value are nobody's business.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_PropertyDifference.html
 */
export function differencesOf(expected: Properties, actual: Properties): readonly PropertyDifference[] {
  return compare(expected, actual, '');
}

function compare(expected: unknown, actual: unknown, path: string): readonly PropertyDifference[] {
  if (actual === undefined) return [difference(path, expected, actual, 'REMOVE')];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const common = expected
      .slice(0, actual.length)
      .flatMap((item, index) => compare(item, actual[index], `${path}/${index}`));
    const gone = expected
      .slice(actual.length)
      .map((item, index) => difference(`${path}/${actual.length + index}`, item, undefined, 'REMOVE'));
    const added = actual
      .slice(expected.length)
      .map((item, index) => difference(`${path}/${expected.length + index}`, undefined, item, 'ADD'));
    return [...common, ...gone, ...added];
  }
  if (isMap(expected) && isMap(actual)) {
    return Object.entries(expected).flatMap(([key, item]) =>
      compare(item, actual[key], `${path}/${pointer(key)}`),
    );
  }
  // Text and number of one value are one: templates may write either.
  return text(expected) === text(actual) ? [] : [difference(path, expected, actual, 'NOT_EQUAL')];
}

function difference(
  PropertyPath: string,
  expected: unknown,
  actual: unknown,
  DifferenceType: 'ADD' | 'NOT_EQUAL' | 'REMOVE',
): PropertyDifference {
  return { PropertyPath, ExpectedValue: text(expected), ActualValue: text(actual), DifferenceType };
}

/** What is not there reads `null`. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** https://datatracker.ietf.org/doc/html/rfc6901#section-3 */
function pointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

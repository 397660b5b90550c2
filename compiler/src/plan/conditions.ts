import { intrinsic, isRecord } from './intrinsic.ts';
import { resolve, type Names } from './resolve.ts';
import type { Blocks } from './template.ts';

/**
 * Whether a condition of the template holds; undefined where that cannot be known here.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function conditionHolds(
  conditions: Blocks,
  name: string,
  names: Names,
  around: readonly string[] = [],
): boolean | undefined {
  const block = conditions.get(name);
  if (!block || around.includes(name)) return undefined;
  const holds = (value: unknown): boolean | undefined => {
    if (isRecord(value) && typeof value['Condition'] === 'string') {
      return conditionHolds(conditions, value['Condition'], names, [...around, name]);
    }
    const [call, argument] = intrinsic(value) ?? [];
    if (!Array.isArray(argument)) return undefined;
    if (call === 'Fn::Equals') return equal(resolve(argument[0], names), resolve(argument[1], names));
    const parts = argument.map(holds);
    if (call === 'Fn::Not') return parts[0] === undefined ? undefined : !parts[0];
    if (call === 'Fn::And')
      return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
    if (call === 'Fn::Or') return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
    return undefined;
  };
  return holds(block.value);
}

/** Only literals can be compared: two different functions may still give the same. */
function equal(a: unknown, b: unknown): boolean | undefined {
  const literal = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  return literal(a) && literal(b) ? String(a) === String(b) : undefined;
}

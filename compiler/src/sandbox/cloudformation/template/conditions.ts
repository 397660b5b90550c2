import { validationError } from '../errors.ts';
import { type JsonObject, isObject, own, scalarText } from './json.ts';
import { references } from './references.ts';
import { type Scope, conditionBranch, resolve } from './resolve.ts';

/**
 * Evaluates the Conditions section.
 * @throws ValidationError for a condition that is not declared, refers to itself, or refers to a resource
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function evaluateConditions(
  section: JsonObject,
  scope: Omit<Scope, 'conditions'>,
): Record<string, boolean> {
  const foreign = references(section).filter(
    ({ name, attribute }) => attribute !== undefined || !Object.hasOwn(scope.parameters, name),
  );
  if (foreign.length > 0) {
    const names = [...new Set(foreign.map(({ name }) => name))];
    throw validationError(
      `Template format error: Unresolved dependencies [${names.join(', ')}]. Cannot reference resources in the Conditions block of the template`,
    );
  }
  const conditions: Record<string, boolean> = {};
  const underWay = new Set<string>();
  const named = (name: string): boolean => {
    const known = own(conditions, name);
    if (known !== undefined) return known;
    if (!Object.hasOwn(section, name)) {
      throw validationError(
        `Template format error: Unresolved condition dependency ${name} in the Conditions block of the template`,
      );
    }
    if (underWay.has(name)) {
      throw validationError(
        `Template error: Found circular condition dependency between ${[...underWay, name].join(' and ')}`,
      );
    }
    underWay.add(name);
    const outcome = evaluate(section[name], { ...scope, conditions }, named);
    underWay.delete(name);
    return (conditions[name] = outcome);
  };
  for (const name of Object.keys(section)) named(name);
  return conditions;
}

function evaluate(value: unknown, scope: Scope, named: (name: string) => boolean): boolean {
  const [key, ...more] = isObject(value) ? Object.keys(value) : [];
  const argument = isObject(value) && key !== undefined ? value[key] : undefined;
  if (more.length === 0) {
    switch (key) {
      case 'Condition':
        return named(String(argument));
      case 'Fn::Equals':
        return equals(argument, scope, named);
      case 'Fn::Not':
        return !operands(argument, key, 1, 1).some((operand) => evaluate(operand, scope, named));
      case 'Fn::And':
        return operands(argument, key, 2, 10)
          .map((operand) => evaluate(operand, scope, named))
          .every(Boolean);
      case 'Fn::Or':
        return operands(argument, key, 2, 10)
          .map((operand) => evaluate(operand, scope, named))
          .some(Boolean);
      default:
    }
  }
  throw validationError(
    'Template format error: Conditions can only be boolean operations on parameters and other conditions',
  );
}

function equals(argument: unknown, scope: Scope, named: (name: string) => boolean): boolean {
  if (!Array.isArray(argument) || argument.length !== 2) {
    throw validationError('Template error: every Fn::Equals object requires a list of 2 string parameters.');
  }
  const [left, right] = argument.map((operand) => {
    if (isObject(operand) && 'Fn::If' in operand) {
      const [condition] = Array.isArray(operand['Fn::If']) ? operand['Fn::If'] : [];
      return resolve(
        conditionBranch(operand['Fn::If'], { [String(condition)]: named(String(condition)) }),
        scope,
      );
    }
    return resolve(operand, scope);
  });
  return scalarText(left) === scalarText(right);
}

function operands(argument: unknown, name: string, least: number, most: number): readonly unknown[] {
  if (Array.isArray(argument) && argument.length >= least && argument.length <= most) return argument;
  const many =
    least === most ? `a list argument with one element` : `a list of ${least} to ${most} boolean parameters`;
  throw validationError(`Template error: every ${name} object requires ${many}.`);
}

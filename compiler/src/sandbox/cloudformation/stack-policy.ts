import { validationError } from './errors.ts';
import { isObject } from './template/json.ts';

type Action = 'Update:Delete' | 'Update:Modify' | 'Update:Replace';

interface Statement {
  readonly allow: boolean;
  matches(action: Action, resource: string, type: string): boolean;
}

/**
 * The reason for which a stack policy denies an update of a resource; undefined when it allows it, or there is none.
 * With a policy everything is denied that no statement allows, and a denial wins.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function deniedByStackPolicy(
  policy: string | undefined,
  action: Action,
  logicalId: string,
  type: string,
): string | undefined {
  if (policy === undefined) return undefined;
  const resource = `LogicalResourceId/${logicalId}`;
  const statements = parseStackPolicy(policy);
  const denying = statements.findIndex(
    (statement) => !statement.allow && statement.matches(action, resource, type),
  );
  const allowed = statements.some(
    (statement) => statement.allow && statement.matches(action, resource, type),
  );
  if (denying < 0 && allowed) return undefined;
  // How AWS words that no statement allows it is not documented.
  const cause = denying < 0 ? 'no statement allows' : `Statement [#${denying + 1}] does not allow`;
  return `Action denied by stack policy: ${cause} [${action}] for resource [${resource}];`;
}

/** @throws ValidationError when a policy is malformed */
export function parseStackPolicy(policy: string): readonly Statement[] {
  let body: unknown;
  try {
    body = JSON.parse(policy);
  } catch {
    throw invalid();
  }
  if (!isObject(body)) throw invalid();
  const statements = body['Statement'] ?? [];
  return (Array.isArray(statements) ? statements : [statements]).map(parseStatement);
}

function parseStatement(value: unknown): Statement {
  if (!isObject(value)) throw invalid();
  const { Effect: effect, Principal: principal, Condition: condition } = value;
  if ((effect !== 'Allow' && effect !== 'Deny') || principal !== '*') throw invalid();
  const actions = selector(value, 'Action');
  const resources = selector(value, 'Resource');
  const types = condition === undefined ? () => true : typeCondition(condition);
  return {
    allow: effect === 'Allow',
    matches: (action, resource, type) => actions(action) && resources(resource) && types(type),
  };
}

function selector(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
): (value: string) => boolean {
  const wanted = statement[name];
  const unwanted = statement[`Not${name}`];
  if ((wanted === undefined) === (unwanted === undefined)) throw invalid();
  const patterns = texts(wanted ?? unwanted);
  return (value) => patterns.some((pattern) => like(pattern, value)) === (wanted !== undefined);
}

function typeCondition(condition: unknown): (type: string) => boolean {
  const tests = isObject(condition) ? Object.entries(condition) : [];
  if (tests.length === 0) throw invalid();
  const checks = tests.map(([operator, keys]) => {
    if (!['StringEquals', 'StringLike'].includes(operator) || !isObject(keys)) throw invalid();
    const patterns = texts(keys['ResourceType']);
    return (type: string) =>
      patterns.some((pattern) => (operator === 'StringLike' ? like(pattern, type) : pattern === type));
  });
  return (type) => checks.every((check) => check(type));
}

function texts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === 'string')) throw invalid();
  return list;
}

function like(pattern: string, value: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(value);
}

function invalid(): Error {
  return validationError('Error validating stack policy: Invalid stack policy');
}

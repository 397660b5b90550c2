import { AwsError } from '../aws-error.ts';

const COMPARISON = /^\s*(\$[\w.[\]-]+)\s*(!=|<=|>=|=|<|>)\s*("(?:[^"\\]|\\.)*"|[^\s"&|(){}]+)\s*$/;

/**
 * A filter pattern of JSON: `{ $.a.b = "x*" && $.n >= 500 }`, comparisons joined by `&&` or by `||`. Brackets, `IS` and
 * `NOT EXISTS` and regular expressions are refused.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#matching-terms-json-log-events
 */
export function compileJsonPattern(pattern: string): (message: string) => boolean {
  const [, body = ''] = /^\s*\{(.*)\}\s*$/s.exec(pattern) ?? [];
  const joint = body.includes('||') ? '||' : '&&';
  const parts = body.split(joint).map((part) => COMPARISON.exec(part));
  const comparisons = parts.flatMap((match) => {
    const [, selector, operator, value] = match ?? [];
    if (selector === undefined || operator === undefined || value === undefined) return [];
    return [{ selector, test: comparison(operator, value) }];
  });
  if (comparisons.length < parts.length) {
    throw new AwsError(
      'InvalidParameterException',
      'Of filter patterns of JSON the sandbox supports comparisons joined by && or by || only',
    );
  }
  return (message) => {
    const event = parse(message);
    if (event === undefined) return false;
    const holds = ({ selector, test }: (typeof comparisons)[number]) => test(select(event, selector));
    return joint === '||' ? comparisons.some(holds) : comparisons.every(holds);
  };
}

/** The value behind a selector, `$.detail.containers[0].name`; undefined where there is none. */
export function select(event: unknown, selector: string): unknown {
  return [...selector.matchAll(/\.([\w-]+)|\[(\d+)\]/g)].reduce<unknown>(
    (value, [, name, index]) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, name ?? index ?? '') : undefined,
    event,
  );
}

/** What a dimension takes of an event: texts and numbers. */
export function dimensionText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Undefined for what is no JSON object. */
export function parse(message: string): object | undefined {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function comparison(operator: string, written: string): (value: unknown) => boolean {
  if (operator === '=' || operator === '!=') {
    const equals = equality(written);
    return operator === '=' ? equals : (value) => value !== undefined && !equals(value);
  }
  const wanted = Number(written);
  return (value) => {
    if (typeof value !== 'number') return false;
    if (operator === '<') return value < wanted;
    if (operator === '<=') return value <= wanted;
    return operator === '>' ? value > wanted : value >= wanted;
  };
}

/** Texts take `*` for anything; what is written without quotes may be a number. */
function equality(written: string): (value: unknown) => boolean {
  const quoted = written.startsWith('"');
  const text = quoted ? written.slice(1, -1).replaceAll(/\\(.)/g, '$1') : written;
  const pattern = new RegExp(`^${text.split('*').map(escape).join('.*')}$`, 's');
  return (value) =>
    typeof value === 'string'
      ? pattern.test(value)
      : !quoted && typeof value === 'number' && value === Number(text);
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

import { isIP } from 'node:net';

/** Returns the value, or says in words that follow "must be" what would be right. */
export type Parse<T> = (text: string) => { value: T } | { mustBe: string };

const HOST_NAME = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*$/;
// Four numbers, or fewer, that are no IPv4 address are a mistyped one, not a name.
const DIGITS_AND_DOTS = /^[\d.]+$/;
const MILLISECONDS = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
]);
const BYTES = new Map([
  ['B', 1],
  ['KB', 1_024],
  ['MB', 1_024 ** 2],
  ['GB', 1_024 ** 3],
]);

export const wholeNumber =
  (from: number, to: number): Parse<number> =>
  (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    return value >= from && value <= to ? { value } : { mustBe: `a whole number from ${from} to ${to}` };
  };

export const matching =
  (pattern: RegExp, mustBe: string): Parse<string> =>
  (text) =>
    pattern.test(text) ? { value: text } : { mustBe };

export const oneOf =
  (values: readonly string[]): Parse<string> =>
  (text) =>
    values.includes(text) ? { value: text } : { mustBe: `one of ${values.join(', ')}` };

export const trueOrFalse: Parse<boolean> = (text) =>
  text === 'true' || text === 'false' ? { value: text === 'true' } : { mustBe: 'true or false' };

export const hostOrAddress: Parse<string> = (text) =>
  isIP(text) !== 0 || (HOST_NAME.test(text) && !DIGITS_AND_DOTS.test(text))
    ? { value: text }
    : { mustBe: 'an IP address or a host name' };

/** Written with a unit, as in platform.yaml: `500ms`, `30s`, `5m`. The value is in milliseconds. */
export const duration = (from: string, to: string): Parse<number> =>
  measured(MILLISECONDS, 'a duration', from, to);

/** Written with a unit, as in platform.yaml: `64 KB`, `1MB`. The value is in bytes. */
export const size = (from: string, to: string): Parse<number> => measured(BYTES, 'a size', from, to);

export const httpUrl: Parse<string> = (text) =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
    ? { value: text }
    : { mustBe: 'an http or https URL' };

/**
 * Takes an empty text for none, as OpenTelemetry does:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#parsing-empty-value
 */
export const orNone =
  <T>(parse: Parse<T>): Parse<T | undefined> =>
  (text) =>
    text === '' ? { value: undefined } : parse(text);

/** `none`, or networks such as `10.0.0.0/16, fd00::/8` separated by commas. */
export const networks: Parse<string[]> = (text) => {
  const values = text === 'none' ? [] : text.split(',').map((network) => network.trim());
  return values.every(isNetwork) ? { value: values } : { mustBe: 'none or networks such as 10.0.0.0/16' };
};

/** `Name=value` pairs separated by commas. */
export const pairs =
  (
    accepts: (name: string, value: string) => boolean,
    most: number,
    mustBe: string,
  ): Parse<[string, string][]> =>
  (text) => {
    const value = text.split(',').map((pair): [string, string] => {
      const [name = '', ...rest] = pair.split('=');
      return [name.trim(), rest.join('=').trim()];
    });
    const distinct = new Set(value.map(([name]) => name)).size === value.length;
    return distinct && value.length <= most && value.every(([name, of]) => accepts(name, of))
      ? { value }
      : { mustBe };
  };

function isNetwork(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

function measured(units: ReadonlyMap<string, number>, what: string, from: string, to: string): Parse<number> {
  const read = (text: string): number => {
    const [, digits, unit = ''] = /^(\d{1,9}) ?([A-Za-z]+)$/.exec(text) ?? [];
    return Number(digits) * (units.get(unit) ?? NaN);
  };
  return (text) => {
    const value = read(text);
    return value >= read(from) && value <= read(to)
      ? { value }
      : { mustBe: `${what} from ${from} to ${to}, with its unit` };
  };
}

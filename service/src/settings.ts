import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

/** What the service is told from outside. Everything comes from environment variables. */
export interface Settings {
  port: number;
  host: string;
  environment: string;
  logLevel: string;
  workers: number;
  enableCloudWatch: boolean;
  appName: string;
  appVersion: string;
  /** Set by Amazon ECS, not by people: where the task runs and where it can ask about itself. */
  region: string | undefined;
  taskMetadataUri: string | undefined;
  /** Names of settings that were given, are well formed, and change nothing in this version. */
  withoutEffect: string[];
}

type Environment = Readonly<Record<string, string | undefined>>;
/** Returns the value, or says in words that follow "must be" what would be right. */
type Parse<T> = (text: string) => { value: T } | { mustBe: string };

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const HOST_NAME = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*$/;
// Four numbers, or fewer, that are no IPv4 address are a mistyped one, not a name.
const DIGITS_AND_DOTS = /^[\d.]+$/;

const wholeNumber =
  (from: number, to: number): Parse<number> =>
  (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    return value >= from && value <= to ? { value } : { mustBe: `a whole number from ${from} to ${to}` };
  };

const matching =
  (pattern: RegExp, mustBe: string): Parse<string> =>
  (text) =>
    pattern.test(text) ? { value: text } : { mustBe };

const oneOf =
  (values: readonly string[]): Parse<string> =>
  (text) =>
    values.includes(text) ? { value: text } : { mustBe: `one of ${values.join(', ')}` };

const trueOrFalse: Parse<boolean> = (text) =>
  text === 'true' || text === 'false' ? { value: text === 'true' } : { mustBe: 'true or false' };

const hostOrAddress: Parse<string> = (text) =>
  isIP(text) !== 0 || (HOST_NAME.test(text) && !DIGITS_AND_DOTS.test(text))
    ? { value: text }
    : { mustBe: 'an IP address or a host name' };

/**
 * Reads and checks every setting.
 *
 * @returns the settings, or one sentence for each variable that is wrong
 */
export function readSettings(env: Environment): { settings: Settings } | { problems: string[] } {
  const problems: string[] = [];

  function read<T>(name: string, fallback: T, parse: Parse<T>): T {
    const text = env[name];
    if (text === undefined) return fallback;
    const result = parse(text);
    if ('value' in result) return result.value;
    problems.push(`${name} is ${JSON.stringify(text)}, but must be ${result.mustBe}`);
    return fallback;
  }

  const label = matching(/^[\w.+:/-]{1,128}$/, '1 to 128 letters, digits or _ . + : / -');
  const settings: Settings = {
    port: read('PORT', 8080, wholeNumber(1, 65_535)),
    host: read('HOST', '0.0.0.0', hostOrAddress),
    environment: read('ENVIRONMENT', 'dev', label),
    logLevel: read('LOG_LEVEL', 'info', oneOf(LOG_LEVELS)),
    workers: read('WORKERS', 4, wholeNumber(1, 64)),
    enableCloudWatch: read('ENABLE_CLOUDWATCH', false, trueOrFalse),
    appName: read('APP_NAME', 'demo-app', label),
    appVersion: read('APP_VERSION', packageVersion(), label),
    region: env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'],
    taskMetadataUri: env['ECS_CONTAINER_METADATA_URI_V4'],
    withoutEffect: [],
  };
  if (problems.length > 0) return { problems };

  if (env['WORKERS'] !== undefined && settings.workers !== 1) settings.withoutEffect.push('WORKERS');
  if (settings.enableCloudWatch) settings.withoutEffect.push('ENABLE_CLOUDWATCH');
  return { settings };
}

/** One readable message for a person who looks at why the process did not start. */
export function describeProblems(problems: readonly string[]): string {
  const count = problems.length === 1 ? '1 setting is wrong' : `${problems.length} settings are wrong`;
  return [`Cannot start: ${count}.`, ...problems.map((problem) => `  ${problem}`), ''].join('\n');
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version }: { version: string } = JSON.parse(text);
  return version;
}

import { readFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import {
  duration,
  hostOrAddress,
  httpUrl,
  matching,
  networks,
  oneOf,
  orNone,
  pairs,
  size,
  trueOrFalse,
  wholeNumber,
} from './parse.ts';
import type { Parse } from './parse.ts';
import { TAKEN } from './metrics/embedded-metrics.ts';
import { timeToStop } from './stop-times.ts';

/** What the service is told from outside. Everything comes from environment variables; times are in milliseconds. */
export interface Settings {
  port: number;
  host: string;
  environment: string;
  logLevel: string;
  workers: number;
  appName: string;
  appVersion: string;
  enableDocs: boolean;

  enableCloudWatch: boolean;
  cloudWatchNamespace: string;
  cloudWatchDimensions: [name: string, value: string][];
  cloudWatchInterval: number;
  /** Where spans go; without it there are none. */
  otlpEndpoint: string | undefined;

  /** Requests that one client may send in a window; 0 is no limit. */
  rateLimit: number;
  rateLimitWindow: number;
  /** Networks whose `X-Forwarded-For` is believed. */
  trustProxy: string[];
  /** In bytes. */
  bodyLimit: number;
  requestTimeout: number;
  keepAliveTimeout: number;
  /** 0 is no limit. */
  maxEventLoopDelay: number;
  /** In bytes, for each process. */
  maxHeap: number;

  stopTimeout: number;
  stopDelay: number;
  /** How long a worker may give no sign of life. */
  workerTimeout: number;

  /** Set by Amazon ECS, not by people: where the task runs and where it can ask about itself. */
  region: string | undefined;
  taskMetadataUri: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const PRODUCTION = ['prod', 'production'];
// An ALB has addresses of its VPC, which are private, and the sandbox's is on loopback.
const PRIVATE_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8'];
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html (Namespace)
const NAMESPACE = /^(?!AWS\/)(?!:)[\w.\-/#: ]{1,255}$/;
const DIMENSIONS = '1 to 30 pairs such as Service=api,Team=web, whose names are no members of the log line';

/**
 * Reads and checks every setting. One that is set to nothing is wrong: what was meant to stand there is missing, and
 * the default may be less safe than that. Those that are not of the service alone are as others read them: not set.
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
  const environment = read('ENVIRONMENT', 'dev', label);
  const appName = read('APP_NAME', 'demo-app', label);
  const settings: Settings = {
    port: read('PORT', 8080, wholeNumber(1, 65_535)),
    host: read('HOST', '0.0.0.0', hostOrAddress),
    environment,
    logLevel: read('LOG_LEVEL', 'info', oneOf(LOG_LEVELS)),
    workers: read('WORKERS', 4, wholeNumber(1, 64)),
    appName,
    appVersion: read('APP_VERSION', packageVersion(), label),
    enableDocs: read('ENABLE_DOCS', !PRODUCTION.includes(environment), trueOrFalse),

    enableCloudWatch: read('ENABLE_CLOUDWATCH', false, trueOrFalse),
    cloudWatchNamespace: read(
      'CLOUDWATCH_NAMESPACE',
      // The one character of a name that CloudWatch does not take.
      `${appName}/${environment}`.replaceAll('+', '-').replace(/^:/, ''),
      matching(NAMESPACE, 'a namespace that CloudWatch takes, not one of AWS'),
    ),
    cloudWatchDimensions: read(
      'CLOUDWATCH_DIMENSIONS',
      [['Service', appName]],
      pairs(isDimension, 30, DIMENSIONS),
    ),
    cloudWatchInterval: read('CLOUDWATCH_INTERVAL', 60_000, duration('1s', '60m')),
    otlpEndpoint: read<string | undefined>('OTEL_EXPORTER_OTLP_ENDPOINT', undefined, orNone(httpUrl)),

    rateLimit: read('RATE_LIMIT', 0, wholeNumber(0, 1_000_000)),
    rateLimitWindow: read('RATE_LIMIT_WINDOW', 60_000, duration('1s', '60m')),
    trustProxy: read('TRUST_PROXY', PRIVATE_NETWORKS, networks),
    bodyLimit: read('BODY_LIMIT', 64 * 1024, size('1 KB', '100 MB')),
    requestTimeout: read('REQUEST_TIMEOUT', 30_000, duration('1s', '60m')),
    keepAliveTimeout: read('KEEP_ALIVE_TIMEOUT', 65_000, duration('1s', '70m')),
    maxEventLoopDelay: read('MAX_EVENT_LOOP_DELAY', 1_000, duration('0ms', '60s')),
    maxHeap: read('MAX_HEAP', Math.floor(getHeapStatistics().heap_size_limit * 0.9), size('32 MB', '100 GB')),

    stopTimeout: read('STOP_TIMEOUT', 30_000, duration('2s', '2m')),
    stopDelay: read('STOP_DELAY', 0, duration('0s', '2m')),
    workerTimeout: read('WORKER_TIMEOUT', 10_000, duration('3s', '10m')),

    region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined,
    taskMetadataUri: env['ECS_CONTAINER_METADATA_URI_V4'] || undefined,
  };
  const longest = timeToStop(settings.stopTimeout) / 2;
  if (settings.stopDelay > longest) {
    problems.push(
      `STOP_DELAY is "${env['STOP_DELAY']}", but with this STOP_TIMEOUT must be ${longest / 1000}s or less`,
    );
  }
  return problems.length > 0 ? { problems } : { settings };
}

/** One readable message for a person who looks at why the process did not start. */
export function describeProblems(problems: readonly string[]): string {
  const count = problems.length === 1 ? '1 setting is wrong' : `${problems.length} settings are wrong`;
  return [`Cannot start: ${count}.`, ...problems.map((problem) => `  ${problem}`), ''].join('\n');
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html */
function isDimension(name: string, value: string): boolean {
  return /^(?!:)[!-~]{1,255}$/.test(name) && !TAKEN.includes(name) && /^[ -~]{1,1024}$/.test(value);
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version }: { version: string } = JSON.parse(text);
  return version;
}

import type { ParseArgsConfig } from 'node:util';
import type { Host } from '../host/host.ts';
import { maskText } from '../secret.ts';

/** Exit codes (contract.md). */
export const exit = {
  done: 0,
  /** The config is wrong: nothing was touched. */
  invalid: 1,
  /** `--exit-code`: there are changes, or something is not healthy. */
  changed: 2,
  /** AWS refused or cannot be reached, or a deployment failed. */
  failed: 3,
  /** A guard refused: nothing was touched, or nothing since the last line that says so. */
  refused: 4,
  /** The command line is wrong. */
  usage: 64,
} as const;

/** One option, as `node:util` parses it, with what help says of it. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands behind it in help: `<name>`. */
  readonly value?: string;
  readonly description: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What was given on the command line: strings, `true`, or lists where an option may be repeated. */
export interface Arguments {
  readonly positionals: readonly string[];
  string(option: string): string | undefined;
  strings(option: string): readonly string[];
  flag(option: string): boolean;
}

/** One verb. `run` returns the exit code; it throws `CommandError`, `Interruption`, or a bug. */
export interface Command {
  readonly summary: string;
  /** Positional arguments as help shows them, `[name]` where they may be left out. */
  readonly positionals?: readonly string[];
  /** Whether `--env` must be given. */
  readonly needsEnvironment?: true;
  readonly options: Options;
  /** IAM actions that it calls on an AWS account; none for a command that never calls. */
  readonly permissions: readonly string[];
  readonly examples: readonly string[];
  run(host: Host, args: Arguments): Promise<number>;
}

/** Options that every command takes. */
export const commonOptions = {
  env: { type: 'string', value: '<name>', description: 'the environment: a file in environments/' },
  json: { type: 'boolean', description: 'one JSON document on stdout, everything else on stderr' },
  'no-color': { type: 'boolean', description: 'no colours (also NO_COLOR)' },
  cwd: { type: 'string', value: '<dir>', description: 'the folder that holds platform.yaml' },
  help: { type: 'boolean', short: 'h', description: 'this text' },
} as const satisfies Options;

export type ParseOptions = NonNullable<ParseArgsConfig['options']>;

/**
 * `--env common` is of an account on AWS; with these before it, for examples, it is what the environments of the sandbox share.
 * Any keys will do there.
 */
export const sandboxVariables =
  'AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox';

/**
 * Ends a command with a message instead of a stack trace: what happened, and what to do. Secrets in it that can be told
 * by their form are masked: it may quote what was given, or what AWS says.
 * With `--json` it becomes `{"error": {"message", "hint", …details}}`.
 */
export class CommandError extends Error {
  readonly exitCode: number;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    exitCode: number,
    message: string,
    hint?: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(maskText(message));
    this.name = 'CommandError';
    this.exitCode = exitCode;
    this.hint = hint === undefined ? undefined : maskText(hint);
    this.details = details;
  }
}

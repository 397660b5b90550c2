import { CommandError, exit } from './commands/command.ts';
import { FileError, fileReason, type Host } from './host/host.ts';
import { Interruption } from './host/node-host.ts';
import { InvalidConfig } from './invalid-config.ts';
import { maskAssignments } from './secret.ts';

/** Prints what ended a command, and gives its exit code. Only a bug in platc shows a stack. */
export function report(host: Host, error: unknown, json: boolean, version: string): number {
  if (error instanceof InvalidConfig) {
    if (json) host.out(`${JSON.stringify({ diagnostics: error.diagnostics })}\n`);
    else host.err(error.text);
    return error.exitCode;
  }
  const { exitCode, message, hint, details } = describe(error, version, host.runtime);
  if (json) {
    host.out(
      `${JSON.stringify({ error: { message, ...(hint !== undefined && { hint }), exitCode, ...details } })}\n`,
    );
    return exitCode;
  }
  const { errStyle } = host.terminal;
  host.err(
    `${errStyle.red('✗')} ${message}\n${
      hint === undefined
        ? ''
        : `${hint
            .split('\n')
            .map((line) => `  ${line}`)
            .join('\n')}\n`
    }`,
  );
  return exitCode;
}

interface Description {
  readonly exitCode: number;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>>;
}

function describe(error: unknown, version: string, runtime: string): Description {
  if (error instanceof CommandError)
    return { exitCode: error.exitCode, message: error.message, hint: error.hint, details: error.details };
  if (error instanceof Interruption) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof FileError) return { exitCode: exit.invalid, message: error.message };
  if (isFileSystemError(error))
    return { exitCode: exit.invalid, message: `${error.path}: ${fileReason(error.code)}` };
  const stack = maskAssignments(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return {
    exitCode: 70,
    message: 'platc has a fault of its own',
    hint: `please report it with these lines (platc ${version}, ${runtime}):\n${stack}`,
  };
}

/** What Node throws where the operating system refuses a file: its owner can mend that, platc cannot. */
function isFileSystemError(error: unknown): error is Error & { code: string; path: string } {
  return (
    error instanceof Error &&
    'syscall' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'path' in error &&
    typeof error.path === 'string'
  );
}

import { CommandError, exit, type Arguments } from './commands/command.ts';
import { didYouMean } from './diagnostics/suggest.ts';
import type { RunnerName } from './sandbox/runner/open-runner.ts';

export const DEFAULT_PORT = '4566';

/** Throws `CommandError` (64), as those below. */
export function portOf(args: Arguments): number {
  const text = args.string('port') ?? DEFAULT_PORT;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new CommandError(exit.usage, `--port ${text}: not a port`, 'A port is a number from 0 to 65535.');
}

/** What tasks are to be. */
export function runnerOf(args: Arguments): RunnerName {
  const name = args.string('runner') ?? 'process';
  if (name === 'process' || name === 'docker') return name;
  throw new CommandError(
    exit.usage,
    `--runner ${name}: there is no such runner`,
    didYouMean(name, ['process', 'docker']) ?? 'There is process and docker.',
  );
}

/** Refuses where tasks are to be containers and no engine answers, before anything is started. */
export async function expectEngine(runner: RunnerName): Promise<void> {
  if (runner === 'process') return;
  const { engineVersion, NoEngineError } = await import('./sandbox/runner/docker-runner.ts');
  await engineVersion().catch((error: unknown) => {
    if (!(error instanceof NoEngineError)) throw error;
    throw new CommandError(
      exit.failed,
      `--runner docker: no Docker engine answers: ${error.message}`,
      'Start Docker and then the same command again, or go without --runner: services then run as processes.',
    );
  });
}

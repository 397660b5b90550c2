import { checkShared } from './check-config.ts';
import { compileEnvironment, compileShared, type Compilation } from './compile.ts';
import { CommandError, exit, type Arguments } from './commands/command.ts';
import { didYouMean } from './diagnostics/suggest.ts';
import { diagnosticsToJson, diagnosticsToText } from './diagnostics/format.ts';
import type { Host } from './host/host.ts';
import { InvalidConfig } from './invalid-config.ts';

/** The environment of a reading command: `--env`, else `defaultEnvironment` of platform.yaml, else `dev`. */
export function environmentOf(host: Host, args: Arguments): string {
  return args.string('env') ?? checkShared(host).model?.config.defaultEnvironment ?? 'dev';
}

/** The environment of a command that changes something: it has to be named. */
export function requiredEnvironment(args: Arguments): string {
  const environment = args.string('env');
  if (environment === undefined)
    throw new CommandError(
      exit.usage,
      'which environment? a command that changes something wants it named',
      'for example --env dev',
    );
  return environment;
}

/**
 * Compiles an environment, or `common` for what all environments share. Where there are errors it prints them and
 * ends the command with exit code 1; warnings go to stderr, so that what the command prints stays data.
 */
export function compileOrFail(host: Host, args: Arguments, environment: string): Compilation {
  const compiled = environment === 'common' ? compileShared(host) : compileEnvironment(host, environment);
  if (compiled.model) {
    if (!args.flag('json'))
      host.err(diagnosticsToText(compiled.diagnostics, compiled.sources, host.terminal.errStyle));
    return compiled;
  }
  throw new InvalidConfig(
    diagnosticsToText(compiled.diagnostics, compiled.sources, host.terminal.errStyle),
    diagnosticsToJson(compiled.diagnostics, compiled.sources),
  );
}

/** Refuses (64) what `--service` names, where it is no service of the environment. */
export function checkServices({ model }: Compilation, names: readonly string[]): void {
  const known = Object.keys(model.config.services);
  const strange = names.find((name) => !known.includes(name));
  if (strange === undefined) return;
  throw new CommandError(
    exit.usage,
    `there is no service \`${strange}\``,
    didYouMean(strange, known) ?? `There is ${known.join(', ') || 'none'}.`,
  );
}

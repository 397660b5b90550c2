import { CommandError, exit } from '../commands/command.ts';

/** Whose release is asked for. */
export interface Wanted {
  readonly environment: string;
  readonly service: string;
}

/** Ends a rollback before anything is written (4): why, and what to do instead. */
export function refusal(
  { environment, service }: Wanted,
  reason: string,
  hint: string,
  details: Readonly<Record<string, unknown>> = {},
): CommandError {
  return new CommandError(
    exit.refused,
    `${service} of ${environment}: ${reason}`,
    `Nothing was touched. ${hint}`,
    {
      environment,
      service,
      ...details,
    },
  );
}

/** The options that name it to another command. */
export function optionsOf({ environment, service }: Wanted): string {
  return `--env ${environment} --service ${service}`;
}

import { CommandError, exit } from './commands/command.ts';
import type { DiagnosticJson } from './diagnostics/format.ts';

/** The config has errors; they come formatted, as text and as JSON. */
export class InvalidConfig extends CommandError {
  readonly text: string;
  readonly diagnostics: readonly DiagnosticJson[];

  constructor(text: string, diagnostics: readonly DiagnosticJson[]) {
    super(exit.invalid, 'the config has errors; nothing was touched');
    this.text = text;
    this.diagnostics = diagnostics;
  }
}

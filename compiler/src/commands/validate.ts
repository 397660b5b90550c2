import { checkAll, checkCommon, checkEnvironment, distinct, environmentNames } from '../check-config.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { diagnosticsToJson, diagnosticsToText } from '../diagnostics/format.ts';
import type { SourceFile } from '../diagnostics/locate.ts';
import { exit, type Command } from './command.ts';

export const command: Command = {
  summary: 'check platform.yaml and every environment, or one; no network',
  options: {},
  permissions: [],
  examples: ['npx platc validate', 'npx platc validate --env prod', 'npx platc validate --json'],
  async run(host, args) {
    const env = args.string('env');
    const names = env === undefined ? environmentNames(host) : env === 'common' ? [] : [env];
    const checked =
      env === undefined
        ? checkAll(host)
        : [env === 'common' ? checkCommon(host) : checkEnvironment(host, env)];
    const sources = new Map<string, SourceFile>(checked.flatMap((one) => [...one.sources]));
    const diagnostics = distinct(checked.flatMap((one) => one.diagnostics));
    const valid = !hasErrors(diagnostics);
    if (args.flag('json')) {
      host.out(
        `${JSON.stringify({ valid, environments: names, diagnostics: diagnosticsToJson(diagnostics, sources) })}\n`,
      );
      return valid ? exit.done : exit.invalid;
    }
    host.out(diagnosticsToText(diagnostics, sources, host.terminal.style));
    if (valid)
      host.out(
        `${host.terminal.style.green('✓')} platform.yaml${names.length === 0 ? '' : ` and ${list(names)}`}: no errors\n`,
      );
    return valid ? exit.done : exit.invalid;
  },
};

function list(names: readonly string[]): string {
  return names.length === 1
    ? `environment ${names[0]}`
    : `environments ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

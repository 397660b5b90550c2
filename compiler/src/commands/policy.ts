import { diagnosticsToText } from '../diagnostics/format.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Compilation } from '../compile.ts';
import type { Host } from '../host/host.ts';
import type { PolicyResult } from '../policy/evaluate.ts';
import { compileOrFail, environmentOf } from '../session.ts';
import { CommandError, exit, type Command } from './command.ts';

const formats = ['text', 'json', 'sarif'] as const;

export const command: Command = {
  summary: 'hold the rendered templates to the policies, by cfn-guard',
  options: {
    format: { type: 'string', value: formats.join('|'), description: 'how to write it (text)' },
    out: { type: 'string', value: '<file>', description: 'write it to a file' },
  },
  permissions: [],
  examples: [
    'npx platc policy --env prod',
    'npx platc policy --env prod --format sarif --out platc.sarif',
    'npx platc policy --env common',
  ],
  async run(host, args) {
    const given = args.string('format') ?? (args.flag('json') ? 'json' : 'text');
    const format = formats.find((name) => name === given);
    if (!format) throw new CommandError(exit.usage, `--format ${given}: there is ${formats.join(', ')}`);
    const environment = environmentOf(host, args);
    const compilation = compileOrFail(host, args, environment);
    const { checkPolicies } = await import('../policy/check-policies.ts');
    const { installHint } = await import('../policy/engine.ts');
    const stacks = environment === 'common' ? compilation.shared : compilation.stacks;
    const check = await checkPolicies(host, compilation, stacks);
    if (check.state === 'no-engine')
      throw new CommandError(exit.failed, 'policies cannot be checked: there is no cfn-guard', installHint);
    if (check.state === 'broken')
      throw new CommandError(
        exit.invalid,
        `a rule cannot be read: ${check.problem}`,
        'Mend it in policies/.',
      );
    if (check.state === 'off') {
      if (args.flag('json')) host.out(`${JSON.stringify({ environment, level: 'off' })}\n`);
      else host.out(`policies are off in ${environment}: policy.level\n`);
      return exit.done;
    }
    const document = await formatted(check.result, format, host, compilation);
    const file = args.string('out');
    if (file !== undefined) {
      host.writeFile(file, document);
      host.err(`${file} written\n`);
    }
    if (args.flag('json')) host.out(await formatted(check.result, 'json', host, compilation));
    else if (file === undefined) host.out(document);
    return hasErrors(check.result.diagnostics) ? exit.invalid : exit.done;
  },
};

async function formatted(
  result: PolicyResult,
  format: (typeof formats)[number],
  { terminal }: Host,
  { model, sources }: Compilation,
): Promise<string> {
  if (format === 'sarif') return (await import('../policy/report-sarif.ts')).sarif(result);
  if (format === 'json')
    return (await import('../policy/report-json.ts')).policyJson(model.environment, result, sources);
  const { exceptedText, policyCounts } = await import('../policy/report-text.ts');
  const mark = hasErrors(result.diagnostics) ? terminal.style.red('✗') : terminal.style.green('✓');
  const text = diagnosticsToText(result.diagnostics, sources, terminal.style);
  const excepted = exceptedText(result, terminal.columns);
  return `${text}${excepted}${mark} ${model.environment}: ${policyCounts(result)}\n`;
}

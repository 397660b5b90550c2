import { CommandError, exit, type Arguments } from '../commands/command.ts';
import type { Compilation } from '../compile.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { diagnosticsToJson, diagnosticsToText } from '../diagnostics/format.ts';
import type { Host } from '../host/host.ts';
import { InvalidConfig } from '../invalid-config.ts';
import { checkPolicies } from './check-policies.ts';
import { installHint } from './engine.ts';

/**
 * Ends a command that would deploy what breaks a policy: `InvalidConfig` (1) for a broken rule of level `deny`,
 * `CommandError` (4) where such rules cannot be checked. Warnings go to stderr.
 */
export async function holdToPolicies(host: Host, args: Arguments, compilation: Compilation): Promise<void> {
  const { model, stacks, shared, sources } = compilation;
  const { policy } = model.config;
  const check = await checkPolicies(host, compilation, model.environment === 'common' ? shared : stacks);
  if (check.state === 'off') return;
  if (check.state === 'checked') {
    const { diagnostics } = check.result;
    const text = diagnosticsToText(diagnostics, sources, host.terminal.errStyle);
    if (hasErrors(diagnostics)) throw new InvalidConfig(text, diagnosticsToJson(diagnostics, sources));
    if (!args.flag('json')) host.err(text);
    return;
  }
  if (policy.level !== 'deny' && !Object.values(policy.rules ?? {}).includes('deny')) return;
  if (check.state === 'broken')
    throw new CommandError(exit.invalid, `a rule cannot be read: ${check.problem}`, 'Mend it in policies/.');
  throw new CommandError(
    exit.refused,
    `${model.environment} asks for policies (policy.level: deny), and there is no cfn-guard to check them with`,
    `Nothing was touched. ${installHint}`,
  );
}

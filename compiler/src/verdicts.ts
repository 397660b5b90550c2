import type { Compilation } from './compile.ts';
import { estimate } from './cost/estimate.ts';
import { hasErrors } from './diagnostics/diagnostic.ts';
import type { Host } from './host/host.ts';
import type { Base } from './plan/base.ts';
import type { Verdict } from './plan/plan.ts';
import { checkPolicies } from './policy/check-policies.ts';
import { policyLine } from './policy/report-text.ts';

/** What a reviewer wants to know beside the changes: whether policies hold, and what it costs. */
export async function verdictsOn(
  host: Host,
  compilation: Compilation,
  base?: Base,
): Promise<readonly Verdict[]> {
  const stacks = compilation.model.environment === 'common' ? compilation.shared : compilation.stacks;
  const check = await checkPolicies(host, compilation, stacks);
  const policies: Verdict = {
    name: 'Policies',
    text: policyLine(check),
    alarming: check.state === 'broken' || (check.state === 'checked' && hasErrors(check.result.diagnostics)),
  };
  if (compilation.model.config.target !== 'aws') return [policies];
  const now = estimate(compilation.model, stacks);
  const before = base?.model && estimate(base.model, base.stacks).monthly;
  const text = `${costText(now.monthly, before)}, ${now.priced} of ${now.billable} billable resources priced`;
  return [policies, { name: 'Cost', text, alarming: false }];
}

/** `$61.20 → $78.66 a month (+$17.46)` */
function costText(now: number, before: number | undefined): string {
  if (before === undefined) return `$${now.toFixed(2)} a month`;
  const difference = now - before;
  if (Math.abs(difference) < 0.005) return `$${now.toFixed(2)} a month, no change`;
  const sign = difference > 0 ? '+' : '−';
  return `$${before.toFixed(2)} → $${now.toFixed(2)} a month (${sign}$${Math.abs(difference).toFixed(2)})`;
}

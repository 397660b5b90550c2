import type { PolicyCheck } from './check-policies.ts';
import { wrap } from '../plan/wrap.ts';
import { installHint } from './engine.ts';
import type { PolicyResult } from './evaluate.ts';

/** `41 pass, 0 fail, 1 excepted until 2027-01-31` */
export function policyCounts({ passed, findings, excepted, diagnostics }: PolicyResult): string {
  const denied = findings.filter(({ level }) => level === 'deny').length;
  const expired = diagnostics.filter(({ code }) => code === 'PLATC5003').length;
  const warned = findings.length - denied;
  const last = excepted.map(({ until }) => until).toSorted()[0];
  return [
    `${passed} pass`,
    `${denied + expired} fail`,
    ...(warned > 0 ? [`${warned} warn`] : []),
    ...(last === undefined ? [] : [`${excepted.length} excepted until ${last}`]),
  ].join(', ');
}

/** What is excepted, until when, and why: at most `columns` wide, empty where nothing is. */
export function exceptedText({ excepted }: PolicyResult, columns: number): string {
  return excepted
    .flatMap(({ finding: { rule, stack, resource }, until, reason }) => {
      const [first = '', ...others] = wrap(
        `${rule.name}, ${resource ?? stack}: excepted until ${until}: ${reason.trim().replaceAll(/\s+/g, ' ')}`,
        columns - 4,
      );
      return [`  ${first}\n`, ...others.map((line) => `    ${line}\n`)];
    })
    .join('');
}

/** One line on what a check came to, for a plan. */
export function policyLine(check: PolicyCheck): string {
  switch (check.state) {
    case 'checked':
      return policyCounts(check.result);
    case 'off':
      return 'off';
    case 'no-engine':
      return `not checked: there is no cfn-guard. ${installHint}`;
    case 'broken':
      return `not checked: ${check.problem.split('\n')[0] ?? ''}`;
  }
}

import { diagnosticsToJson, type Sources } from '../diagnostics/format.ts';
import type { PolicyResult } from './evaluate.ts';

/** What a check of the policies came to, as one line of JSON. */
export function policyJson(
  environment: string,
  { passed, findings, excepted, diagnostics }: PolicyResult,
  sources: Sources,
): string {
  const document = {
    environment,
    passed,
    findings: findings.map(({ rule, level, stack, resource, path, message, place }) => ({
      rule: rule.name,
      level,
      stack,
      resource,
      path,
      message,
      reason: rule.reason,
      link: rule.link,
      ruleFile: rule.file,
      place,
    })),
    excepted: excepted.map(({ finding: { rule, stack, resource }, until, reason }) => ({
      rule: rule.name,
      stack,
      resource,
      until,
      reason,
    })),
    diagnostics: diagnosticsToJson(diagnostics, sources),
  };
  return `${JSON.stringify(document)}\n`;
}

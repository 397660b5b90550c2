import { version } from '../version.ts';
import type { Finding, PolicyResult } from './evaluate.ts';
import type { Rule } from './rules.ts';

/** Findings as SARIF 2.1.0, at the lines of the config: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarif({ findings, excepted }: PolicyResult): string {
  const all = [
    ...findings.map((finding) => result(finding)),
    ...excepted.map(({ finding, until, reason }) => ({
      ...result(finding),
      suppressions: [{ kind: 'inSource', justification: `${reason} (excepted until ${until})` }],
    })),
  ];
  const rules = new Map(
    [...findings, ...excepted.map(({ finding }) => finding)].map(({ rule }) => [rule.name, rule]),
  );
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'platc', version, rules: [...rules.values()].map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: all,
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor({ name, reason, link }: Rule) {
  return {
    id: name,
    ...(reason !== undefined && { shortDescription: { text: reason } }),
    ...(link !== undefined && { helpUri: link }),
  };
}

function result({ rule, level, message, stack, resource, place, byDefault }: Finding) {
  return {
    ruleId: rule.name,
    level: level === 'deny' ? 'error' : 'warning',
    message: {
      text: `${resource ?? stack}: ${message}${byDefault === undefined ? '' : ` (${byDefault})`}`,
    },
    locations: place
      ? [
          {
            physicalLocation: {
              artifactLocation: { uri: place.file },
              region: { startLine: place.line, startColumn: place.column },
            },
            logicalLocations: [{ fullyQualifiedName: `${stack}/${resource ?? ''}` }],
          },
        ]
      : [],
    // The same finding keeps its identity when lines move.
    partialFingerprints: { 'platc/v1': `${rule.name}/${stack}/${resource ?? ''}` },
  };
}

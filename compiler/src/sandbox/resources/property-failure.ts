import type { PropertyIssue } from './conform.ts';
import type { Resource } from './specification.ts';

/**
 * The reason that a stack event gives when properties do not fit their type. Types of the registry are validated
 * against their schema; the few that are older report the first property that they do not know.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html
 */
export function propertyFailure(
  resource: Resource,
  logicalId: string,
  issues: readonly PropertyIssue[],
): string | undefined {
  const [first] = issues;
  if (!first) return undefined;
  if (!resource.primaryIdentifier) {
    if (first.kind === 'unsupported') return `Encountered unsupported property ${first.key}`;
    if (first.kind === 'required')
      return `Property validation failure: [The property {${first.path}/${first.key}} is required]`;
  }
  const lines = issues.map(({ path, message }) => `#${path}: ${message}`);
  return `Properties validation failed for resource ${logicalId} with message:\n${lines.join('\n')}`;
}

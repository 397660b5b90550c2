import type { Replacement } from './replacement.ts';
import { isRecord } from './intrinsic.ts';

/** What becomes of the old physical resource. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html */
export type PolicyAction =
  | 'Delete'
  | 'Retain'
  | 'Snapshot'
  | 'ReplaceAndDelete'
  | 'ReplaceAndRetain'
  | 'ReplaceAndSnapshot';

/**
 * By DeletionPolicy where the resource leaves the template, by UpdateReplacePolicy where another takes its place.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
 */
export function policyActionOf(
  action: 'Remove' | 'Modify',
  resource: Readonly<Record<string, unknown>>,
  replacement: Replacement,
): PolicyAction | undefined {
  if (action === 'Modify') {
    return replacement === 'no' ? undefined : `ReplaceAnd${kept(resource['UpdateReplacePolicy'], 'Delete')}`;
  }
  return kept(resource['DeletionPolicy'], snapshotsByDefault(resource) ? 'Snapshot' : 'Delete');
}

function kept(policy: unknown, otherwise: 'Delete' | 'Snapshot'): 'Delete' | 'Retain' | 'Snapshot' {
  if (policy === 'Retain' || policy === 'RetainExceptOnCreate') return 'Retain';
  return policy === 'Snapshot' || policy === 'Delete' ? policy : otherwise;
}

/** Databases that stand alone are snapshotted unless the template says otherwise. */
function snapshotsByDefault({
  Type: type,
  Properties: properties,
}: Readonly<Record<string, unknown>>): boolean {
  if (type === 'AWS::RDS::DBCluster') return true;
  return type === 'AWS::RDS::DBInstance' && !(isRecord(properties) && 'DBClusterIdentifier' in properties);
}

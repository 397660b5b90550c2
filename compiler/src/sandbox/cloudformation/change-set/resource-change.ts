import type {
  AttributeChangeType,
  Change,
  ResourceChange,
  ResourceChangeDetail,
} from '@aws-sdk/client-cloudformation';
import type { Properties } from '../../resource-behaviour.ts';
import type { DifferenceDetail, ResourceDifference } from './difference.ts';

/**
 * The changes of a change set as DescribeChangeSet gives them.
 * With property values, a change that only execution may or may not bring is left out, as AWS leaves it out.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html
 */
export function resourceChanges(
  differences: readonly ResourceDifference[],
  includePropertyValues: boolean,
): Change[] {
  const shown = includePropertyValues
    ? differences.filter((difference) => !isOnlyPossible(difference))
    : differences;
  return shown.map((difference) => ({
    Type: 'Resource',
    ResourceChange: resourceChange(difference, includePropertyValues),
  }));
}

function isOnlyPossible({ action, details }: ResourceDifference): boolean {
  const possible = details.every(
    ({ evaluation, source }) => evaluation === 'Dynamic' && source === 'ResourceAttribute',
  );
  return action === 'Modify' && possible;
}

function resourceChange(difference: ResourceDifference, includePropertyValues: boolean): ResourceChange {
  const { action, logicalId, type, physicalId, replacement, policyAction, details, before, after } =
    difference;
  const changeDetails = details.map((detail) => changeDetail(detail, includePropertyValues));
  return {
    ...(policyAction && { PolicyAction: policyAction }),
    Action: action,
    LogicalResourceId: logicalId,
    ...(physicalId && { PhysicalResourceId: physicalId }),
    ResourceType: type,
    ...(replacement && { Replacement: replacement }),
    Scope: [...new Set(details.map(({ attribute }) => attribute))],
    Details: includePropertyValues ? changeDetails : unique(changeDetails),
    ...(includePropertyValues && before && { BeforeContext: contextOf(before) }),
    ...(includePropertyValues && after && { AfterContext: contextOf(after) }),
  };
}

function contextOf(properties: Properties): string {
  return JSON.stringify({ Properties: properties });
}

function changeDetail(detail: DifferenceDetail, includePropertyValues: boolean): ResourceChangeDetail {
  const { attribute, name, path, requiresRecreation, evaluation, source, causingEntity, before, after } =
    detail;
  return {
    Target: {
      Attribute: attribute,
      ...(name !== undefined && { Name: name }),
      RequiresRecreation: requiresRecreation,
      ...(includePropertyValues && {
        Path: path,
        ...(before !== undefined && { BeforeValue: text(before) }),
        ...(after !== undefined && { AfterValue: text(after) }),
        AttributeChangeType: changeType(before, after),
      }),
    },
    Evaluation: evaluation,
    ChangeSource: source,
    ...(causingEntity !== undefined && { CausingEntity: causingEntity }),
  };
}

function changeType(before: unknown, after: unknown): AttributeChangeType {
  if (before === undefined) return 'Add';
  return after === undefined ? 'Remove' : 'Modify';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Several values inside of one property are one entry where paths are not shown. */
function unique(details: readonly ResourceChangeDetail[]): ResourceChangeDetail[] {
  return [...new Map(details.map((detail) => [JSON.stringify(detail), detail])).values()];
}

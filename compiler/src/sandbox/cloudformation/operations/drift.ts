import type {
  DescribeStackDriftDetectionStatusInput,
  DescribeStackDriftDetectionStatusOutput,
  DescribeStackResourceDriftsInput,
  DescribeStackResourceDriftsOutput,
  DetectStackDriftInput,
  DetectStackDriftOutput,
  DetectStackResourceDriftInput,
  DetectStackResourceDriftOutput,
  StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import type { RequestContext } from '../../context.ts';
import { uuidFrom } from '../arn.ts';
import { checkResource } from '../drift/check-resource.ts';
import { supportsDrift } from '../drift/unreadable-types.ts';
import { validationError } from '../errors.ts';
import type { DriftRecord, StackRecord } from '../records.ts';
import { type CloudFormation, openTables } from '../services.ts';
import { requireStack } from './find-stack.ts';
import { page } from './page.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/detect-drift-stack.html; imported stacks are not on that list. */
const DETECTABLE = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_FAILED',
];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html */
export function detectStackDrift(
  cloudFormation: CloudFormation,
  { StackName: stackName = '', LogicalResourceIds: logicalIds = [] }: DetectStackDriftInput,
  { region }: RequestContext,
): DetectStackDriftOutput {
  const { context } = cloudFormation;
  const tables = openTables(cloudFormation);
  const stack = requireDetectable(requireStack(tables, region, stackName));
  const known = new Set(tables.resources(stack.stackId).map(({ logicalId }) => logicalId));
  const strange = logicalIds.find((logicalId) => !known.has(logicalId));
  if (strange !== undefined)
    throw validationError(`Resource ${strange} does not exist for stack ${stack.stackName}`);
  const other = tables
    .driftDetections()
    .some(({ stackId, status }) => stackId === stack.stackId && status === 'DETECTION_IN_PROGRESS');
  if (other) throw validationError(`Drift detection is already in progress for stack [${stack.stackId}]`);
  const id = uuidFrom(context.randomHex(32));
  tables.putDriftDetection({
    id,
    stackId: stack.stackId,
    startedAt: context.clock.now(),
    logicalIds,
    status: 'DETECTION_IN_PROGRESS',
  });
  tables.transaction.commit();
  cloudFormation.wakeDriftDetections();
  return { StackDriftDetectionId: id };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackDriftDetectionStatus.html */
export function describeStackDriftDetectionStatus(
  cloudFormation: CloudFormation,
  { StackDriftDetectionId: id = '' }: DescribeStackDriftDetectionStatusInput,
): DescribeStackDriftDetectionStatusOutput {
  const detection = openTables(cloudFormation).driftDetection(id);
  if (!detection) throw validationError(`Drift detection with ID [${id}] does not exist`);
  const { stackId, status, reason, drift, drifted, startedAt } = detection;
  return {
    StackId: stackId,
    StackDriftDetectionId: id,
    DetectionStatus: status,
    ...(reason !== undefined && { DetectionStatusReason: reason }),
    ...(drift !== undefined && { StackDriftStatus: drift }),
    ...(status === 'DETECTION_COMPLETE' && { DriftedStackResourceCount: drifted }),
    Timestamp: new Date(startedAt),
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResourceDrifts.html */
export function describeStackResourceDrifts(
  cloudFormation: CloudFormation,
  input: DescribeStackResourceDriftsInput,
  { region }: RequestContext,
): DescribeStackResourceDriftsOutput {
  const { StackResourceDriftStatusFilters: filter = [], NextToken: token, MaxResults: size = 100 } = input;
  const tables = openTables(cloudFormation);
  const stack = requireStack(tables, region, input.StackName ?? '');
  const drifts = tables
    .drifts(stack.stackId)
    .filter(({ status }) => filter.length === 0 || filter.includes(status));
  const { items, nextToken } = page(drifts, ({ logicalId }) => logicalId, token, size);
  return {
    StackResourceDrifts: items.map((drift) => describe(stack, drift)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackResourceDrift.html */
export function detectStackResourceDrift(
  cloudFormation: CloudFormation,
  { StackName: stackName = '', LogicalResourceId: logicalId = '' }: DetectStackResourceDriftInput,
  { region }: RequestContext,
): DetectStackResourceDriftOutput {
  const { context, providers } = cloudFormation;
  const tables = openTables(cloudFormation);
  const stack = requireDetectable(requireStack(tables, region, stackName));
  const resource = tables.resource(stack.stackId, logicalId);
  if (!resource) throw validationError(`Resource ${logicalId} does not exist for stack ${stackName}`);
  if (!supportsDrift(resource.type))
    throw validationError(`Drift detection is not supported for resource type ${resource.type}`);
  const drift = checkResource(providers, stack, resource, context.clock.now());
  if (!drift) throw validationError(`Resource ${logicalId} does not exist for stack ${stackName}`);
  tables.putDrift(stack.stackId, drift);
  tables.transaction.commit();
  return { StackResourceDrift: describe(stack, drift) };
}

/** What AWS answers in another status is not documented. */
function requireDetectable(stack: StackRecord): StackRecord {
  if (DETECTABLE.includes(stack.status)) return stack;
  throw validationError(
    `Drift detection cannot be performed on stack [${stack.stackId}] while it is in ${stack.status} state`,
  );
}

function describe({ stackId }: StackRecord, drift: DriftRecord): StackResourceDrift {
  const { logicalId, physicalId, type, status, expected, actual, differences, reason, at } = drift;
  return {
    StackId: stackId,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ...(expected !== undefined && { ExpectedProperties: expected }),
    ...(actual !== undefined && { ActualProperties: actual }),
    ...(status === 'MODIFIED' && { PropertyDifferences: [...differences] }),
    StackResourceDriftStatus: status,
    ...(reason !== undefined && { DriftStatusReason: reason }),
    Timestamp: new Date(at),
  };
}

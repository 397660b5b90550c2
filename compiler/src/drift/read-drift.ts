import { AwsError } from '../aws/aws-error.ts';
import { allPages } from '../aws/client.ts';
import type { CloudFormationApi, StackResourceDrift, StackResourceSummary } from '../aws/cloudformation.ts';
import type { Compilation } from '../compile.ts';
import { patiently, type Clock } from '../deploy/clock.ts';
import { conditionOf, readStack } from '../deploy/stack-state.ts';
import { placesOf } from '../plan/place.ts';
import { readTemplate } from '../plan/template.ts';
import type { RenderedStack } from '../stack.ts';
import type { Connection } from '../target.ts';
import { detectDrift } from './detect.ts';
import type { EnvironmentDrift, ResourceDrift, StackDrift, Unchecked } from './drift.ts';
import { nearestPlace, propertyDrift } from './property-drift.ts';

/** Compares the stacks of an environment with what is there, all at once. Throws `AwsError` where AWS answers nothing at all. */
export async function readDrift(
  { aws, account, region }: Connection,
  clock: Clock,
  compilation: Compilation,
): Promise<EnvironmentDrift> {
  const { model, shared, stacks: own } = compilation;
  const api = await aws.cloudFormation();
  const rendered = model.environment === 'common' ? shared : own;
  const stacks = await Promise.all(rendered.map((stack) => stackDrift(api, clock, stack, compilation)));
  return {
    app: model.config.app,
    environment: model.environment,
    account,
    region,
    drifted: stacks.some(({ resources }) => resources.length > 0),
    complete: stacks.every(({ problem }) => problem === undefined),
    stacks,
  };
}

async function stackDrift(
  api: CloudFormationApi,
  clock: Clock,
  rendered: RenderedStack,
  compilation: Compilation,
): Promise<StackDrift> {
  const { name } = rendered;
  const nothing = { name, checked: 0, resources: [], notChecked: [] };
  const stack = await readStack(api, clock, name);
  const condition = conditionOf(stack?.StackStatus);
  if (!stack || condition === 'absent') return { ...nothing, status: 'NOT_DEPLOYED' };
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/detect-drift-stack.html
  if (condition !== 'stable' && condition !== 'half-rolled-back')
    return { ...nothing, status: 'NOT_CHECKED', problem: `it is ${stack.StackStatus}` };
  try {
    const id = stack.StackId ?? name;
    const { drifts, problem } = await detectDrift(api, clock, id);
    const resources = drifted(drifts, rendered, compilation);
    const checked = drifts.filter(({ StackResourceDriftStatus: status }) => isChecked(status)).length;
    return {
      name,
      status: resources.length > 0 ? 'DRIFTED' : problem === undefined ? 'IN_SYNC' : 'UNKNOWN',
      checked,
      resources,
      notChecked: unchecked(await resourcesOf(api, clock, id), drifts),
      ...(problem !== undefined && { problem }),
    };
  } catch (error) {
    if (!(error instanceof AwsError) || error.kind !== 'refused') throw error;
    return { ...nothing, status: 'NOT_CHECKED', problem: error.reason };
  }
}

function isChecked(status: string | undefined): boolean {
  return status === 'IN_SYNC' || status === 'MODIFIED' || status === 'DELETED';
}

function drifted(
  drifts: readonly StackResourceDrift[],
  rendered: RenderedStack,
  { model, sources }: Compilation,
): readonly ResourceDrift[] {
  const template = readTemplate(rendered.body);
  const places = placesOf(rendered, template, { origins: model.origins, sources });
  return drifts.flatMap((drift) => {
    const { LogicalResourceId: logicalId = '', StackResourceDriftStatus: status } = drift;
    if (status !== 'MODIFIED' && status !== 'DELETED') return [];
    const block = template.Resources.get(logicalId);
    const place = places.of('Resources', logicalId);
    const expected: unknown = JSON.parse(drift.ExpectedProperties ?? '{}');
    return [
      {
        logicalId,
        type: drift.ResourceType ?? '',
        physicalId: drift.PhysicalResourceId ?? '',
        status,
        properties: (drift.PropertyDifferences ?? []).map((difference) =>
          propertyDrift(difference, expected, (path) =>
            nearestPlace(places, block && ((node) => block.linesOf(node)), logicalId, path),
          ),
        ),
        ...(place && { place }),
      },
    ];
  });
}

/** What CloudFormation has no result of: their types cannot be read back, or the reading failed. */
function unchecked(
  resources: readonly StackResourceSummary[],
  drifts: readonly StackResourceDrift[],
): readonly Unchecked[] {
  return resources.flatMap(
    ({ LogicalResourceId: logicalId = '', ResourceType: type = '', ResourceStatus }) => {
      const drift = drifts.find(({ LogicalResourceId }) => LogicalResourceId === logicalId);
      if (ResourceStatus === 'DELETE_COMPLETE' || isChecked(drift?.StackResourceDriftStatus)) return [];
      const reason = drift?.DriftStatusReason;
      return [{ logicalId, type, ...(reason !== undefined && { reason }) }];
    },
  );
}

function resourcesOf(
  api: CloudFormationApi,
  clock: Clock,
  stackId: string,
): Promise<readonly StackResourceSummary[]> {
  return allPages(
    (token) =>
      patiently(clock, () =>
        api.listStackResources({ StackName: stackId, ...(token !== undefined && { NextToken: token }) }),
      ),
    ({ StackResourceSummaries }) => StackResourceSummaries,
    ({ NextToken }) => NextToken,
  );
}

import { isRefusal } from '../aws/aws-error.ts';
import type { CloudFormationApi, Stack } from '../aws/cloudformation.ts';
import { describeChangeSet } from './change-set.ts';
import { patiently, type Clock } from './clock.ts';
import { parametersOf } from './stack-state.ts';
import { templateHash } from './template-source.ts';

/** What a change set is described by, so that another run knows it for its own: a hash of template and parameters. */
export function descriptionOf(body: string, wanted: Readonly<Record<string, string>>): string {
  return `platc deploy ${templateHash(JSON.stringify([body, sorted(wanted)])).slice(0, 32)}`;
}

/** Whether template and parameters are those that are deployed: only a difference makes a new release. */
export async function isDeployed(
  api: CloudFormationApi,
  clock: Clock,
  deployed: Stack,
  body: string,
  wanted: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { Release: _, ...parameters } = parametersOf(deployed);
  if (JSON.stringify(sorted(parameters)) !== JSON.stringify(sorted(wanted))) return false;
  const { TemplateBody } = await patiently(clock, () =>
    api.getTemplate({ StackName: deployed.StackId, TemplateStage: 'Original' }),
  );
  return TemplateBody?.trimEnd() === body.trimEnd();
}

/** Whether the operation that was under way was begun by this same deploy, of the same template, parameters and image. */
export async function isSameDeployment(
  api: CloudFormationApi,
  clock: Clock,
  stack: Stack,
  description: string,
): Promise<boolean> {
  if (stack.ChangeSetId === undefined) return false;
  try {
    return (
      (await describeChangeSet(api, clock, { id: stack.ChangeSetId, stackId: stack.StackId ?? '' }))
        .Description === description
    );
  } catch (error) {
    if (isRefusal(error, 'ChangeSetNotFound')) return false;
    throw error;
  }
}

function sorted(values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

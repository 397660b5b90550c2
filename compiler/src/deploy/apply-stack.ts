import { isRefusal } from '../aws/aws-error.ts';
import type { CloudFormationApi, Stack } from '../aws/cloudformation.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { RenderedStack } from '../stack.ts';
import { causesOf } from './cause.ts';
import {
  createChangeSet,
  abandon,
  describeChangeSet,
  executeChangeSet,
  executionToken,
  type ChangeSet,
} from './change-set.ts';
import { patiently, type Clock } from './clock.ts';
import { follow, type Ended } from './follow.ts';
import type { Deployment, StackOutcome } from './deployment.ts';
import { mend } from './mend.ts';
import type { Phase } from './progress.ts';
import { Releases, type Release } from './release.ts';
import { confirmRollout } from './confirm-rollout.ts';
import { RolloutWatch } from './rollout-watch.ts';
import { isSuccess, outputsOf, parametersOf, readStack } from './stack-state.ts';
import { serviceRef } from './tasks.ts';
import { templateHash, templateSource } from './template-source.ts';

/**
 * Brings one stack to what was rendered: mends it, plans it by a change set, has that judged, executes it once, follows it and,
 * for a service, its tasks. Running it again at any moment picks up what is under way.
 * Throws `CommandError` where nothing was executed, the reason of an interruption, or a bug.
 * @param image reference by digest, for the stack of a service
 */
export async function applyStack(
  deployment: Deployment,
  stack: RenderedStack,
  joined: Readonly<Record<string, string>>,
  image?: string,
): Promise<StackOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await applyOnce(deployment, stack, joined, image);
    } catch (error) {
      if (attempt === 3 || !isOvertaken(error)) throw error;
    }
  }
}

/** Whether somebody else began an operation between a look at the stack and the change set: the next look follows it. */
function isOvertaken(error: unknown): boolean {
  return (
    isRefusal(error, 'ValidationError', 'IN_PROGRESS state and can not be updated') ||
    isRefusal(error, 'ValidationError', 'already exists and cannot be created again')
  );
}

async function applyOnce(
  deployment: Deployment,
  stack: RenderedStack,
  joined: Readonly<Record<string, string>>,
  image?: string,
): Promise<StackOutcome> {
  const { aws, clock, progress } = deployment;
  const api = await aws.cloudFormation();
  const step = (phase: Phase, detail?: string) => progress.phase(stack.name, phase, detail);
  const rollout = new RolloutWatch(deployment, stack.name, api);

  step('reading');
  const before = await mend(api, clock, stack.name, step, rollout);
  const wanted = { ...joined, ...(image !== undefined && { Image: image }) };
  const description = `platc deploy ${templateHash(JSON.stringify([stack.body, sorted(wanted)])).slice(0, 32)}`;
  if (
    before.attached &&
    !isSuccess(before.attached.status) &&
    (await isSameDeployment(api, clock, before.attached.stack, description))
  ) {
    return failed(deployment, stack, before.attached, rollout, { action: 'update', changes: 0 });
  }

  const releases = releasesOf(deployment, stack);
  const deployedRelease = Number(parametersOf(before.stack)['Release'] ?? 0);
  const picked = await releases?.close(deployedRelease, before.stack?.StackStatus ?? 'absent');
  const isNew = !before.stack || !(await isDeployed(api, clock, before.stack, stack.body, wanted));
  const release = !stack.parameters.includes('Release')
    ? undefined
    : isNew
      ? Math.max((await releases?.last()) ?? 0, deployedRelease) + 1
      : deployedRelease;
  const parameters = { ...wanted, ...(release !== undefined && { Release: String(release) }) };

  step('planning');
  const changeSet = await createChangeSet(aws, clock, {
    stack: stack.name,
    type: before.stack ? 'UPDATE' : 'CREATE',
    template: await templateSource(stack, deployment.artifacts(), clock),
    parameters,
    tags: stack.tags,
    capabilities: stack.capabilities,
    description,
  });
  if (!changeSet) return unchanged(deployment, stack, image, picked);

  const action = before.stack ? 'update' : 'create';
  const prepare = async () => {
    refuse(deployment, stack, changeSet);
    return isNew && release !== undefined
      ? startRelease(deployment, stack, releases, { release, parameters, image })
      : undefined;
  };
  const record = await prepare().catch((error: unknown) => abandon(aws, clock, changeSet, error));
  step(action === 'create' ? 'creating' : 'updating', count(changeSet.changes.length));
  const ended = await execute(api, clock, changeSet, rollout);
  const about = { action, changes: changeSet.changes.length } as const;

  if (!isSuccess(ended.status)) {
    const outcome = await failed(deployment, stack, ended, rollout, about);
    const closed =
      record && (await releases?.end(record, 'failed', ended.status, outcome.failure?.causes[0]?.reason));
    return { ...outcome, ...(closed && { release: closed }) };
  }
  const trouble = await confirm(deployment, stack, image);
  const closed =
    record &&
    (await releases?.end(record, trouble === undefined ? 'succeeded' : 'failed', ended.status, trouble));
  const outputs = outputsOf(await readStack(api, clock, stack.name));
  step(trouble === undefined ? 'done' : 'failed', trouble ?? count(changeSet.changes.length));
  return {
    name: stack.name,
    ...about,
    status: ended.status,
    outputs,
    ...(closed && { release: closed }),
    ...(trouble !== undefined && {
      failure: { causes: [{ reason: trouble }], tasks: rollout.failures, stoppedTasks: rollout.stopped },
    }),
  };
}

function refuse(deployment: Deployment, stack: RenderedStack, changeSet: ChangeSet): void {
  const refusal = deployment.judge(stack, changeSet.changes);
  if (!refusal) return;
  const hint = refusal.allow === undefined ? '' : ` If it is meant: --allow ${refusal.allow}`;
  throw new CommandError(
    exit.refused,
    `${stack.name}: ${refusal.reason}`,
    `This stack was not touched.${hint}`,
    { stack: stack.name },
  );
}

function startRelease(
  deployment: Deployment,
  stack: RenderedStack,
  releases: Releases | undefined,
  about: {
    readonly release: number;
    readonly parameters: Readonly<Record<string, string>>;
    readonly image: string | undefined;
  },
): Promise<Release> | undefined {
  const { environment, commit, dirty, caller, flags } = deployment;
  const { release, parameters, image } = about;
  return releases?.start(
    {
      release,
      environment,
      service: stack.service ?? '',
      stack: stack.name,
      ...(commit !== undefined && { commit }),
      dirty,
      who: caller.arn,
      ...(image !== undefined && { image }),
      parameters,
      flags,
    },
    stack.body,
  );
}

async function execute(
  api: CloudFormationApi,
  clock: Clock,
  changeSet: ChangeSet,
  watch: RolloutWatch,
): Promise<Ended> {
  await executeChangeSet(api, clock, changeSet);
  const begun = { token: executionToken(changeSet.id), status: ['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS'] };
  return follow(api, clock, { stackId: changeSet.stackId, begun }, watch);
}

/**
 * Nothing to change: what is there counts as done once its tasks run.
 * @param picked the release of an earlier, interrupted deploy that has come to its end
 */
async function unchanged(
  deployment: Deployment,
  stack: RenderedStack,
  image: string | undefined,
  picked: Release | undefined,
): Promise<StackOutcome> {
  const api = await deployment.aws.cloudFormation();
  const trouble = await confirm(deployment, stack, image);
  const now = await readStack(api, deployment.clock, stack.name);
  deployment.progress.phase(stack.name, trouble === undefined ? 'done' : 'failed', trouble ?? 'no changes');
  return {
    name: stack.name,
    action: 'none',
    status: now?.StackStatus ?? '',
    changes: 0,
    outputs: outputsOf(now),
    ...(picked && { release: picked }),
    ...(trouble !== undefined && { failure: { causes: [{ reason: trouble }], tasks: [], stoppedTasks: 0 } }),
  };
}

async function failed(
  deployment: Deployment,
  stack: RenderedStack,
  ended: Ended,
  rollout: RolloutWatch,
  about: { readonly action: 'create' | 'update'; readonly changes: number },
): Promise<StackOutcome> {
  await rollout.lastLook();
  const now = await readStack(await deployment.aws.cloudFormation(), deployment.clock, stack.name);
  const release = Number(parametersOf(now)['Release'] ?? 0);
  const causes = rollout.timedOut
    ? [
        { reason: `the new tasks were not healthy within ${deployment.rolloutMinutes} minutes` },
        ...causesOf(ended.events),
      ]
    : causesOf(ended.events);
  deployment.progress.phase(stack.name, 'failed', ended.status);
  return {
    name: stack.name,
    ...about,
    status: ended.status,
    outputs: outputsOf(now),
    failure: {
      causes,
      tasks: rollout.failures,
      stoppedTasks: rollout.stopped,
      ...(rollout.last && { rollout: rollout.last }),
      ...(rollout.breaker && { breaker: rollout.breaker }),
      ...(rollout.served !== undefined && { served: rollout.served }),
      ...(release > 0 && now?.StackStatus === 'UPDATE_ROLLBACK_COMPLETE' && { deployedRelease: release }),
    },
  };
}

/** Waits for the tasks of a service stack. Gives what is wrong, if anything is. */
async function confirm(
  deployment: Deployment,
  stack: RenderedStack,
  image: string | undefined,
): Promise<string | undefined> {
  if (stack.kind !== 'service') return undefined;
  const { aws, clock, progress } = deployment;
  const api = await aws.cloudFormation();
  const { StackResourceSummaries } = await patiently(clock, () =>
    api.listStackResources({ StackName: stack.name }),
  );
  const physical = (type: string) =>
    StackResourceSummaries?.find(({ ResourceType }) => ResourceType === type)?.PhysicalResourceId;
  const [service, taskDefinition] = [physical('AWS::ECS::Service'), physical('AWS::ECS::TaskDefinition')];
  if (service === undefined || taskDefinition === undefined) return undefined;
  progress.phase(stack.name, 'rollout');
  try {
    await confirmRollout(
      aws,
      clock,
      serviceRef(service),
      { taskDefinition, imageDigest: image?.split('@')[1] },
      deployment.rolloutMinutes,
    );
    return undefined;
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === exit.failed && !('code' in error.details))
      return error.message;
    throw error;
  }
}

/** Whether template and parameters are those that are deployed: only a difference makes a new release. */
async function isDeployed(
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
async function isSameDeployment(
  api: CloudFormationApi,
  clock: Clock,
  stack: Stack,
  description: string,
): Promise<boolean> {
  if (stack.ChangeSetId === undefined) return false;
  try {
    return (
      (await describeChangeSet(api, clock, stack.ChangeSetId, stack.StackId ?? '')).Description ===
      description
    );
  } catch (error) {
    if (isRefusal(error, 'ChangeSetNotFound')) return false;
    throw error;
  }
}

function releasesOf(deployment: Deployment, stack: RenderedStack): Releases | undefined {
  if (!stack.parameters.includes('Release')) return undefined;
  const artifacts = deployment.artifacts();
  if (!artifacts)
    throw new CommandError(
      exit.refused,
      `there is no artifacts bucket yet to record releases of ${stack.name} in`,
      'Run `platc deploy --env common` first.',
    );
  return new Releases(artifacts, deployment.clock, deployment.environment, stack.service ?? '');
}

function sorted(values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function count(changes: number): string {
  return changes === 1 ? '1 change' : `${changes} changes`;
}

import { isRefusal } from '../aws/aws-error.ts';
import type { CloudFormationApi } from '../aws/cloudformation.ts';
import { CommandError, exit } from '../commands/command.ts';
import { isShared, type RenderedStack } from '../stack.ts';
import { abandon, createChangeSet, type ChangeSet } from './change-set.ts';
import type { Clock } from './clock.ts';
import type { Deployment, StackOutcome } from './deployment.ts';
import { executeChangeSet, executionToken } from './execute-change-set.ts';
import { follow, type Ended } from './follow.ts';
import { mend } from './mend.ts';
import type { Phase } from './progress.ts';
import { Releases, type Release } from './release.ts';
import { RolloutWatch } from './rollout-watch.ts';
import { descriptionOf, isDeployed, isSameDeployment } from './same-deployment.ts';
import { confirm, failed, unchanged } from './stack-outcome.ts';
import { isSuccess, outputsOf, parametersOf, readStack } from './stack-state.ts';
import { templateSource } from './template-source.ts';

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
  const description = descriptionOf(stack.body, wanted);
  const releases = releasesOf(deployment, stack);
  const deployedRelease = Number(parametersOf(before.stack)['Release'] ?? 0);
  if (
    before.attached &&
    !isSuccess(before.attached.status) &&
    (await isSameDeployment(api, clock, before.attached.stack, description))
  ) {
    const { status } = before.attached;
    const outcome = await failed(deployment, stack, before.attached, rollout, {
      action: 'update',
      changes: 0,
    });
    const closed = await releases?.close(deployedRelease, status, outcome.failure?.causes[0]?.reason);
    return { ...outcome, ...(closed && { release: closed }) };
  }

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
    ...(deployment.executionRole !== undefined &&
      !isShared(stack.kind) && { roleArn: deployment.executionRole }),
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
  const { environment, commit, dirty, caller, flags, restores } = deployment;
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
      ...(restores !== undefined && { restores }),
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

function count(changes: number): string {
  return changes === 1 ? '1 change' : `${changes} changes`;
}

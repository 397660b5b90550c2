import type { Aws } from '../aws/aws.ts';
import type { Compilation } from '../compile.ts';
import { agreeTo, checkSomebodyAnswers } from '../deploy/agree.ts';
import type { Allowed } from '../deploy/allowable.ts';
import type { DeployResult } from '../deploy/deploy-environment.ts';
import { deployStacks, type Deployed } from '../deploy/deploy-stacks.ts';
import { executionRoleArn } from '../deploy/execution-role.ts';
import type { ChosenImage } from '../deploy/images.ts';
import { guard } from '../deploy/judge.ts';
import { markImages } from '../deploy/mark-images.ts';
import { interruptionText, progressOf } from '../deploy/progress-of.ts';
import { rolloutTimeouts } from '../deploy/rollout-timeout.ts';
import type { Host } from '../host/host.ts';
import { planEnvironment, type Plan } from '../plan/plan.ts';
import { wrap } from '../plan/wrap.ts';
import { findRestored, type Found } from './find-restored.ts';
import { optionsOf } from './refusal.ts';
import { commitText, timeText, whoText } from './release-text.ts';

export interface RollbackOptions {
  readonly service: string;
  /** Number of the release to go back to; see `chooseRelease`. */
  readonly to: number | undefined;
  readonly yes: boolean;
  readonly json: boolean;
  readonly allow: readonly Allowed[];
}

export interface RollbackResult {
  readonly result: DeployResult;
  /** What `result` is of: with the lines of the config where they give the restored template, else without. */
  readonly compilation: Compilation;
}

/**
 * The whole way of `rollback`: which release, whether it can be had again, plan, consent; then its recorded template is applied with
 * its recorded parameters as every deploy is, and makes a release of its own. To CloudFormation it is an update like any other: what
 * the earlier template lacks is deleted, what it has in addition is created anew, and a task definition gets a new revision.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html
 * Throws `CommandError`, or the reason of an interruption after saying what goes on at AWS.
 */
export async function rollBack(
  host: Host,
  aws: Aws,
  compilation: Compilation,
  options: RollbackOptions,
): Promise<RollbackResult> {
  const { model } = compilation;
  const { environment } = model;
  const { service, to, yes, json } = options;
  checkSomebodyAnswers(host, yes, 'rolling back');
  const executionRole =
    compilation.executionRole && (await executionRoleArn(aws, host, environment, compilation.executionRole));
  const found = await findRestored(aws, host, compilation, service, to);
  const { record, stack, sources, foundation } = found;
  const images = new Map<string, ChosenImage>(
    record.image === undefined ? [] : [[service, { service, image: record.image, rule: 'release' }]],
  );
  const plan = await planEnvironment({
    compilation: { model, sources, shared: [], stacks: [...foundation.stacks, stack] },
    stacks: [stack],
    account: { aws, clock: host },
    images,
  });
  const text = introduction(found, host.terminal.columns);
  if (json) host.err(text);
  else host.out(text);
  await agreeTo(host, withNote(plan, found), {
    ...options,
    question: `Roll ${service} of ${environment} back to release ${record.release}?`,
    declined: 'not rolled back',
    touched: () => 'Nothing was touched.',
  });
  const done = await apply(host, aws, compilation, options, found, plan, executionRole);
  return {
    result: {
      ...done,
      outputs: new Map([...foundation.outputs, ...done.outputs]),
      stacks: [stack],
      images,
      commit: record.commit,
      restores: record.release,
    },
    compilation: { ...compilation, sources },
  };
}

async function apply(
  host: Host,
  aws: Aws,
  compilation: Compilation,
  { service, allow, json, yes }: RollbackOptions,
  { record, stack, foundation, artifacts }: Found,
  plan: Plan,
  executionRole: string | undefined,
): Promise<Deployed> {
  const { config, environment } = compilation.model;
  const title = `${config.app} → ${environment}`;
  const progress = progressOf(host, json, title, [stack.name], [`${config.app}-${environment}-`]);
  try {
    const deployed = await deployStacks(
      {
        aws,
        clock: host,
        progress,
        judge: guard(new Set(allow), new Map(plan.stacks.map((one) => [one.name, one]))),
        environment,
        caller: await aws.identity(),
        // Of what runs, not of the folder that somebody happens to be in.
        commit: record.commit,
        dirty: record.dirty,
        restores: record.release,
        flags: allow,
        rolloutSeconds: rolloutTimeouts(config, [stack]),
        ...(executionRole !== undefined && { executionRole }),
        artifacts: () => artifacts,
      },
      {
        stacks: [stack],
        all: [...foundation.stacks, stack],
        images: new Map(record.image === undefined ? [] : [[service, record.image]]),
      },
    );
    await markImages(host, aws, compilation, deployed.outcomes, environment);
    return deployed;
  } catch (error) {
    const allowed = allow.map((kind) => ` --allow ${kind}`).join('');
    const again = `npx platc rollback ${optionsOf(record)} --to ${record.release}${allowed}${yes ? ' --yes' : ''}`;
    if (host.interrupted.aborted) host.err(`\n${interruptionText(progress, again)}`);
    throw error;
  } finally {
    progress.close();
  }
}

/** What goes back to what, before the plan. */
function introduction({ record, goesOn, deployed }: Found, columns: number): string {
  const { service, release, startedAt, who } = record;
  const what = goesOn
    ? `${service}: going on with its rollback to release ${release}`
    : `${service} goes back from release ${deployed} to release ${release}`;
  const of = `of ${timeText(startedAt)} by ${whoText(who)}${commitText(record, ', commit ')}`;
  return [what, ...wrap(of, columns - 2).map((line) => `  ${line}`), '', ''].join('\n');
}

/** Says of the one stack of a plan where its template comes from. */
function withNote(plan: Plan, { record: { release }, isCurrent }: Found): Plan {
  const note = isCurrent
    ? `the recorded template of release ${release}, which is that of this config too`
    : `the recorded template of release ${release}, not that of this config: no lines of it are named`;
  return { ...plan, stacks: plan.stacks.map((stack) => ({ ...stack, notes: [note, ...stack.notes] })) };
}

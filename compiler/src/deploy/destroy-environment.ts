import type { Aws } from '../aws/aws.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { Host } from '../host/host.ts';
import { deployedStacks, deletionOrder, type DeployedStack } from './deployed-stacks.ts';
import { destroyStacks, type DestroyResult } from './destroy.ts';
import { interruptionText, progressOf } from './progress-of.ts';
import { liftProtection, protectedThings } from './protection.ts';
import type { Artifacts } from './template-source.ts';

export interface DestroyOptions {
  readonly app: string;
  /** An environment, or `common`. */
  readonly environment: string;
  /** `--confirm`, as given. */
  readonly confirm: string | undefined;
  /** `--allow delete`. */
  readonly allowDelete: boolean;
  /** `--keep-images`: the repositories stay, with what is in them. */
  readonly keepImages?: boolean;
  /** `--keep-logs`: the log groups stay. */
  readonly keepLogs?: boolean;
  readonly json: boolean;
}

/** The word that has to be written. */
const word = 'DESTROY';

/**
 * Deletes what is deployed of an environment, after the user wrote the word. Throws `CommandError`, or the reason of an
 * interruption after saying what goes on at AWS.
 */
export async function destroyEnvironment(
  host: Host,
  aws: Aws,
  options: DestroyOptions,
): Promise<DestroyResult> {
  const { app, environment } = options;
  const api = await aws.cloudFormation();
  const all = await deployedStacks(api, host, app);
  const { stacks, kept } = chosen(all, options);
  if (environment === 'common') refuseWhileUsed(all, app, aws.region);
  const shared = environment === 'common' ? kept : ofEnvironment(all, 'common');
  const remaining = shared.map(({ name }) => name);
  if (stacks.length === 0) return { stacks: [], retained: [], remaining };
  const guarded = await protectedThings(aws, host, stacks);
  if (!options.allowDelete) await liftProtection(guarded, false);
  await confirm(host, options, stacks);
  await liftProtection(guarded, true);
  const names = stacks.map(({ name }) => name);
  const title = `${app} → ${environment}: destroying`;
  const progress = progressOf(host, options.json, title, names, [`${app}-${environment}-`, `${app}-`]);
  try {
    const keep = options.keepLogs === true ? { logs: { artifacts: artifactsOf(aws, all) } } : {};
    return { ...(await destroyStacks(aws, host, progress, stacks, keep)), remaining };
  } catch (error) {
    if (host.interrupted.aborted) host.err(`\n${interruptionText(progress, againOf(options))}`);
    throw error;
  } finally {
    progress.close();
  }
}

/**
 * Refuses (4) what `destroyEnvironment` would refuse because it is protected. Where several environments go, each is looked at
 * before the first one is touched.
 */
export async function refuseProtected(host: Host, aws: Aws, options: DestroyOptions): Promise<void> {
  if (options.allowDelete) return;
  const { stacks } = chosen(await deployedStacks(await aws.cloudFormation(), host, options.app), options);
  await liftProtection(await protectedThings(aws, host, stacks), false);
}

/** What goes, in the order in which it goes, and what stays because of its images. */
export function chosen(all: readonly DeployedStack[], { environment, keepImages }: DestroyOptions) {
  const isKept = ({ outputs }: DeployedStack) =>
    keepImages === true && outputs['RepositoryName'] !== undefined;
  const own = ofEnvironment(all, environment);
  return { stacks: own.filter((stack) => !isKept(stack)), kept: own.filter(isKept) };
}

function ofEnvironment(all: readonly DeployedStack[], environment: string): readonly DeployedStack[] {
  return deletionOrder(all.filter((stack) => stack.environment === environment)).flat();
}

/** The bucket of the application in this region, where it has one. */
function artifactsOf(aws: Aws, all: readonly DeployedStack[]): Artifacts | undefined {
  const bucket = all.find(({ outputs }) => outputs['ArtifactsBucketName'] !== undefined)?.outputs[
    'ArtifactsBucketName'
  ];
  return bucket === undefined ? undefined : { bucket, region: aws.region, s3: () => aws.s3() };
}

/** The command line that picks up what goes on. */
function againOf(options: DestroyOptions): string {
  const { environment, confirm: given, allowDelete } = options;
  return [
    `npx platc destroy --env ${environment}`,
    given === undefined ? '' : ` --confirm ${given}`,
    allowDelete ? ' --allow delete' : '',
    options.keepImages === true ? ' --keep-images' : '',
    options.keepLogs === true ? ' --keep-logs' : '',
  ].join('');
}

/** What all environments share goes last: without it no release of any of them can be read. */
function refuseWhileUsed(all: readonly DeployedStack[], app: string, region: string): void {
  const left = [...new Set(all.map(({ environment }) => environment))].filter((name) => name !== 'common');
  if (left.length === 0) return;
  throw new CommandError(
    exit.refused,
    `${app} still has environments in ${region}: ${left.join(', ')}`,
    `Nothing was touched. Destroy them first: npx platc destroy --env ${left[0]}`,
    {
      environments: left,
    },
  );
}

async function confirm(
  host: Host,
  { app, environment, confirm: given, json, keepImages, keepLogs }: DestroyOptions,
  stacks: readonly DeployedStack[],
): Promise<void> {
  const say = (text: string) => (json ? host.err(text) : host.out(text));
  say(
    `These stacks of ${app} → ${environment} will be deleted:\n${stacks.map(({ name, status }) => `  ${name}  ${status}\n`).join('')}`,
  );
  if (environment === 'common')
    say(`Their ${keepImages ? '' : 'images, '}templates and release records are deleted with them.\n`);
  else say(keepLogs ? 'Their logs are kept.\n' : 'Their logs are deleted with them.\n');
  if (given === word) return;
  const answer =
    given ??
    (host.terminal.interactive ? await host.terminal.ask(`Type ${word} to delete them: `) : undefined);
  if (answer?.trim() === word) return;
  throw new CommandError(
    exit.refused,
    answer === undefined ? 'destroying needs to be confirmed' : `not destroyed: that is not the word ${word}`,
    `Nothing was touched. --confirm ${word} confirms it without a question.`,
  );
}

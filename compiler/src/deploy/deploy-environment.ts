import type { Aws } from '../aws/aws.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { Compilation } from '../compile.ts';
import { nodeGit, type Git } from '../host/git.ts';
import type { Host } from '../host/host.ts';
import { planEnvironment } from '../plan/plan.ts';
import type { RenderedStack } from '../stack.ts';
import { agreeTo, checkSomebodyAnswers } from './agree.ts';
import { checkJoins, deployStacks, ensureStack, type Deployed } from './deploy-stacks.ts';
import type { Deployment } from './deployment.ts';
import { chooseImages, givenImages, imageRequests, type ChosenImage, type ImageSources } from './images.ts';
import { imageTags } from './image-tags.ts';
import type { Allowed } from './allowable.ts';
import { executionRoleArn } from './execution-role.ts';
import { guard } from './judge.ts';
import { markImages } from './mark-images.ts';
import { interruptionText, progressOf } from './progress-of.ts';
import { rolloutTimeouts } from './rollout-timeout.ts';
import { parametersOf, readStack } from './stack-state.ts';
import { touchedText, type Written } from './touched.ts';

export interface DeployOptions {
  readonly yes: boolean;
  readonly json: boolean;
  /** Names of services; all stacks, when empty. */
  readonly services: readonly string[];
  /** By service, as given. */
  readonly images: ReadonlyMap<string, string>;
  readonly allow: readonly Allowed[];
  /**
   * Builds and pushes the images first; gives references by digest. Undefined without `--push`.
   * @param written to be told of what it writes, at once
   */
  readonly push?: (services: readonly string[], written: Written) => Promise<ReadonlyMap<string, string>>;
  /** The command line to give again, for hints. */
  readonly again: string;
  readonly git?: Git;
}

export interface DeployResult extends Deployed {
  readonly stacks: readonly RenderedStack[];
  readonly images: ReadonlyMap<string, ChosenImage>;
  readonly commit: string | undefined;
  /** Of a rollback: the number of the release that it restores. */
  readonly restores?: number;
}

/**
 * The whole way of `deploy`: images, plan, consent, then stack by stack. Nothing is written before the consent, but what `--push`
 * is for. Throws `CommandError`, or the reason of an interruption after saying what goes on at AWS.
 */
export async function deployEnvironment(
  host: Host,
  aws: Aws,
  compilation: Compilation,
  options: DeployOptions,
): Promise<DeployResult> {
  const { model } = compilation;
  const { environment } = model;
  checkSomebodyAnswers(host, options.yes, 'deploying');
  const stacks = chosenStacks(compilation, options.services);
  const executionRole =
    compilation.executionRole && (await executionRoleArn(aws, host, environment, compilation.executionRole));
  const all = [...compilation.shared, ...compilation.stacks];
  await checkJoins({ aws, clock: host }, stacks, compilation.stacks);
  const { tree } = (await import('../host/node-machine.ts')).nodeMachine;
  const tags = await imageTags(host.cwd, model.config, options.git ?? nodeGit(host.cwd), tree);
  const { commit, dirty } = tags;
  const requests = imageRequests(model.config, stacks);
  const services = requests.map(({ service }) => service);
  const given = await givenImages(aws, host, services, options.images);
  const written: Written = { made: [], pushed: [] };
  const pushed = await options.push?.(
    stacks.flatMap(({ service }) => service ?? []),
    written,
  );
  const images = await imagesFor(host, aws, environment, requests, {
    given,
    pushed: pushed ?? new Map(),
    tags,
  });

  const plan = await planEnvironment({ compilation, stacks, account: { aws, clock: host }, images });
  await agreeTo(host, plan, {
    ...options,
    question: `Deploy this to ${environment}?`,
    declined: 'not deployed',
    touched: () => touchedText(written),
  });
  const nothing = { stacks, images, commit, outcomes: written.made, errors: [], outputs: new Map() };

  const common =
    environment === 'common' ? undefined : compilation.shared.find(({ kind }) => kind === 'common');
  const names = [...(common ? [common.name] : []), ...stacks.map(({ name }) => name)];
  const title = `${model.config.app} → ${environment}`;
  const app = model.config.app;
  const progress = progressOf(host, options.json, title, names, [`${app}-${environment}-`, `${app}-`]);
  let bucket: string | undefined;
  let keyArn: string | undefined;
  const deployment: Deployment = {
    aws,
    clock: host,
    progress,
    judge: guard(new Set(options.allow), new Map(plan.stacks.map((stack) => [stack.name, stack]))),
    environment,
    caller: await aws.identity(),
    commit,
    dirty,
    flags: options.allow,
    rolloutSeconds: rolloutTimeouts(model.config, stacks),
    ...(executionRole !== undefined && { executionRole }),
    artifacts: () =>
      bucket === undefined
        ? undefined
        : { bucket, region: aws.region, ...(keyArn !== undefined && { keyArn }), s3: () => aws.s3() },
  };
  try {
    const made = common && (await ensureStack(deployment, common));
    if (made)
      progress.phase(
        made.name,
        made.failure ? 'failed' : 'done',
        made.action === 'none' ? 'is there' : undefined,
      );
    if (made && made.action !== 'none') written.made.push(made);
    if (made?.failure) return nothing;
    bucket = made?.outputs['ArtifactsBucketName'];
    const references = new Map([...images].map(([service, { image }]) => [service, image]));
    const deployed = await deployStacks(deployment, {
      stacks,
      all,
      images: references,
      // A template of what all environments share may be too large to be sent along too.
      known: (stack, outputs) => {
        if (stack.kind === 'common') bucket = outputs['ArtifactsBucketName'];
        if (stack.kind === 'network') keyArn = outputs['KeyArn'];
      },
    });
    await markImages(host, aws, compilation, deployed.outcomes, environment);
    return {
      ...nothing,
      ...deployed,
      outcomes: [...written.made, ...deployed.outcomes],
    };
  } catch (error) {
    if (host.interrupted.aborted) host.err(`\n${interruptionText(progress, options.again)}`);
    throw error;
  } finally {
    progress.close();
  }
}

/** The stacks of an environment, or of `common`; with names, those of these services alone. */
function chosenStacks(
  { model, stacks, shared }: Compilation,
  services: readonly string[],
): readonly RenderedStack[] {
  const all = model.environment === 'common' ? shared : stacks;
  if (services.length === 0) return all;
  const strange = services.find((service) => !all.some((stack) => stack.service === service));
  if (strange !== undefined) {
    const known = all.flatMap(({ service }) => service ?? []);
    throw new CommandError(
      exit.usage,
      `there is no service \`${strange}\` in ${model.environment}`,
      `There is ${known.join(', ') || 'none'}.`,
    );
  }
  return all.filter(({ service }) => service !== undefined && services.includes(service));
}

async function imagesFor(
  host: Host,
  aws: Aws,
  environment: string,
  requests: ReturnType<typeof imageRequests>,
  sources: Omit<ImageSources, 'environment'>,
): Promise<ReadonlyMap<string, ChosenImage>> {
  const api = await aws.cloudFormation();
  const withDeployed = await Promise.all(
    requests.map(async (request) => ({
      ...request,
      deployed: parametersOf(await readStack(api, host, request.stack))['Image'],
    })),
  );
  return chooseImages(aws, host, withDeployed, { environment, ...sources });
}

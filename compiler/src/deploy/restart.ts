import type { Aws } from '../aws/aws.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { Compilation } from '../compile.ts';
import type { Host } from '../host/host.ts';
import { checkSomebodyAnswers } from './agree.ts';
import { interruptionText, progressOf } from './progress-of.ts';
import { restartService, type Restarted } from './restart-service.ts';
import { restartTarget, type RestartTarget } from './restart-target.ts';
import { rolloutTimeouts } from './rollout-timeout.ts';

export interface RestartOptions {
  readonly yes: boolean;
  readonly json: boolean;
  /** Names of services; all of the environment, when empty. */
  readonly services: readonly string[];
  /** Whether users may be without service meanwhile. */
  readonly allowOutage: boolean;
  /** The command line to give again, for hints. */
  readonly again: string;
}

export interface RestartResult {
  readonly services: readonly Restarted[];
  /** Of the services that were not restarted. */
  readonly errors: readonly { readonly service: string; readonly error: CommandError }[];
}

/**
 * The whole way of `restart`: what runs, consent, then all services at once. Throws `CommandError` where nothing was begun, or the
 * reason of an interruption after saying what goes on at AWS.
 */
export async function restartServices(
  host: Host,
  aws: Aws,
  { model, stacks }: Compilation,
  options: RestartOptions,
): Promise<RestartResult> {
  const { environment, config } = model;
  checkSomebodyAnswers(host, options.yes, 'restarting');
  const { services } = options;
  const chosen = stacks.filter(
    ({ service }) => service !== undefined && (services.length === 0 || services.includes(service)),
  );
  if (chosen.length === 0) throw new CommandError(exit.refused, `there is no service in ${environment}`);
  const targets = await Promise.all(chosen.map((stack) => restartTarget(aws, host, environment, stack)));
  if (!options.allowOutage) refuseOutage(targets);
  await agree(host, environment, targets, options);
  const title = `${config.app} → ${environment}: restarting`;
  const prefixes = [`${config.app}-${environment}-`, `${config.app}-`];
  const names = targets.map(({ stack }) => stack);
  const progress = progressOf(host, options.json, title, names, prefixes);
  const limit = rolloutTimeouts(config, chosen);
  try {
    const results = await Promise.allSettled(
      targets.map((target) =>
        restartService({ aws, clock: host, progress, seconds: limit(target.stack) }, target),
      ),
    );
    return collected(targets, results);
  } catch (error) {
    if (host.interrupted.aborted) host.err(`\n${interruptionText(progress, options.again)}`);
    throw error;
  } finally {
    progress.close();
  }
}

function collected(
  targets: readonly RestartTarget[],
  results: readonly PromiseSettledResult<Restarted>[],
): RestartResult {
  const services = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const errors = results.flatMap((result, index) => {
    if (result.status === 'fulfilled') return [];
    const error: unknown = result.reason;
    if (!(error instanceof CommandError)) throw error;
    return [{ service: targets[index]?.service ?? '', error }];
  });
  if (services.length === 0 && errors.length === 1 && errors[0]) throw errors[0].error;
  return { services, errors };
}

/** ECS rounds the lower limit up: anything above 0 % keeps at least one task running. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
function refuseOutage(targets: readonly RestartTarget[]): void {
  const down = targets.filter(({ minimum, desired, since }) => minimum === 0 && desired > 0 && !since);
  if (down.length === 0) return;
  throw new CommandError(
    exit.refused,
    down
      .map(
        ({ service }) =>
          `${service}: users would not be served meanwhile: tasks may stop before new ones run`,
      )
      .join('\n'),
    'Nothing was touched. If it is meant: --allow outage',
    { refused: down.map(({ service }) => ({ kind: 'outage', service })) },
  );
}

async function agree(
  host: Host,
  environment: string,
  targets: readonly RestartTarget[],
  { yes, json }: RestartOptions,
): Promise<void> {
  const text = targets
    .map(({ service, taskDefinition, desired, minimum, maximum, since }) => {
      const name = taskDefinition.split('/').at(-1) ?? '';
      const count = `${desired} ${desired === 1 ? 'task' : 'tasks'}`;
      return since
        ? `  ${service}  is being restarted already, since ${since.toISOString()}: that is followed\n`
        : `  ${service}  ${count} of ${name}, ${minimum}–${maximum} % healthy\n`;
    })
    .join('');
  const said = `New tasks of the same task definition and image in ${environment}:\n${text}`;
  if (json) host.err(said);
  else host.out(said);
  if (yes || targets.every(({ since }) => since !== undefined)) return;
  const answer = await host.terminal.ask(`Restart in ${environment}? [y/N] `);
  if (/^y(es)?$/i.test(answer?.trim() ?? '')) return;
  throw new CommandError(exit.refused, 'not restarted: you did not agree', 'Nothing was touched.');
}

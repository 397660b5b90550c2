import { exit, type CommandError } from '../commands/command.ts';
import type { Compilation } from '../compile.ts';
import type { Style } from '../host/host.ts';
import { placedCauses, whereText, type PlacedCause } from './cause-places.ts';
import type { DeployResult } from './deploy-environment.ts';
import type { StackOutcome } from './deployment.ts';
import { failureText } from './failure-text.ts';

/** The exit code that a deploy ends with. Throws an error that is all there is to say. */
export function exitCodeOf({ outcomes, errors }: DeployResult): number {
  if (outcomes.some(({ failure }) => failure !== undefined)) return exit.failed;
  const [first] = errors;
  if (!first) return exit.done;
  if (errors.length === 1 && outcomes.every(({ action }) => action === 'none')) throw first.error;
  return errors.some(({ error }) => error.exitCode === exit.failed) ? exit.failed : first.error.exitCode;
}

/** How a deploy ended, as `--json` prints it. */
export function deployJson(result: DeployResult, compilation: Compilation, durationMs: number): string {
  const { outcomes, errors, outputs } = result;
  const document = {
    environment: compilation.model.environment,
    stacks: outcomes.map((outcome) => {
      const { name, action, status, changes, outputs: own, failure } = outcome;
      const causes = causesOf(outcome, result, compilation);
      return {
        name,
        action,
        status,
        changes,
        outputs: own,
        ...(failure && { failure: { ...failure, causes } }),
      };
    }),
    ...(errors.length > 0 && {
      errors: errors.map(({ stack, error }) => ({
        stack,
        message: error.message,
        ...(error.hint !== undefined && { hint: error.hint }),
        exitCode: error.exitCode,
        ...error.details,
        ...refusedPlace(stack, error, result, compilation),
      })),
    }),
    outputs: environmentOutputs(compilation, outputs),
    releases: outcomes.flatMap(({ release }) =>
      release
        ? [
            {
              service: release.service,
              release: release.release,
              result: release.result,
              image: release.image,
              commit: release.commit,
              ...(release.restores !== undefined && { restores: release.restores }),
            },
          ]
        : [],
    ),
    durationMs,
  };
  return `${JSON.stringify(document)}\n`;
}

/** The outputs that belong to the environment as a whole, `Url` among them. */
function environmentOutputs(
  { stacks }: Compilation,
  outputs: DeployResult['outputs'],
): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    ...stacks
      .filter(({ kind }) => kind === 'network' || kind === 'platform')
      .map(({ name }) => outputs.get(name) ?? {}),
  );
}

/** How a deploy ended, for people. */
export function deployText(
  result: DeployResult,
  compilation: Compilation,
  durationMs: number,
  style: Style,
): string {
  const { model } = compilation;
  const failed = result.outcomes.flatMap((outcome) =>
    outcome.failure ? [{ outcome, failure: outcome.failure }] : [],
  );
  if (failed.length + result.errors.length > 0) {
    const refused = result.errors.map(({ stack, error }) => {
      const where = whereText(refusedPlace(stack, error, result, compilation));
      const hint = [error.hint, where && `Where   ${where}`].filter((line) => line !== undefined).join('\n');
      const lines = hint === '' ? '' : `  ${hint.replaceAll('\n', '\n  ')}\n`;
      return `\n${style.red('✗')} ${style.bold(error.message)}\n${lines}`;
    });
    return failed
      .map(({ outcome, failure }) => {
        const stack = result.stacks.find(({ name }) => name === outcome.name);
        const service = stack?.service;
        return `\n${failureText(outcome, failure, {
          environment: model.environment,
          service,
          restores: result.restores,
          image: service === undefined ? undefined : result.images.get(service)?.image.split('@')[1],
          commit: result.commit,
          places: causesOf(outcome, result, compilation).flatMap((cause) => whereText(cause) ?? []),
          style,
        })}`;
      })
      .concat(refused)
      .join('');
  }
  const { Url: url } = environmentOutputs(compilation, result.outputs);
  const changed = result.outcomes.some(({ action }) => action !== 'none');
  const done = result.restores === undefined ? 'deployed' : 'rolled back';
  const what = changed ? `${done} in ${seconds(durationMs)}` : 'is up to date';
  const releases = result.outcomes.flatMap(({ release }) =>
    release
      ? [
          `${release.service} is release ${release.release}${release.restores === undefined ? '' : `, which restores release ${release.restores}`}`,
        ]
      : [],
  );
  return [
    `${style.green('✓')} ${model.config.app} → ${model.environment} ${what}`,
    ...releases.map((line) => `  ${line}`),
    ...(url === undefined ? [] : [`  ${url}`]),
    '',
  ].join('\n');
}

function causesOf(
  { name, failure }: StackOutcome,
  { stacks }: DeployResult,
  compilation: Compilation,
): readonly PlacedCause[] {
  const stack = [...stacks, ...compilation.shared].find((one) => one.name === name);
  const causes = failure?.causes ?? [];
  return stack ? placedCauses(stack, causes, compilation) : causes;
}

/** What of the config CloudFormation would not even plan. */
function refusedPlace(
  name: string,
  { details }: CommandError,
  { stacks }: DeployResult,
  compilation: Compilation,
): Pick<PlacedCause, 'place'> {
  const stack = [...stacks, ...compilation.shared].find((one) => one.name === name);
  const reason = details['reason'];
  const [cause] = stack && typeof reason === 'string' ? placedCauses(stack, [{ reason }], compilation) : [];
  return cause?.place ? { place: cause.place } : {};
}

function seconds(ms: number): string {
  const total = Math.round(ms / 1000);
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}

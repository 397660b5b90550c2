import { exit } from '../commands/command.ts';
import type { Compilation } from '../compile.ts';
import type { Style } from '../host/host.ts';
import { placesOf } from '../plan/place.ts';
import { readTemplate } from '../plan/template.ts';
import type { RenderedStack } from '../stack.ts';
import type { DeployResult } from './deploy-environment.ts';
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
export function deployJson(
  { outcomes, errors, outputs }: DeployResult,
  compilation: Compilation,
  durationMs: number,
): string {
  const document = {
    environment: compilation.model.environment,
    stacks: outcomes.map(({ name, action, status, changes, outputs: own, failure }) => ({
      name,
      action,
      status,
      changes,
      outputs: own,
      ...(failure && { failure }),
    })),
    ...(errors.length > 0 && {
      errors: errors.map(({ stack, error: { message, hint, exitCode, details } }) => ({
        stack,
        message,
        ...(hint !== undefined && { hint }),
        exitCode,
        ...details,
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
    const refused = result.errors.map(
      ({ error: { message, hint } }) =>
        `\n${style.red('✗')} ${style.bold(message)}\n${hint === undefined ? '' : `  ${hint.replaceAll('\n', '\n  ')}\n`}`,
    );
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
          place: stack && placeOf(stack, failure.causes[0]?.logicalId, compilation),
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

/** `platform.yaml:27`: where the resource that failed comes from. */
function placeOf(
  stack: RenderedStack,
  logicalId: string | undefined,
  { model, sources }: Compilation,
): string | undefined {
  if (logicalId === undefined) return undefined;
  const place = placesOf(stack, readTemplate(stack.body), { origins: model.origins, sources }).of(
    'Resources',
    logicalId,
  );
  return place && `${place.file}:${place.line}  (${logicalId})`;
}

function seconds(ms: number): string {
  const total = Math.round(ms / 1000);
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}

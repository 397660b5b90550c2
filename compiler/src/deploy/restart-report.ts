import type { Style } from '../host/host.ts';
import { causeRows, rowsText, type Row } from './failure-rows.ts';
import type { RestartResult } from './restart.ts';
import type { Restarted } from './restart-service.ts';

/** How a restart ended, as `--json` prints it. */
export function restartJson(
  { services, errors }: RestartResult,
  environment: string,
  durationMs: number,
): string {
  const document = {
    environment,
    services: services.map(({ target, attached, deployment, startedAt, status, running, failure }) => ({
      service: target.service,
      stack: target.stack,
      status,
      attached,
      taskDefinition: nameOf(target.taskDefinition),
      ...(target.imageDigest !== undefined && { image: target.imageDigest }),
      deployment,
      startedAt: startedAt.toISOString(),
      desired: target.desired,
      running,
      ...(failure && { failure }),
    })),
    ...(errors.length > 0 && {
      errors: errors.map(({ service, error: { message, hint, exitCode, details } }) => ({
        service,
        message,
        ...(hint !== undefined && { hint }),
        exitCode,
        ...details,
      })),
    }),
    durationMs,
  };
  return `${JSON.stringify(document)}\n`;
}

/** How a restart ended, for people. */
export function restartText(
  { services, errors }: RestartResult,
  about: { readonly app: string; readonly environment: string },
  durationMs: number,
  style: Style,
): string {
  const { app, environment } = about;
  const done = services.filter(({ failure }) => failure === undefined);
  const lines = done.map(
    ({ target, running }) =>
      `  ${target.service}  ${running} new ${running === 1 ? 'task' : 'tasks'} of ${nameOf(target.taskDefinition)}${target.imageDigest === undefined ? '' : `, ${target.imageDigest}`}\n`,
  );
  const took = `${Math.round(durationMs / 1000)} s`;
  return [
    ...(done.length > 0
      ? [`${style.green('✓')} ${app} → ${environment} restarted in ${took}\n`, ...lines]
      : []),
    ...services.flatMap((one) => (one.failure ? [`\n${failedText(one, environment, style)}`] : [])),
    ...errors.map(
      ({ service, error: { message, hint } }) =>
        `\n${style.red('✗')} ${style.bold(`${service} was not restarted: ${message}`)}\n${hint === undefined ? '' : `  ${hint}\n`}`,
    ),
  ].join('');
}

function failedText(
  { target, status, running, failure }: Restarted,
  environment: string,
  style: Style,
): string {
  if (!failure) return '';
  const { service, imageDigest, taskDefinition, desired } = target;
  const back = status === 'ROLLBACK_SUCCESSFUL' ? '; ECS went back to what ran before' : '';
  const served = failure.served ? '. Users were served all the time.' : '';
  const cause = { environment, service, image: imageDigest, commit: undefined, places: [] };
  const rows: readonly Row[] = [
    ...causeRows(failure, { ...cause, hasLog: true }),
    ['Now', [`${running} of ${desired} tasks of ${nameOf(taskDefinition)} run; the deployment is ${status}`]],
    [
      'Next',
      [
        'the image is the one that ran: look for what else has changed, a secret or what it depends on, then:',
        `npx platc restart --env ${environment} --service ${service}`,
      ],
    ],
  ];
  return rowsText(`${service} was not restarted${back}${served}`, rows, style);
}

function nameOf(taskDefinition: string): string {
  return taskDefinition.split('/').at(-1) ?? taskDefinition;
}

import type { SandboxContext } from '../context.ts';
import { makePassword, USER } from '../ecr/registry/password.ts';
import { ProcessRunner } from './process-runner.ts';
import type { TaskRunner } from './task-runner.ts';

/** What tasks are: processes of this machine, or containers of its Docker engine. */
export type RunnerName = 'process' | 'docker';

/**
 * The runner of a sandbox.
 * Throws `NoEngineError` where tasks are to be containers and no engine answers.
 * @param listening the sandbox's endpoint, as soon as it answers: an engine pulls images from there
 */
export async function openRunner(
  name: RunnerName,
  context: SandboxContext,
  listening: Promise<string>,
): Promise<TaskRunner> {
  const { stateDir, clock } = context;
  if (name === 'process') return new ProcessRunner(stateDir, clock);
  const { DockerRunner } = await import('./docker-runner.ts');
  return DockerRunner.open({
    stateDir,
    login: async (region) => ({
      registry: new URL(await listening).host,
      auth: Buffer.from(`${USER}:${makePassword(context, region)}`).toString('base64'),
    }),
  });
}

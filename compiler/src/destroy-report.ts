import type { Host } from './host/host.ts';
import type { DestroyResult } from './deploy/destroy.ts';

/** What became of one environment. */
export interface DestroyedEnvironment extends DestroyResult {
  /** Of the sandbox, where the environment was there. */
  readonly endpoint: string | undefined;
}

/** What `--json` prints of all that went. */
export function destroyedJson(
  environment: string,
  results: ReadonlyMap<string, DestroyResult>,
  durationMs: number,
): string {
  const all = [...results.values()];
  return JSON.stringify({
    environment,
    stacks: all.flatMap(({ stacks }) => stacks),
    retained: all.flatMap(({ retained }) => retained),
    remaining: all.at(-1)?.remaining ?? [],
    durationMs,
  });
}

/** Says what went, what stays and why, and what could not be deleted. */
export async function sayDestroyed(
  host: Host,
  environment: string,
  { stacks, retained, remaining, endpoint }: DestroyedEnvironment,
): Promise<void> {
  const { style, errStyle } = host.terminal;
  if (stacks.length === 0) host.out(`${environment} is not deployed: there was nothing to delete\n`);
  const failed = stacks.filter(({ failure }) => failure !== undefined);
  const deleted = stacks.length - failed.length;
  if (deleted > 0)
    host.out(
      `${style.green('✓')} ${environment}: ${deleted} ${deleted === 1 ? 'stack' : 'stacks'} deleted\n`,
    );
  if (remaining.length > 0) {
    const why = environment === 'common' ? 'with its images' : 'shared by all environments';
    host.out(`  Still there, ${why}: ${remaining.join(', ')}\n`);
    if (endpoint !== undefined) {
      const { commonOfSandbox } = await import('./sandbox-target.ts');
      host.out(`  ${commonOfSandbox(endpoint)} reaches them; so does npx platc sandbox reset\n`);
    }
  }
  if (retained.length > 0) {
    host.out('  These stay, because their DeletionPolicy says so:\n');
    for (const { stack, logicalId, type, physicalId } of retained)
      host.out(`  ${stack}  ${logicalId} (${type})  ${physicalId}\n${fateOf(type, physicalId)}`);
  }
  for (const { name, status, failure } of failed)
    host.err(`${errStyle.red('✗')} ${name} is ${status}: ${failure}\n`);
}

/** What a retained resource still does, and how it goes. */
function fateOf(type: string, physicalId: string): string {
  const says: Readonly<Record<string, string>> = {
    'AWS::KMS::Key': `what it encrypted can be read while it is there, and it costs: aws kms schedule-key-deletion --key-id ${physicalId}`,
    'AWS::Logs::LogGroup': `a deploy finds its name taken: aws logs delete-log-group --log-group-name ${physicalId}`,
    'AWS::S3::Bucket': `empty: aws s3 rb s3://${physicalId}`,
  };
  return says[type] === undefined ? '' : `    ${says[type]}\n`;
}

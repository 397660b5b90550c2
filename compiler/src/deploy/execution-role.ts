import type { Aws } from '../aws/aws.ts';
import { CommandError, exit } from '../commands/command.ts';
import type { ExecutionRole } from '../compile.ts';
import type { Clock } from './clock.ts';
import { outputsOf, readStack } from './stack-state.ts';

/**
 * ARN of the role that CloudFormation acts as for an environment's own stacks. Throws where it is not deployed: the
 * permissions boundary that every role of the environment carries is missing then too.
 */
export async function executionRoleArn(
  aws: Aws,
  clock: Clock,
  environment: string,
  { stack, region, output }: ExecutionRole,
): Promise<string> {
  const api = await aws.inRegion(region).cloudFormation();
  const there = await readStack(api, clock, stack);
  const arn = outputsOf(there)[output];
  if (arn !== undefined) return arn;
  throw new CommandError(
    exit.refused,
    there
      ? `${stack} in ${region} has no roles for ${environment} in this account`
      : `${stack} is not deployed in ${region}, and ${environment} needs its roles`,
    'Nothing was touched. Somebody with rights over IAM runs `platc deploy --env common` first, or remove `access` from platform.yaml.',
    { stack, region },
  );
}

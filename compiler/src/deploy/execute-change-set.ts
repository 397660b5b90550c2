import { isRefusal, isTransient } from '../aws/aws-error.ts';
import type { CloudFormationApi } from '../aws/cloudformation.ts';
import { CommandError, exit } from '../commands/command.ts';
import { describeChangeSet, type ChangeSet } from './change-set.ts';
import type { Clock } from './clock.ts';
import { tokenFor } from './mend.ts';
import { nameOf } from './stack-state.ts';

/** The token of a change set's execution: the same change set gives the same, so that it cannot run twice. */
export function executionToken(changeSetId: string): string {
  return tokenFor('execute', changeSetId);
}

/**
 * Starts the execution exactly once, also where an answer was lost: whether it began is then read from the change set.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html
 */
export async function executeChangeSet(
  api: CloudFormationApi,
  clock: Clock,
  changeSet: ChangeSet,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await api.executeChangeSet({
        ChangeSetName: changeSet.id,
        StackName: changeSet.stackId,
        ClientRequestToken: executionToken(changeSet.id),
      });
      return;
    } catch (error) {
      // An execution deletes all other change sets of the stack.
      if (isRefusal(error, 'ChangeSetNotFound')) throw overtaken(changeSet);
      const busy = isRefusal(error, 'ValidationError', 'IN_PROGRESS state');
      const maybeBegun =
        isTransient(error) ||
        isRefusal(error, 'TokenAlreadyExistsException') ||
        isRefusal(error, 'InvalidChangeSetStatus') ||
        busy;
      if (!maybeBegun) throw error;
      const { ExecutionStatus } = await describeChangeSet(api, clock, changeSet);
      if (ExecutionStatus?.startsWith('EXECUTE_')) return;
      if (busy || ExecutionStatus === 'OBSOLETE') throw overtaken(changeSet);
      if (ExecutionStatus !== 'AVAILABLE' || attempt === 10) throw error;
      await clock.sleep(Math.min(1_000 * 2 ** attempt, 30_000));
    }
  }
}

function overtaken({ stackId }: ChangeSet): CommandError {
  const stack = nameOf(stackId);
  return new CommandError(
    exit.failed,
    `another operation on ${stack} began in the same moment`,
    'Nothing of this stack was touched by this run. The same command follows that operation, then goes on.',
    { stack },
  );
}

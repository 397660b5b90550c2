import type { Stack } from '../aws/cloudformation.ts';
import type { Release } from '../deploy/release.ts';
import { conditionOf } from '../deploy/stack-state.ts';
import { optionsOf, refusal, type Wanted } from './refusal.ts';

/**
 * Refuses (4) a stack that cannot go back: only one that takes a change set can, and one whose rollback is under way is followed.
 * @param open the release that was begun last, where its end is not recorded
 * @param goesOn whether that is the rollback that is asked for
 */
export function checkState(
  wanted: Wanted,
  stack: Stack | undefined,
  open: Release | undefined,
  goesOn: boolean,
): void {
  const { StackName: name = '', StackStatus: status = '' } = stack ?? {};
  const details = { stack: name, status };
  switch (conditionOf(stack?.StackStatus)) {
    case 'stable':
      return;
    case 'busy':
      if (goesOn && status !== 'DELETE_IN_PROGRESS') return;
      throw refusal(
        wanted,
        `stack ${name} is ${status}${open ? `: release ${open.release} is being deployed` : ''}`,
        status === 'UPDATE_IN_PROGRESS'
          ? `Wait for its end. Or stop it, and CloudFormation goes back to the release before it: aws cloudformation cancel-update-stack --stack-name ${name}`
          : 'Wait for its end: npx platc status says how far it is.',
        details,
      );
    case 'absent':
    case 'leftover':
      throw refusal(
        wanted,
        'it is not deployed: there is nothing to go back from',
        `npx platc deploy ${optionsOf(wanted)}`,
        details,
      );
    case 'half-rolled-back':
    case 'stuck':
      throw refusal(
        wanted,
        `stack ${name} is ${status}: it takes no change set in this state`,
        status === 'UPDATE_ROLLBACK_FAILED'
          ? `Mend what its events name, then let it go on: aws cloudformation continue-update-rollback --stack-name ${name}`
          : `npx platc deploy ${optionsOf(wanted)} says what can be done about it.`,
        details,
      );
  }
}

import type { SandboxContext } from '../../context.ts';
import { stackArn, uuidFrom } from '../arn.ts';
import type { StackRecord } from '../records.ts';

/** A stack that has no resources and no status of its own yet. */
export function newStack(context: SandboxContext, region: string, stackName: string): StackRecord {
  return {
    stackId: stackArn(context, region, stackName, uuidFrom(context.randomHex(32))),
    stackName,
    region,
    status: 'REVIEW_IN_PROGRESS',
    creationTime: context.clock.now(),
    disableRollback: false,
    onFailure: 'ROLLBACK',
    terminationProtection: false,
    outputs: [],
    imports: [],
    tokens: {},
  };
}

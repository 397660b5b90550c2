import { describe, expect, it } from 'vitest';
import type { StackEvent } from '../aws/cloudformation.ts';
import { plainText } from './testing/plain-style.ts';
import { causesOf } from './cause.ts';
import type { StackFailure, StackOutcome } from './deployment.ts';
import { failureText } from './failure-text.ts';

const outcome = (status: string): StackOutcome => ({
  name: 'app-prod-api',
  action: 'update',
  status,
  changes: 1,
  outputs: {},
});
const context = {
  environment: 'prod',
  service: 'api',
  image: 'sha256:9be1',
  commit: '77ab012345',
  places: ['platform.yaml:27  (Service)'],
  style: plainText,
};
const task = {
  task: '8f1c',
  reason: 'Essential container in task exited',
  container: 'api',
  exitCode: 1,
  ranFor: 3,
  log: ["Error: Cannot find module 'x'"],
};
const failure = (more: Partial<StackFailure>): StackFailure => ({
  causes: [{ logicalId: 'Service', type: 'AWS::ECS::Service', reason: 'Circuit Breaker was triggered' }],
  tasks: [],
  stoppedTasks: 0,
  ...more,
});

describe('the report of a failure', () => {
  it('shows the cause first, then what AWS says, what is there now, what to do', () => {
    expect(
      failureText(
        outcome('UPDATE_ROLLBACK_COMPLETE'),
        failure({
          tasks: [task],
          stoppedTasks: 3,
          breaker: { failureCount: 3, threshold: 3 },
          deployedRelease: 41,
          served: true,
        }),
        context,
      ),
    ).toBe(`✗ app-prod-api failed, and was rolled back to what it was before. Users were served all the time.

  Cause   container api exits with code 1, 3 s after its start (3 of 3 tries): Essential container in task exited

          api  Error: Cannot find module 'x'
          (more: npx platc logs --env prod --service api --task 8f1c)
  AWS     Service (AWS::ECS::Service): Circuit Breaker was triggered
  Where   platform.yaml:27  (Service)
  Image   sha256:9be1, deployed from commit 77ab012
  Usual   the image was built without the application’s own build, or .dockerignore leaves out what it needs
  Now     stack app-prod-api is UPDATE_ROLLBACK_COMPLETE on release 41
  Next    mend the service and commit, then: npx platc deploy --env prod --push
`);
  });

  it('offers more of the log only where the log group is still there', () => {
    const text = (status: string) => failureText(outcome(status), failure({ tasks: [task] }), context);
    expect(text('ROLLBACK_COMPLETE')).toContain("Error: Cannot find module 'x'");
    expect(text('ROLLBACK_COMPLETE')).not.toContain('platc logs');
    expect(text('DELETE_COMPLETE')).not.toContain('platc logs');
    expect(text('UPDATE_ROLLBACK_COMPLETE')).toContain('(more: npx platc logs --env prod');
  });

  it('says of users only what was seen', () => {
    const text = (status: string, served?: boolean) =>
      failureText(outcome(status), failure(served === undefined ? {} : { served }), context);
    expect(text('UPDATE_ROLLBACK_COMPLETE', false)).not.toContain('Users');
    expect(text('UPDATE_ROLLBACK_COMPLETE')).not.toContain('Users');
    expect(text('UPDATE_ROLLBACK_FAILED', true)).not.toContain('Users');
  });

  it('of a resource names it, and what else failed', () => {
    const causes = [
      { logicalId: 'Vpc', type: 'AWS::EC2::VPC', reason: 'The maximum number of VPCs has been reached.' },
      { logicalId: 'Log', type: 'AWS::Logs::LogGroup', reason: 'exists' },
    ];
    expect(failureText(outcome('ROLLBACK_COMPLETE'), failure({ causes }), { ...context, places: [] }))
      .toBe(`✗ app-prod-api could not be created; what had been made of it was taken away again

  Cause   Vpc (AWS::EC2::VPC): The maximum number of VPCs has been reached.
  Also    Log (AWS::Logs::LogGroup): exists
  Now     stack app-prod-api is ROLLBACK_COMPLETE
  Next    mend the cause, then: npx platc deploy --env prod
`);
  });

  it('of tasks that never started gives the reason of ECS', () => {
    const {
      exitCode: _,
      ranFor: __,
      ...never
    } = { ...task, reason: 'CannotPullContainerError: not found', log: [] };
    const text = failureText(outcome('DELETE_COMPLETE'), failure({ tasks: [never], stoppedTasks: 1 }), {
      ...context,
      service: undefined,
      image: undefined,
    });
    expect(text).toContain('could not be created, and was deleted again');
    expect(text).toContain('Cause   CannotPullContainerError: not found (1 task)\n  AWS ');
  });

  it('that AWS gives no reason for says so', () => {
    expect(failureText(outcome('UPDATE_ROLLBACK_FAILED'), failure({ causes: [] }), context)).toContain(
      '✗ app-prod-api failed\n\n  Cause   AWS gives no reason',
    );
  });
});

describe('causesOf', () => {
  const event = (
    LogicalResourceId: string,
    ResourceStatus: NonNullable<StackEvent['ResourceStatus']>,
    ResourceStatusReason?: string,
  ): StackEvent => {
    const ofStack = LogicalResourceId === 'app';
    return {
      StackId: 'id',
      StackName: 'app',
      EventId: `${LogicalResourceId}-${ResourceStatus}`,
      Timestamp: new Date(0),
      LogicalResourceId,
      ResourceType: ofStack ? 'AWS::CloudFormation::Stack' : 'AWS::X::Y',
      PhysicalResourceId: ofStack ? 'id' : 'other',
      ResourceStatus,
      ...(ResourceStatusReason !== undefined && { ResourceStatusReason }),
    };
  };

  it('are the failures in time, without the cancelled ones', () => {
    const events = [
      event('B', 'CREATE_FAILED', 'no '),
      event('A', 'CREATE_FAILED', 'Resource creation cancelled'),
      event('C', 'UPDATE_FAILED', 'Resource update cancelled'),
      event('D', 'CREATE_FAILED'),
    ];
    expect(causesOf(events).map(({ logicalId, reason }) => `${logicalId}: ${reason}`)).toEqual([
      'B: no',
      'D: CloudFormation gives no reason',
    ]);
  });

  it('are the reason of the stack where no resource failed, without words that nobody said', () => {
    const reason = 'Transform x failed with: y. Rollback requested by user.';
    expect(
      causesOf([
        event('app', 'CREATE_IN_PROGRESS', 'User Initiated'),
        event('app', 'ROLLBACK_IN_PROGRESS', reason),
      ]),
    ).toEqual([{ reason: 'Transform x failed with: y' }]);
    expect(causesOf([])).toEqual([{ reason: 'CloudFormation gives no reason' }]);
  });
});

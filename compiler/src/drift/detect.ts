import { isRefusal } from '../aws/aws-error.ts';
import { allPages } from '../aws/client.ts';
import type { CloudFormationApi, StackResourceDrift } from '../aws/cloudformation.ts';
import { Pace, patiently, type Clock } from '../deploy/clock.ts';

/** How a detection ended. */
export interface Detected {
  /** Of the resources that were looked at. */
  readonly drifts: readonly StackResourceDrift[];
  /** Where it did not succeed for all of them. */
  readonly problem?: string;
}

/** Minutes that a detection may take: CloudFormation speaks of several. */
const LONGEST = 15;

/**
 * Has CloudFormation compare a stack with what is there, and waits for the end of it. One detection runs at a time: another one's
 * is waited for first. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html
 */
export async function detectDrift(api: CloudFormationApi, clock: Clock, stackId: string): Promise<Detected> {
  const until = clock.now().getTime() + LONGEST * 60_000;
  const late = () => clock.now().getTime() > until;
  const tooLong = { drifts: [], problem: `CloudFormation did not finish within ${LONGEST} minutes` };
  const pace = new Pace(clock);
  let id: string | undefined;
  while ((id = await begin(api, clock, stackId)) === undefined) {
    if (late()) return tooLong;
    await pace.wait();
  }
  const detection = { StackDriftDetectionId: id };
  for (;;) {
    const now = await patiently(clock, () => api.describeStackDriftDetectionStatus(detection));
    if (now.DetectionStatus !== 'DETECTION_IN_PROGRESS') {
      const drifts = await allPages(
        (token) =>
          patiently(clock, () =>
            api.describeStackResourceDrifts({
              StackName: stackId,
              ...(token !== undefined && { NextToken: token }),
            }),
          ),
        ({ StackResourceDrifts }) => StackResourceDrifts,
        ({ NextToken }) => NextToken,
      );
      if (now.DetectionStatus === 'DETECTION_COMPLETE') return { drifts };
      return { drifts, problem: now.DetectionStatusReason ?? 'CloudFormation gives no reason' };
    }
    if (late()) return tooLong;
    await pace.wait();
  }
}

/** Undefined while another detection runs: also one that was begun by a call whose answer was lost. */
async function begin(api: CloudFormationApi, clock: Clock, stackId: string): Promise<string | undefined> {
  try {
    const { StackDriftDetectionId: id } = await patiently(clock, () =>
      api.detectStackDrift({ StackName: stackId }),
    );
    return id;
  } catch (error) {
    if (isRefusal(error, 'ValidationError', 'Drift detection is already in progress')) return undefined;
    throw error;
  }
}

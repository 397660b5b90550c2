import type { Task } from '@aws-sdk/client-ecs';
import type { SandboxContext } from '../context.ts';
import type { SubnetPlace } from '../elbv2/load-balancer-behaviour.ts';
import type { FoundImage } from '../ecr/find-image.ts';
import type { LoadBalancing } from '../elbv2/load-balancing.ts';
import type { TaskRunner } from '../runner/task-runner.ts';

/** Where the lines of a container go. */
export interface LogDestination {
  readonly region: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** `awslogs-create-group` */
  readonly createGroup: boolean;
}

interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/**
 * Adds events to a stream, which is made where it does not exist; with no events only that. Returns whether the log
 * group exists.
 */
type AppendLogEvents = (destination: LogDestination, events: readonly LogEvent[]) => boolean;

/** What ECS needs of the rest of the sandbox. */
export interface EcsDeps {
  readonly context: SandboxContext;
  readonly runner: TaskRunner;
  readonly loadBalancing: LoadBalancing;
  /** `undefined` where there is no such image. */
  readonly findImage: (uri: string) => FoundImage | undefined;
  readonly appendLogEvents: AppendLogEvents;
  /** The value of `secrets[].valueFrom`; throws `AwsError`. Without it a task with secrets does not start. */
  readonly resolveSecret?: (valueFrom: string, region: string) => string;
  readonly findSubnet?: (subnetId: string) => SubnetPlace | undefined;
  /** Tells that the state of a task has changed. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
  readonly taskChanged?: (taskArn: string, describe: () => Task) => void;
}

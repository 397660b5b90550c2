import { isRefusal } from '../aws/aws-error.ts';
import type { CloudFormationApi, StackEvent } from '../aws/cloudformation.ts';
import type { Deployment } from './deployment.ts';
import { patiently } from './clock.ts';
import { isOfStack, type Watch } from './follow.ts';
import { Rollout, type Breaker, type RolloutState } from './rollout.ts';
import { serviceRef, type TaskFailure } from './tasks.ts';

/**
 * What happens to one stack, handed on to the screen; and from the moment that CloudFormation turns to an ECS service, a watch
 * on its new tasks, with a limit on their time.
 */
export class RolloutWatch implements Watch {
  readonly #deployment: Deployment;
  readonly #stack: string;
  readonly #api: CloudFormationApi;
  #rollout: Rollout | undefined;
  #since: Date | undefined;
  #creating = false;
  #goesBack = false;
  #timedOut = false;

  constructor(deployment: Deployment, stack: string, api: CloudFormationApi) {
    this.#deployment = deployment;
    this.#stack = stack;
    this.#api = api;
  }

  get failures(): readonly TaskFailure[] {
    return this.#rollout?.failures ?? [];
  }

  /** How many of the new tasks stopped. */
  get stopped(): number {
    return this.#rollout?.stopped ?? 0;
  }

  get breaker(): Breaker | undefined {
    return this.#rollout?.breaker;
  }

  get last(): RolloutState | undefined {
    return this.#rollout?.last;
  }

  /** See `Rollout`. */
  get served(): boolean | undefined {
    return this.#rollout?.served;
  }

  /** Whether the new tasks were given up because they took too long. */
  get timedOut(): boolean {
    return this.#timedOut;
  }

  event(event: StackEvent): void {
    const { aws, clock, progress } = this.#deployment;
    const status = event.ResourceStatus ?? '';
    if (isOfStack(event)) {
      if (status === 'CREATE_IN_PROGRESS' || status === 'UPDATE_IN_PROGRESS') {
        this.#creating = status === 'CREATE_IN_PROGRESS';
        this.#goesBack = false;
        this.#rollout = undefined;
        this.#since = undefined;
        this.#timedOut = false;
      }
      if (status.endsWith('ROLLBACK_IN_PROGRESS')) {
        this.#goesBack = true;
        progress.phase(this.#stack, 'rolling back');
      }
      return;
    }
    progress.resource(this.#stack, {
      at: event.Timestamp ?? clock.now(),
      logicalId: event.LogicalResourceId ?? '',
      type: event.ResourceType ?? '',
      status,
      ...(event.ResourceStatusReason !== undefined && { reason: event.ResourceStatusReason }),
    });
    if (event.ResourceType !== 'AWS::ECS::Service' || !/^(CREATE|UPDATE)_IN_PROGRESS$/.test(status)) return;
    // The first event of a creation has no physical id yet; by the second the deployment has begun.
    this.#since ??= event.Timestamp ?? clock.now();
    if (this.#goesBack || this.#rollout || !event.PhysicalResourceId) return;
    this.#rollout = new Rollout(aws, serviceRef(event.PhysicalResourceId), this.#since);
  }

  /** A look after the end of the operation: what stopped in its last moments is not forgotten yet. */
  async lastLook(): Promise<void> {
    await this.#rollout?.look();
  }

  async poll(): Promise<void> {
    const { progress, clock } = this.#deployment;
    const state = await this.#rollout?.look((note) => progress.note(this.#stack, note));
    if (state) progress.rollout(this.#stack, state);
    progress.tick();
    if (!state) return;
    const limit = this.#deployment.rolloutSeconds(this.#stack);
    const late = clock.now().getTime() - state.startedAt.getTime() > limit * 1000;
    if (late && state.state !== 'COMPLETED' && !this.#goesBack && !this.#timedOut) await this.#giveUp();
  }

  /**
   * An update is cancelled and rolls back. A creation cannot be cancelled: there is nothing to go back to, and it is deleted.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn--stack-update-cancel.html
   */
  async #giveUp(): Promise<void> {
    this.#timedOut = true;
    const { clock } = this.#deployment;
    if (this.#creating) {
      await patiently(clock, () => this.#api.deleteStack({ StackName: this.#stack }));
      return;
    }
    await patiently(clock, () => this.#api.cancelUpdateStack({ StackName: this.#stack })).catch(
      (error: unknown) => {
        // It ended, or began to roll back, in the same moment.
        if (!isRefusal(error, 'ValidationError')) throw error;
      },
    );
  }
}

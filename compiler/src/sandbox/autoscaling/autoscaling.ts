import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import type { Ecs } from '../ecs/ecs.ts';
import { Table } from '../table.ts';
import type { ScalableTargetRecord, ScalingPolicyRecord } from './records.ts';

export interface AutoscalingDeps {
  readonly context: SandboxContext;
  readonly ecs: Ecs;
}

/**
 * Application Auto Scaling for ECS services: keeps the desired count between the capacities of the scalable target.
 * Neither CPU nor memory is measured here, so policies are kept and shown, and do nothing.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export class Autoscaling {
  readonly targets: Table<ScalableTargetRecord>;
  readonly policies: Table<ScalingPolicyRecord>;
  readonly context: SandboxContext;
  readonly #ecs: Ecs;

  constructor({ context, ecs }: AutoscalingDeps) {
    this.context = context;
    this.targets = new Table(context.store, 'autoscaling/targets');
    this.policies = new Table(context.store, 'autoscaling/policies');
    this.#ecs = ecs;
  }

  /**
   * Brings the service's desired count between the capacities.
   * @param resourceId `service/<cluster>/<service>`
   * @throws AwsError `ValidationException` where there is no such service
   */
  apply({ region, resourceId, minCapacity, maxCapacity }: ScalableTargetRecord): void {
    const [, cluster, name] = resourceId.split('/');
    const missing = new AwsError('ValidationException', `ECS service doesn't exist: ${resourceId}`);
    if (cluster === undefined || name === undefined) throw missing;
    const service = this.#ecs.findService(this.#ecs.cluster(region, cluster), name);
    if (service?.status !== 'ACTIVE') throw missing;
    this.#ecs.setDesiredCount(service, Math.min(maxCapacity, Math.max(minCapacity, service.desiredCount)));
  }

  /** @throws AwsError `ObjectNotFoundException` */
  target(region: string, resourceId: string): ScalableTargetRecord {
    const target = this.targets.get(targetKey(region, resourceId));
    if (target) return target;
    const message = `No scalable target registered for service namespace: ecs, resource ID: ${resourceId}, scalable dimension: ecs:service:DesiredCount`;
    throw new AwsError('ObjectNotFoundException', message);
  }
}

export function targetKey(region: string, resourceId: string): string {
  return `${region} ${resourceId}`;
}

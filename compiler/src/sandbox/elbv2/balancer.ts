import type { LoadBalancingTables } from './records.ts';
import { numberAttribute } from './attributes.ts';
import type { LiveTarget, Targets } from './targets.ts';

/**
 * Chooses the target of a group for one request.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export class Balancer {
  readonly #tables: LoadBalancingTables;
  readonly #targets: Targets;
  readonly #turns = new Map<string, number>();

  constructor(tables: LoadBalancingTables, targets: Targets) {
    this.#tables = tables;
    this.#targets = targets;
  }

  /**
   * A healthy target, by turns or the one with the fewest open requests. With fewer healthy ones than the group
   * asks for (one, unless an attribute says more), all that do not drain are used, healthy or not: it fails open.
   * `undefined` where no target is registered, or all of them drain.
   */
  choose(targetGroupArn: string): LiveTarget | undefined {
    const usable = this.#targets.of(targetGroupArn).filter(({ health }) => health.State !== 'draining');
    const healthy = usable.filter(({ health }) => health.State === 'healthy');
    const attributes = this.#tables.targetGroups.get(targetGroupArn)?.attributes ?? {};
    const routing = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets';
    const least = Math.max(
      numberAttribute(attributes, `${routing}.count`) || 1,
      Math.ceil((usable.length * (numberAttribute(attributes, `${routing}.percentage`) || 0)) / 100),
    );
    const candidates = healthy.length >= least ? healthy : usable;
    if (attributes['load_balancing.algorithm.type'] === 'least_outstanding_requests') {
      return candidates.toSorted((a, b) => a.requests.size - b.requests.size)[0];
    }
    const turn = this.#turns.get(targetGroupArn) ?? 0;
    this.#turns.set(targetGroupArn, turn + 1);
    return candidates[turn % candidates.length];
  }
}

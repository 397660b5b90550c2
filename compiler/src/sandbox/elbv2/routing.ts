import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Condition, RoutedRequest } from './conditions.ts';
import { compileCondition } from './conditions.ts';
import type { ListenerRecord, RuleRecord } from './records.ts';

/** One of several target groups and how much of the traffic it gets. */
export interface WeightedGroup {
  readonly arn: string;
  readonly weight: number;
}

/** Which action a request gets. */
export type Router = (request: RoutedRequest) => Action | undefined;

/**
 * Compiles the rules of a listener: the first whose conditions all hold decides, in the order of their priorities;
 * the default action comes last.
 * @param rules in the order of their priorities
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 */
export function compileRouter(listener: ListenerRecord, rules: readonly RuleRecord[]): Router {
  const compiled: { readonly conditions: readonly Condition[]; readonly action: Action | undefined }[] =
    rules.map((rule) => ({
      conditions: rule.conditions.map(compileCondition),
      action: lastAction(rule.actions),
    }));
  compiled.push({ conditions: [], action: lastAction(listener.defaultActions) });
  return (request) => compiled.find(({ conditions }) => conditions.every((holds) => holds(request)))?.action;
}

/** The target groups of a forward action that get any traffic. */
export function weightedGroups(action: Action): readonly WeightedGroup[] {
  const groups = action.ForwardConfig?.TargetGroups ?? [{ TargetGroupArn: action.TargetGroupArn }];
  return groups
    .map(({ TargetGroupArn, Weight }) => ({ arn: TargetGroupArn ?? '', weight: Weight ?? 1 }))
    .filter(({ arn, weight }) => arn !== '' && weight > 0);
}

/**
 * Takes turns between groups in proportion to their weights. A load balancer draws at random; turns give the same
 * shares and repeat.
 */
export class WeightedTurns {
  readonly #credit = new Map<string, number>();

  next(groups: readonly WeightedGroup[]): string | undefined {
    let best: WeightedGroup | undefined;
    let total = 0;
    for (const group of groups) {
      total += group.weight;
      const credit = (this.#credit.get(group.arn) ?? 0) + group.weight;
      this.#credit.set(group.arn, credit);
      if (!best || credit > (this.#credit.get(best.arn) ?? 0)) best = group;
    }
    if (best) this.#credit.set(best.arn, (this.#credit.get(best.arn) ?? 0) - total);
    return best?.arn;
  }
}

/** The action that answers; those before it authenticate and are refused when the rule is made. */
function lastAction(actions: readonly Action[]): Action | undefined {
  return actions.toSorted((a, b) => (a.Order ?? 0) - (b.Order ?? 0)).at(-1);
}

import { validationError } from '../errors.ts';

/** For each node, what it depends on. Names that are no node of the graph are of no account. */
export type DependencyGraph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The nodes in an order in which each comes after what it depends on; where that leaves a choice, as declared.
 * @throws ValidationError when nodes depend on each other in a circle
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
 */
export function inDependencyOrder(graph: DependencyGraph): string[] {
  const order: string[] = [];
  const placed = new Set<string>();
  let left = [...graph.keys()];
  while (left.length > 0) {
    const ready = left.filter((node) =>
      [...(graph.get(node) ?? [])].every((other) => placed.has(other) || !graph.has(other)),
    );
    if (ready.length === 0) throw circular(graph, left);
    for (const node of ready) {
      order.push(node);
      placed.add(node);
    }
    left = left.filter((node) => !placed.has(node));
  }
  return order;
}

/** Names what lies on circles, and not what merely waits for them. */
function circular(graph: DependencyGraph, stuck: readonly string[]): Error {
  let left = stuck;
  for (;;) {
    const needed = new Set(left.flatMap((node) => [...(graph.get(node) ?? [])]));
    const inner = left.filter((node) => needed.has(node));
    if (inner.length === left.length) break;
    left = inner;
  }
  return validationError(`Circular dependency between resources: [${left.join(', ')}]`);
}

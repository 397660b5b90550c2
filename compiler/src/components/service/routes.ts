import type { Model } from '../../model.ts';

/** A path pattern of the load balancer, the service it leads to, and where its rule stands among all others. */
export interface Route {
  readonly service: string;
  readonly pattern: string;
  /** 1 to 50000, unique per listener: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html */
  readonly priority: number;
}

/** Places per length of the literal beginning of a pattern. */
const PLACES = 300;

/**
 * Priorities of all routes: the longer the beginning of a pattern without wildcards, the sooner it is asked. They
 * are made from the pattern itself, so that a route that comes or goes moves no other one: rules of other stacks
 * keep theirs, and no two ever want to swap. Only where two patterns meet on a place does the later one step aside.
 */
export function routes(model: Model): readonly Route[] {
  const all = Object.entries(model.config.services).flatMap(([service, { routes }]) =>
    routes.map((pattern) => ({ service, pattern })),
  );
  const taken = new Set<number>();
  return all
    .sort((a, b) => (a.pattern < b.pattern ? -1 : a.pattern > b.pattern ? 1 : 0))
    .map(({ service, pattern }) => {
      const literal = pattern.search(/[*?]/);
      const length = literal < 0 ? 129 : literal;
      const first = (129 - length) * PLACES + 1;
      let priority = first + (hash(pattern) % PLACES);
      while (taken.has(priority)) priority = priority + 1 < first + PLACES ? priority + 1 : first;
      taken.add(priority);
      return { service, pattern, priority };
    });
}

/** FNV-1a, 32 bits: spreads names evenly, and is the same everywhere. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

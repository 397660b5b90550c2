import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../model.ts';
import { routes } from './routes.ts';

const model = (services: Record<string, string[]>) =>
  ({
    config: {
      services: Object.fromEntries(
        Object.entries(services).map(([name, patterns]) => [name, { routes: patterns }]),
      ),
    },
  }) as unknown as Model;
const priorities = (services: Record<string, string[]>) =>
  new Map(routes(model(services)).map(({ pattern, priority }) => [pattern, priority]));

describe('priorities of listener rules', () => {
  it('asks the longer literal beginning first', () => {
    const order = [...priorities({ a: ['/*', '/api/*'], b: ['/api/v2/*', '/api/v2/health'] })]
      .toSorted(([, x], [, y]) => x - y)
      .map(([pattern]) => pattern);
    expect(order).toEqual(['/api/v2/health', '/api/v2/*', '/api/*', '/*']);
  });

  it('puts a pattern without wildcards before any with one', () => {
    const all = priorities({ a: ['/abcdefghijklmnopqrstuvwxyz/*'], b: ['/a'] });
    expect(all.get('/a')).toBeLessThan(all.get('/abcdefghijklmnopqrstuvwxyz/*') ?? 0);
  });

  const pattern = fc.stringMatching(/^\/[a-c]{0,4}[*?]?$/);

  it('are unique and within what a listener takes, and a new route moves none unless they meet', () => {
    fc.assert(
      fc.property(fc.uniqueArray(pattern, { minLength: 1, maxLength: 60 }), pattern, (patterns, added) => {
        const before = priorities({ a: patterns });
        expect(new Set(before.values()).size).toBe(patterns.length);
        for (const priority of before.values()) expect(priority >= 1 && priority <= 50_000).toBe(true);
        const after = priorities({ a: [...new Set([...patterns, added])] });
        const moved = patterns.filter((one) => before.get(one) !== after.get(one));
        // Only those of the same length that had to step aside for the new one.
        for (const one of moved) expect(one.search(/[*?]/)).toBe(added.search(/[*?]/));
      }),
    );
  });
});

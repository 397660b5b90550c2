/**
 * Runs work in the order of its dependencies, as much at once as they allow. An item is skipped where one that it depends on did
 * not succeed; the others go on. The first error is thrown once nothing runs any more, so that nothing goes on unseen.
 */
export async function inOrder<Item, Result>(
  items: readonly Item[],
  dependenciesOf: (item: Item) => readonly Item[],
  work: (item: Item) => Promise<{ readonly result?: Result; readonly ok: boolean }>,
  skipped: (item: Item) => void = () => undefined,
): Promise<readonly Result[]> {
  const runs = new Map<Item, Promise<{ readonly result?: Result; readonly ok: boolean }>>();
  const errors: unknown[] = [];
  const run = async (item: Item): Promise<{ readonly result?: Result; readonly ok: boolean }> => {
    const before = await Promise.all(
      dependenciesOf(item).map(
        (dependency) => runs.get(dependency) ?? Promise.resolve({ ok: true as const }),
      ),
    );
    if (errors.length > 0 || before.some(({ ok }) => !ok)) {
      skipped(item);
      return { ok: false };
    }
    try {
      return await work(item);
    } catch (error) {
      errors.push(error);
      return { ok: false };
    }
  };
  // Dependencies come first in the list, so each one's run is there when it is looked for.
  for (const item of items) runs.set(item, run(item));
  const all = await Promise.all(runs.values());
  if (errors.length > 0) throw errors[0];
  return all.flatMap(({ result }) => (result === undefined ? [] : [result]));
}

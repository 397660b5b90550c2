/** What of a plan `deploy` refuses without `--allow`, as its guards see it. */

/** @returns `{ kind, text }` for each; kinds are those of `--allow` */
export function guarded({ stacks }) {
  return stacks.flatMap((stack) => [
    ...stack.changes.flatMap((change) => {
      const { action, replacement, holdsData, policyAction, usedBy, place } = change;
      const kind = action === 'Remove' ? 'delete' : 'replace';
      const replaced = action !== 'Remove' && replacement !== 'no';
      const lost = holdsData && (action === 'Remove' ? policyAction !== 'Retain' : replaced);
      const used = replaced && usedBy.length > 0 ? `${usedBy.join(', ')} use it` : undefined;
      const why = lost ? 'it holds data' : used;
      if (why === undefined) return [];
      const verb = kind === 'delete' ? 'deleted' : 'replaced';
      const what = `${change.logicalId} (${change.type}) of ${stack.name}`;
      return [{ kind, place, text: `${what} would be ${verb}, and ${why}` }];
    }),
    ...(stack.state === 'update' && stack.rollout?.interruption
      ? [{ kind: 'outage', place: stack.place, text: `${stack.name}: users would not be served meanwhile` }]
      : []),
  ]);
}

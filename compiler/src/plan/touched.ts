import type { Cause, Touched } from './property-differences.ts';
import type { Replacement } from './replacement.ts';
import type { DiffInput } from './diff.ts';
import { templateNames } from './template-names.ts';

/** What differs before any resource does: values of parameters, mappings, conditions. */
export function seeds(input: DiffInput): Touched {
  const { before, after, parameters } = input;
  const touched = new Map<string, { kind: Cause['kind']; replacement: Replacement }>();
  if (!before || !after) return touched;
  for (const name of parameters.unknown) touched.set(name, { kind: 'parameter', replacement: 'conditional' });
  const names = templateNames(input, touched);
  for (const name of after.Parameters.keys()) {
    const [was, is] = [names.before.valueOf(name), names.after.valueOf(name)];
    const known = was !== undefined && is !== undefined;
    if (known && JSON.stringify(was) !== JSON.stringify(is) && !touched.has(name)) {
      touched.set(name, { kind: 'parameter', replacement: 'yes' });
    }
  }
  for (const [name, block] of after.Mappings) {
    const was = before.Mappings.get(name);
    if (was && was.text !== block.text) touched.set(name, { kind: 'mapping', replacement: 'conditional' });
  }
  for (const [name, block] of after.Conditions) {
    const was = before.Conditions.get(name);
    const same = was?.text === block.text && !mentions(block.text, touched);
    if (!same && names.before.condition(name) !== names.after.condition(name)) {
      touched.set(name, { kind: 'condition', replacement: 'yes' });
    }
  }
  return touched;
}

/** A cheap test on the text, so that only blocks that may be affected are parsed. */
export function mentions(text: string, touched: Touched): boolean {
  for (const name of touched.keys()) if (text.includes(name)) return true;
  return false;
}

import { diagnostic, type Diagnostic, type Path } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { childSchema, isEntry, rootSchema, type Schema } from '../schema/schema.ts';
import { isMap, type Layer } from './merge.ts';

/**
 * Entries of maps, such as services, that an environment takes away by null and platform.yaml does not have: misspelt
 * for the most part, and what was meant stays. Keys of the schema are left alone, whose null is a default.
 */
export function nothingToRemove(base: Layer, overlay: Layer): readonly Diagnostic[] {
  function look(
    value: unknown,
    below: unknown,
    schema: Schema | undefined,
    path: Path,
  ): readonly Diagnostic[] {
    if (!isMap(value)) return [];
    const there = isMap(below) ? Object.keys(below) : [];
    return Object.entries(value).flatMap(([key, child]) => {
      const at = [...path, key];
      const under = there.includes(key) ? (below as Record<string, unknown>)[key] : undefined;
      if (child !== null) return look(child, under, childSchema(schema, key), at);
      if (!isEntry(schema, key) || there.includes(key)) return [];
      const hint =
        didYouMean(key, there) ?? (there.length === 0 ? undefined : `there is ${there.join(', ')}`);
      const place = { file: overlay.file, path: at, at: 'key' } as const;
      const parameters = { name: key, map: path.join('.'), file: base.file };
      return [diagnostic('PLATC2010', parameters, { place, ...(hint !== undefined && { hint }) })];
    });
  }
  return look(overlay.value, base.value, rootSchema, []);
}

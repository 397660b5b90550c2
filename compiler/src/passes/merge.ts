import type { Path } from '../diagnostics/diagnostic.ts';
import { pointer, type Origin } from '../provenance.ts';

/** One file's say: its values, and the name to remember them by. */
export interface Layer {
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The merged config, and for each of its nodes where it was set and what it overrode. */
export interface Merged {
  readonly value: ConfigMap;
  readonly origins: Map<string, Origin>;
}

/** A map without a prototype: `__proto__` is a key like any other. */
export type ConfigMap = { [key: string]: unknown };

export function configMap(): ConfigMap {
  return Object.create(null) as ConfigMap;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Lays an environment over platform.yaml. Maps merge key by key; scalars and lists replace; `null` removes a key and
 * so brings its default back.
 */
export function merge(base: Layer, overlay?: Layer): Merged {
  const origins = new Map<string, Origin>();
  origins.set('', { kind: 'set', file: base.file, path: [] });
  const value = mergeMaps(base, overlay && { ...overlay, value: overlay.value }, [], origins);
  return { value, origins };
}

function mergeMaps(
  base: Layer,
  overlay: Layer | undefined,
  path: Path,
  origins: Map<string, Origin>,
): ConfigMap {
  const result = configMap();
  for (const [key, under] of Object.entries(base.value)) {
    const at = [...path, key];
    if (!overlay || !Object.hasOwn(overlay.value, key)) {
      result[key] = set(base.file, under, at, origins);
      continue;
    }
    const over = overlay.value[key];
    const origin: Origin = { kind: 'set', file: base.file, path: at };
    if (isMap(under) && isMap(over)) {
      origins.set(pointer(at), origin);
      result[key] = mergeMaps(
        { file: base.file, value: under },
        { file: overlay.file, value: over },
        at,
        origins,
      );
    } else if (over === null) {
      origins.set(pointer(at), {
        kind: 'default',
        file: overlay.file,
        path: at,
        overrides: { origin, value: under },
      });
    } else {
      result[key] = set(overlay.file, over, at, origins, { origin, value: under });
    }
  }
  for (const [key, over] of Object.entries(overlay?.value ?? {})) {
    if (overlay && !Object.hasOwn(base.value, key) && over !== null)
      result[key] = set(overlay.file, over, [...path, key], origins);
  }
  return result;
}

/** A value as one file has it: every node below it was set there. Nulls in it remove nothing, so they are no keys. */
function set(
  file: string,
  value: unknown,
  path: Path,
  origins: Map<string, Origin>,
  overrides?: Origin['overrides'],
): unknown {
  origins.set(pointer(path), { kind: 'set', file, path, ...(overrides && { overrides }) });
  if (Array.isArray(value)) return value.map((item, index) => set(file, item, [...path, index], origins));
  if (!isMap(value)) return value;
  const copy = configMap();
  for (const [key, child] of Object.entries(value)) {
    if (child !== null) copy[key] = set(file, child, [...path, key], origins);
  }
  return copy;
}

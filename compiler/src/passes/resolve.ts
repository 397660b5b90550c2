import { diagnostic, type Diagnostic, type Path, type Place } from '../diagnostics/diagnostic.ts';
import { formatPath } from '../diagnostics/format.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { ResolvedPlatform } from '../generated/config.ts';
import type { Model } from '../model.ts';
import { Cursor, originOf } from '../provenance.ts';
import { childSchema, rootSchema, type Schema } from '../schema/schema.ts';
import { configMap, isMap, type ConfigMap, type Merged } from './merge.ts';
import type { FailedPaths } from './failed.ts';
import { cpuUnits, mebibytes, seconds } from './units.ts';

/** Stands for the account's number in a text where the environment names no account; renders as `AWS::AccountId`. */
export const ACCOUNT_ID = '\uE002';

interface Scope {
  readonly merged: Merged;
  readonly names: Readonly<Record<string, string>>;
  readonly failed: FailedPaths;
  readonly diagnostics: Diagnostic[];
}

/** Fills in defaults, interpolates, and brings units to plain numbers. */
export function resolve(
  environment: string,
  merged: Merged,
  failed: FailedPaths,
  environments: readonly Model[] = [],
): readonly [Model, readonly Diagnostic[]] {
  const diagnostics: Diagnostic[] = [];
  const value = failed.prune(merged.value) ?? configMap();
  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : undefined);
  const names = {
    app: text('app') ?? '',
    environment,
    region: text('region') ?? '',
    account: text('account') ?? ACCOUNT_ID,
  };
  const scope: Scope = { merged, names, failed, diagnostics };
  // The merged config was validated and failed values pruned, so that what comes out has the generated type.
  const config = node(value, rootSchema, [], scope) as ResolvedPlatform;
  return [
    { environment, config, root: new Cursor(config), origins: merged.origins, environments, failed },
    diagnostics,
  ];
}

function node(value: unknown, schema: Schema | undefined, path: Path, scope: Scope): unknown {
  if (typeof value === 'string') return scalar(interpolate(value, path, scope), schema, path, scope);
  if (typeof value === 'number') return scalar(value, schema, path, scope);
  if (Array.isArray(value))
    return value.map((item, index) => node(item, schema?.items, [...path, index], scope));
  if (!isMap(value)) return value;
  return map(value, schema, path, scope);
}

function map(
  value: Readonly<Record<string, unknown>>,
  schema: Schema | undefined,
  path: Path,
  scope: Scope,
): ConfigMap {
  const result = configMap();
  for (const [key, child] of Object.entries(value))
    result[key] = node(child, childSchema(schema, key), [...path, key], scope);
  for (const [key, child] of Object.entries(schema?.properties ?? {})) {
    if (!(key in result) && 'default' in child)
      result[key] = node(child.default, child, [...path, key], scope);
  }
  return result;
}

/** A number or text in the unit of its schema. */
function scalar(value: number | string, schema: Schema | undefined, path: Path, scope: Scope): unknown {
  const unit = schema?.['x-unit'];
  if (unit === undefined) return value;
  const amount =
    unit === 'seconds' ? seconds(String(value)) : unit === 'cpu' ? cpuUnits(value) : mebibytes(value);
  const [low, high] = schema?.['x-range'] ?? [-Infinity, Infinity];
  if (amount >= low && amount <= high) return amount;
  scope.failed.add(path);
  const limit = amount < low ? `at least ${low} s` : `at most ${high} s`;
  scope.diagnostics.push(
    diagnostic('PLATC2005', { path: formatPath(path), limit }, { place: placeOf(path, scope) }),
  );
  return low;
}

/** `${name}` by its value, `$${` by `${`. */
function interpolate(text: string, path: Path, scope: Scope): string {
  if (!text.includes('${')) return text;
  const names: Record<string, string> = { ...scope.names };
  if (path[0] === 'services' && typeof path[1] === 'string') names['service'] = path[1];
  // What names are made of cannot be made of names.
  if (path.length === 1 && (path[0] === 'app' || path[0] === 'region' || path[0] === 'account')) return text;
  return text.replaceAll(/\$\$\{|\$\{([^}]*)\}?/g, (written, name?: string) => {
    if (name === undefined) return '${';
    const known = Object.hasOwn(names, name) ? names[name] : undefined;
    if (known !== undefined && written.endsWith('}')) return known;
    const near = nearest(name, Object.keys(names));
    scope.failed.add(path);
    scope.diagnostics.push(
      diagnostic(
        'PLATC3001',
        { name, known: Object.keys(names).join(', ') },
        {
          place: placeOf(path, scope),
          hint: near === undefined ? 'for a literal `${` write `$${`' : `did you mean \`\${${near}}\`?`,
        },
      ),
    );
    return written;
  });
}

function placeOf(path: Path, scope: Scope): Place {
  const origin = originOf(scope.merged.origins, path);
  return { file: origin?.file ?? 'platform.yaml', path: origin?.path ?? [], at: 'value' };
}

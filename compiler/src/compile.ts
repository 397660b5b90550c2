import { diagnostic, hasErrors, type Diagnostic, type Place } from './diagnostics/diagnostic.ts';
import { didYouMean } from './diagnostics/suggest.ts';
import type { Sources } from './diagnostics/format.ts';
import type { SourceFile } from './diagnostics/locate.ts';
import { components } from './generated/components.ts';
import type { Host } from './host/host.ts';
import type { Model } from './model.ts';
import { check } from './passes/check.ts';
import { FailedPaths } from './passes/failed.ts';
import { load, type LoadedFile } from './passes/load.ts';
import { merge } from './passes/merge.ts';
import { renderEnvironment, renderShared } from './passes/render.ts';
import { resolve } from './passes/resolve.ts';
import { validate, type Kind } from './passes/validate.ts';
import { originOf } from './provenance.ts';
import type { RenderedStack } from './stack.ts';

export const PLATFORM_FILE = 'platform.yaml';

/** Names that mean something else than one environment (contract.md). */
const RESERVED = ['common', 'all'];

/** What an environment's config comes to, or why not. */
export interface Checked {
  /** Undefined where there are errors. */
  readonly model: Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, for places and code frames. */
  readonly sources: Sources;
}

/** One environment, compiled: what every command past `validate` starts from. */
export interface Compilation {
  readonly model: Model;
  /** The environment's own stacks, in dependency order. */
  readonly stacks: readonly RenderedStack[];
  /** The stacks that it shares with all others: common, registries. */
  readonly shared: readonly RenderedStack[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

export type Compiled = Compilation | (Omit<Checked, 'model'> & { readonly model: undefined });

export function environmentNames(host: Host): readonly string[] {
  return host
    .listFolder('environments')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
}

/** Checks platform.yaml alone, as what all environments share. */
export function checkShared(host: Host): Checked {
  return checkFiles(host, undefined);
}

/** Checks one environment: both files, and what they come to together. */
export function checkEnvironment(host: Host, environment: string): Checked {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(environment) || RESERVED.includes(environment)) {
    return refusal(diagnostic('PLATC1009', { environment }));
  }
  const names = environmentNames(host);
  if (!names.includes(environment)) {
    const hint = didYouMean(environment, names) ?? (names.length === 0 ? 'there is no file in environments/' : `there is ${names.join(', ')}`);
    return refusal(diagnostic('PLATC1008', { environment }, { hint }));
  }
  return checkFiles(host, environment);
}

/** Checks and renders one environment. */
export function compileEnvironment(host: Host, environment: string): Compiled {
  return compiled(checkEnvironment(host, environment), renderEnvironment);
}

/** Checks platform.yaml and renders what all environments share. */
export function compileShared(host: Host): Compiled {
  return compiled(checkShared(host), () => []);
}

function compiled(checked: Checked, renderOwn: (model: Model) => readonly RenderedStack[]): Compiled {
  const { model } = checked;
  if (!model) return { ...checked, model };
  const [stacks, shared] = [renderOwn(model), renderShared(model)];
  const diagnostics = [...checked.diagnostics, ...check(model, [...stacks, ...shared])];
  if (hasErrors(diagnostics)) return { model: undefined, diagnostics, sources: checked.sources };
  return { model, stacks, shared, diagnostics, sources: checked.sources };
}

function refusal(problem: Diagnostic): Checked {
  return { model: undefined, diagnostics: [problem], sources: new Map() };
}

function checkFiles(host: Host, environment: string | undefined): Checked {
  const failed = new FailedPaths();
  const sources = new Map<string, SourceFile>();
  const diagnostics: Diagnostic[] = [];
  const read = (file: string, kind: Kind) => {
    const [loaded, problems] = load(host, file);
    if (loaded) sources.set(file, loaded.source);
    diagnostics.push(...problems, ...shape(loaded, kind, failed));
    return loaded?.value && { file, value: loaded.value };
  };
  const base = read(PLATFORM_FILE, 'platform');
  const overlay = environment === undefined ? undefined : read(`environments/${environment}.yaml`, 'environment');
  if (!base || (environment !== undefined && !overlay)) return { model: undefined, diagnostics, sources };

  const merged = merge(base, overlay);
  const placeOf = (path: readonly (string | number)[], at: 'key' | 'value'): Place => {
    const origin = originOf(merged.origins, path);
    return { file: origin?.file ?? PLATFORM_FILE, path: origin?.path ?? [], at: origin?.kind === 'set' ? at : 'key' };
  };
  diagnostics.push(...validate('merged', failed.prune(merged.value), placeOf, failed));
  const [model, unresolved] = resolve(environment ?? 'common', merged, failed);
  diagnostics.push(...unresolved);
  const complete = model.config.app !== undefined && model.config.region !== undefined;
  if (complete) diagnostics.push(...components.flatMap((component) => component.check?.(model, host) ?? []));
  return { model: hasErrors(diagnostics) ? undefined : model, diagnostics, sources };
}

/** One file against its own schema: errors land in the file that has them. */
function shape(loaded: LoadedFile | undefined, kind: Kind, failed: FailedPaths): readonly Diagnostic[] {
  if (!loaded?.value) return [];
  const { file } = loaded.source;
  return validate(kind, loaded.value, (path, at) => ({ file, path, at }), failed);
}

import { diagnostic, hasErrors, type Diagnostic, type Place } from './diagnostics/diagnostic.ts';
import { didYouMean } from './diagnostics/suggest.ts';
import type { Sources } from './diagnostics/format.ts';
import type { SourceFile } from './diagnostics/locate.ts';
import { components } from './generated/components.ts';
import { FileError, fileReason, type Host } from './host/host.ts';
import type { Model } from './model.ts';
import { FailedPaths } from './passes/failed.ts';
import { load, type LoadedFile } from './passes/load.ts';
import { merge, type Layer } from './passes/merge.ts';
import { nothingToRemove } from './passes/nothing-to-remove.ts';
import { plainSecrets } from './passes/plain-secrets.ts';
import { resolve } from './passes/resolve.ts';
import type { Kind } from './passes/explain-error.ts';
import { validate, validateMerged } from './passes/validate.ts';
import { originOf } from './provenance.ts';

export const PLATFORM_FILE = 'platform.yaml';

const FOLDER = 'environments';

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

/** Empty also where the folder cannot be read, which the checks tell. */
export function environmentNames(host: Host): readonly string[] {
  return environmentFiles(host).names;
}

interface EnvironmentFiles {
  readonly names: readonly string[];
  /** Names of files that somebody may take for an environment. */
  readonly misnamed: readonly string[];
  readonly problem?: Diagnostic;
}

function environmentFiles(host: Host): EnvironmentFiles {
  let files: readonly string[];
  try {
    files = host.listFolder(FOLDER);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const problem = diagnostic('PLATC1002', { file: FOLDER, reason: fileReason(error.code) });
    return { names: [], misnamed: [], problem };
  }
  return {
    names: files.filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -'.yaml'.length)),
    misnamed: files.filter((file) => /\.ya?ml$/i.test(file) && !file.endsWith('.yaml')),
  };
}

/** Checks platform.yaml alone, as what all environments share. */
export function checkShared(host: Host): Checked {
  return checkFiles(readFile(host, PLATFORM_FILE, 'platform'), undefined, 'common', host);
}

/**
 * Checks what all environments share. Where they have roles in a stack of their own (`access`), it is made for them all,
 * so that each is checked too.
 */
export function checkCommon(host: Host): Checked {
  const base = readFile(host, PLATFORM_FILE, 'platform');
  const names = base.loaded?.value?.['access'] === undefined ? [] : environmentNames(host);
  return checkTogether(
    base,
    names.map((name) => checkNamed(host, name, base)),
    host,
  );
}

function checkTogether(base: ReadFile, environments: readonly Checked[], host: Host): Checked {
  const models = environments.flatMap(({ model }) => model ?? []);
  const own = checkFiles(base, undefined, 'common', host, models);
  const all = [own, ...environments];
  const diagnostics = distinct(all.flatMap((one) => one.diagnostics));
  return {
    model: hasErrors(diagnostics) ? undefined : own.model,
    diagnostics,
    sources: new Map(all.flatMap((one) => [...one.sources])),
  };
}

/** What is wrong in platform.yaml is found once per environment, and told once. */
export function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((d): [string, Diagnostic] => [JSON.stringify(d), d])).values()];
}

/** Checks every environment of a project; platform.yaml is read once. Without any, platform.yaml alone. */
export function checkAll(host: Host): readonly Checked[] {
  const { names, misnamed, problem } = environmentFiles(host);
  const base = readFile(host, PLATFORM_FILE, 'platform');
  const found = misnamed.map((name) => diagnostic('PLATC1011', { file: `${FOLDER}/${name}` }));
  if (problem) found.push(problem);
  const checked = names.map((name) => checkNamed(host, name, base));
  const together = names.length === 0 || base.loaded?.value?.['access'] !== undefined;
  return [...checked, ...(together ? [checkTogether(base, checked, host)] : []), ...found.map(refusal)];
}

/** Checks one environment: both files, and what they come to together. */
export function checkEnvironment(host: Host, environment: string): Checked {
  return checkNamed(host, environment, undefined);
}

function checkNamed(host: Host, environment: string, base: ReadFile | undefined): Checked {
  const { names, misnamed, problem } = environmentFiles(host);
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(environment) || RESERVED.includes(environment)) {
    const hint = RESERVED.includes(environment)
      ? 'the name is reserved'
      : (didYouMean(
          environment,
          names.filter((name) => name !== environment),
        ) ??
        'a name is lower-case letters, digits and hyphens, begins with a letter, and has at most 20 characters');
    return refusal(diagnostic('PLATC1009', { environment }, { hint }));
  }
  if (problem) return refusal(problem);
  if (!names.includes(environment)) {
    const near = misnamed.find((file) => file.slice(0, file.lastIndexOf('.')) === environment);
    const hint =
      near === undefined
        ? (didYouMean(environment, names) ??
          (names.length === 0 ? 'there is no environments/*.yaml' : `there is ${names.join(', ')}`))
        : `rename environments/${near} to environments/${environment}.yaml`;
    return refusal(diagnostic('PLATC1008', { environment }, { hint }));
  }
  return checkFiles(
    base ?? readFile(host, PLATFORM_FILE, 'platform'),
    readFile(host, `environments/${environment}.yaml`, 'environment'),
    environment,
    host,
  );
}

function refusal(problem: Diagnostic): Checked {
  return { model: undefined, diagnostics: [problem], sources: new Map() };
}

/** A file as read and checked against its own schema. */
interface ReadFile {
  readonly loaded: LoadedFile | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: FailedPaths;
}

/** One file against its own schema: errors land in the file that has them. */
function readFile(host: Host, file: string, kind: Kind): ReadFile {
  const [loaded, problems] = load(host, file);
  const failed = new FailedPaths();
  const shape = loaded?.value ? validate(kind, loaded.value, (path, at) => ({ file, path, at }), failed) : [];
  const secrets = loaded?.value ? plainSecrets(file, loaded.value, failed) : [];
  return { loaded, diagnostics: [...problems, ...shape, ...secrets], failed };
}

function layer({ loaded }: ReadFile): Layer | undefined {
  return loaded?.value && { file: loaded.source.file, value: loaded.value };
}

function checkFiles(
  platform: ReadFile,
  own: ReadFile | undefined,
  environment: string,
  host: Host,
  environments: readonly Model[] = [],
): Checked {
  const files = own ? [platform, own] : [platform];
  const sources = new Map<string, SourceFile>(
    files.flatMap(({ loaded }) => (loaded ? [[loaded.source.file, loaded.source]] : [])),
  );
  const diagnostics = files.flatMap((file) => file.diagnostics);
  const [base, overlay] = [layer(platform), own && layer(own)];
  if (!base || (own && !overlay)) return { model: undefined, diagnostics, sources };

  if (overlay) diagnostics.push(...nothingToRemove(base, overlay));
  const failed = new FailedPaths(...files.map((file) => file.failed));
  const merged = merge(base, overlay);
  const placeOf = (path: readonly (string | number)[], at: 'key' | 'value'): Place => {
    const origin = originOf(merged.origins, path);
    return {
      file: origin?.file ?? PLATFORM_FILE,
      path: origin?.path ?? [],
      at: origin?.kind === 'set' ? at : 'key',
    };
  };
  diagnostics.push(...validateMerged(failed.prune(merged.value) ?? {}, placeOf, failed));
  const [model, unresolved] = resolve(environment, merged, failed, environments);
  diagnostics.push(...unresolved);
  const complete = model.config.app !== undefined && model.config.region !== undefined;
  if (complete) diagnostics.push(...components.flatMap((component) => component.check?.(model, host) ?? []));
  return { model: hasErrors(diagnostics) ? undefined : model, diagnostics, sources };
}

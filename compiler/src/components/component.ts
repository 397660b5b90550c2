import type { Diagnostic, Path } from '../diagnostics/diagnostic.ts';
import type { ResolvedService } from '../generated/config.ts';
import type { Host } from '../host/host.ts';
import type { Model } from '../model.ts';
import type { Cursor, Sourced } from '../provenance.ts';
import type { StackKind } from '../stack.ts';

/** What a component of an environment's stack is rendered for. */
export interface EnvironmentScope {
  readonly model: Model;
}

/** What a component of a service's or a registry's stack is rendered for. */
export interface ServiceScope extends EnvironmentScope {
  readonly name: string;
  readonly service: Cursor<ResolvedService>;
}

type ScopeOf<K extends StackKind> = K extends 'service' | 'registry' ? ServiceScope : EnvironmentScope;

/**
 * What a template lays out. A value reaches the text only as `Sourced`, by `{{v name}}`; a logical id only by
 * `{{id name}}`; booleans, lists and nested views decide with `#if` and `#each`. What a `Sourced` boolean decides on
 * comes from the same lines of the config as it does.
 */
export interface View {
  readonly [name: string]:
    | Sourced<unknown>
    | LogicalId
    | boolean
    | View
    | readonly (View | Sourced<unknown>)[]
    | undefined;
}

/** A logical id, or the part of one that differs: alphanumeric, as CloudFormation asks. */
export class LogicalId {
  readonly name: string;
  /** Of what says that there is such a resource. */
  readonly paths: readonly Path[];
  constructor(name: string, ...sources: readonly Sourced<unknown>[]) {
    if (!/^[A-Za-z0-9]+$/.test(name)) throw new Error(`not a logical id: ${JSON.stringify(name)}`);
    this.name = name;
    this.paths = sources.flatMap(({ paths }) => paths);
  }
}

/**
 * One component: a folder with this definition (`index.ts`), the schema of its keys (`schema.json`) and the layout
 * of its resources (`template.hbs`). The folder is all it takes: `npm run generate` finds it.
 */
export interface Component<K extends StackKind = StackKind> {
  /** The folder's name. */
  readonly name: string;
  /** The stack that its resources belong to. */
  readonly stack: K;
  /** Where the literals of its template come from: the config node that this component is for. */
  origin(scope: ScopeOf<K>): Cursor<unknown>;
  /** Whether there is anything to render; always, if absent. */
  when?(scope: ScopeOf<K>): boolean;
  view(scope: ScopeOf<K>): View;
  /** Rules between values that the schema cannot say; `isSound` tells what they may look at. */
  check?(model: Model, files: Pick<Host, 'readFile'>): readonly Diagnostic[];
}

/** Any component; `stack` tells which scope it takes. */
export type AnyComponent = { [K in StackKind]: Component<K> }[StackKind];

/** A component whose scope is typed by its stack. */
export function defineComponent<K extends StackKind>(component: Component<K>): Component<K> {
  return component;
}

import { catalogue, type Code, type Parameters } from './catalogue.ts';

/** Keys and indexes from the root of a document to one of its nodes. */
export type Path = readonly (string | number)[];

/** A place in a file. Lines and columns are computed only when something is printed: see `locate`. */
export type Place =
  | { readonly file: string; readonly path: Path; readonly at: 'key' | 'value' }
  | { readonly file: string; readonly start: number; readonly end: number };

export type Severity = 'error' | 'warning';

/** A second place that belongs to a diagnostic: what it contradicts, where the other one is. */
interface Related {
  readonly place: Place;
  readonly message: string;
}

/** One problem, in the form in which passes hand it on. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
  readonly hint?: string;
  readonly related?: readonly Related[];
}

export interface DiagnosticOptions {
  readonly place?: Place | undefined;
  readonly hint?: string | undefined;
  readonly related?: readonly Related[] | undefined;
}

/** Makes a diagnostic of a declared code; its parameters are typed by the catalogue. */
export function diagnostic<C extends Code>(
  code: C,
  parameters: Parameters<C>,
  options: DiagnosticOptions = {},
): Diagnostic {
  const entry = catalogue[code];
  // The catalogue types each message by its own code; TypeScript cannot follow that through the index.
  const message = (entry.message as (p: Parameters<C>) => string)(parameters);
  return {
    code,
    severity: entry.severity,
    message,
    ...(options.place && { place: options.place }),
    ...(options.hint !== undefined && { hint: options.hint }),
    ...(options.related?.length && { related: options.related }),
  };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}

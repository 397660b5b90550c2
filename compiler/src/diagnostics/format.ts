import { locate, type SourceFile, type Span } from './locate.ts';
import { maskedText } from './masked-text.ts';
import type { Diagnostic, Path, Place, Severity } from './diagnostic.ts';
import type { Style } from '../host/host.ts';
import { maskAssignments } from '../secret.ts';

/** A diagnostic as `--json` prints it (contract: lines and columns from 1). */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly path?: string;
  readonly hint?: string;
  readonly related?: readonly {
    readonly message: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }[];
}

export type Sources = ReadonlyMap<string, SourceFile>;

interface Located {
  readonly diagnostic: Diagnostic;
  readonly file: string | undefined;
  readonly span: Span | undefined;
}

function locateIn(place: Place | undefined, sources: Sources): Span | undefined {
  const source = place && sources.get(place.file);
  return place && source ? locate(place, source) : undefined;
}

/** By file, then by place; what has no place stands first. */
function sorted(diagnostics: readonly Diagnostic[], sources: Sources): readonly Located[] {
  return diagnostics
    .map((diagnostic) => ({
      diagnostic,
      file: diagnostic.place?.file,
      span: locateIn(diagnostic.place, sources),
    }))
    .sort(
      (a, b) =>
        fileOrder(a.file) - fileOrder(b.file) ||
        compare(a.file ?? '', b.file ?? '') ||
        (a.span?.line ?? 0) - (b.span?.line ?? 0) ||
        (a.span?.column ?? 0) - (b.span?.column ?? 0) ||
        compare(a.diagnostic.code, b.diagnostic.code),
    );
}

/** platform.yaml before the environments that build on it. */
function fileOrder(file: string | undefined): number {
  return file === undefined ? 0 : file.includes('/') ? 2 : 1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A path as people write it: `services.api.routes[0]`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const name = /^[\w-]+$/.test(step) ? step : JSON.stringify(step);
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

/** The path that `formatPath` writes so: `services.api.routes[0]`, `services["my-api"].cpu`. */
export function parsePath(text: string): Path {
  const steps = [...text.matchAll(/\[(\d+)\]|\["([^"]*)"\]|([^.[\]]+)/g)];
  return steps.map(([, index, quoted, name]) =>
    index === undefined ? (quoted ?? name ?? '') : Number(index),
  );
}

export function diagnosticsToJson(diagnostics: readonly Diagnostic[], sources: Sources): DiagnosticJson[] {
  return sorted(diagnostics, sources).map(({ diagnostic: d, file, span }) => ({
    code: d.code,
    severity: d.severity,
    message: maskAssignments(d.message),
    ...(file !== undefined && { file }),
    ...span,
    ...(d.place && 'path' in d.place && { path: maskAssignments(formatPath(d.place.path)) }),
    ...(d.hint !== undefined && { hint: maskAssignments(d.hint) }),
    ...(d.related && {
      related: d.related.map(({ place, message }) => {
        const at = locateIn(place, sources);
        return { message, file: place.file, line: at?.line ?? 1, column: at?.column ?? 1 };
      }),
    }),
  }));
}

/** All diagnostics as text with code frames, and a line that counts them. Empty without any. */
export function diagnosticsToText(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  style: Style,
): string {
  if (diagnostics.length === 0) return '';
  const blocks = sorted(diagnostics, sources).map((located) => block(located, sources, style));
  return `${blocks.join('\n')}\n${summary(diagnostics)}\n`;
}

function block({ diagnostic: d, file, span }: Located, sources: Sources, style: Style): string {
  const paint = d.severity === 'error' ? style.red : style.yellow;
  const where = file === undefined ? '' : `${file}${span ? `:${span.line}:${span.column}` : ''}  `;
  const lines = [
    `${style.bold(where)}${paint(d.severity)}  ${style.dim(d.code)}  ${maskAssignments(d.message)}`,
  ];
  const source = file === undefined ? undefined : sources.get(file);
  if (source && span && source.text.trim() !== '') {
    lines.push('', ...frame(source, span, maskAssignments(d.hint ?? ''), paint, style));
  } else if (d.hint !== undefined) {
    lines.push(`  ${maskAssignments(d.hint)}`);
  }
  for (const related of d.related ?? []) {
    const at = locateIn(related.place, sources);
    const other = sources.get(related.place.file);
    if (!at || !other) continue;
    lines.push(style.dim('  ·'), style.bold(`${related.place.file}:${at.line}:${at.column}`));
    lines.push(...frame(other, at, related.message, style.cyan, style, 0));
  }
  return `${lines.join('\n')}\n`;
}

/** Characters of a line: a value of a hundred thousand is not to be read in a frame. */
const FRAME_WIDTH = 120;

/** The line itself, up to two before it, and the span underlined with what is said of it. */
function frame(
  source: SourceFile,
  span: Span,
  label: string,
  paint: (text: string) => string,
  style: Style,
  before = 2,
): string[] {
  const all = maskedText(source).split(/\r\n|\n/);
  const first = Math.max(1, span.line - before);
  const from = span.column > FRAME_WIDTH - 20 ? span.column - 20 : 0;
  const width = String(span.line).length;
  const lines: string[] = [];
  for (let number = first; number <= span.line; number++) {
    const text = (all[number - 1] ?? '').replaceAll('\t', ' ');
    if (number < span.line && text.trim() === '') continue;
    lines.push(`  ${style.dim(`${String(number).padStart(width)} │`)} ${clip(text.trimEnd(), from)}`);
  }
  const text = all[span.line - 1] ?? '';
  const until = span.endLine === span.line ? span.endColumn : text.trimEnd().length + 1;
  const shift = from === 0 ? 0 : from - 1;
  const column = span.column - shift;
  const length = Math.max(1, Math.min(until - span.column, FRAME_WIDTH + 2 - column));
  lines.push(
    `  ${' '.repeat(width)} ${style.dim('│')} ${' '.repeat(column - 1)}${paint('~'.repeat(length))}${label ? ` ${label}` : ''}`,
  );
  return lines;
}

/** The part of a line that a frame shows, from an offset on. */
function clip(text: string, from: number): string {
  const part = text.slice(from, from + FRAME_WIDTH);
  return `${from > 0 && text.length > 0 ? '…' : ''}${part}${from + FRAME_WIDTH < text.length ? '…' : ''}`;
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((d) => d.severity === 'error');
  const warnings = diagnostics.length - errors.length;
  const files = new Set(diagnostics.map((d) => d.place?.file).filter((file) => file !== undefined)).size;
  const counts = [
    ...(errors.length ? [count(errors.length, 'error')] : []),
    ...(warnings ? [count(warnings, 'warning')] : []),
  ].join(' and ');
  const example = (errors[0] ?? diagnostics[0])?.code;
  return `${counts}${files > 1 ? ` in ${files} files` : ''}. \`npx platc explain ${example}\` says more.`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

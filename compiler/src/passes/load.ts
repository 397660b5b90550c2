import { isUtf8 } from 'node:buffer';
import { parseDocument, visit, type YAMLError } from 'yaml';
import { diagnostic, type Diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/locate.ts';
import { FileError, fileReason, type Host } from '../host/host.ts';

/** A file and what it says, as plain values. */
export interface LoadedFile {
  readonly source: SourceFile;
  /** The top-level map; undefined where the file could not be used at all. */
  readonly value: Readonly<Record<string, unknown>> | undefined;
}

/** An alias may multiply a node; a config needs few, and a bomb needs thousands. */
const MAX_ALIASES = 100;

/** Reads one YAML 1.2 file. Without a file (or with one that is not text) there is no source to show. */
export function load(host: Host, file: string): readonly [LoadedFile | undefined, readonly Diagnostic[]] {
  let bytes: Uint8Array;
  try {
    bytes = host.readFile(file);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'ENOENT')
      return [undefined, [diagnostic('PLATC1001', { file }, { place: start(file), hint: startHint(file) })]];
    return [
      undefined,
      [diagnostic('PLATC1002', { file, reason: fileReason(error.code) }, { place: start(file) })],
    ];
  }
  if (!isUtf8(bytes)) {
    return [
      undefined,
      [diagnostic('PLATC1004', { file, byte: firstBadByte(bytes) }, { place: start(file) })],
    ];
  }
  // A decoder of the platform would have to be loaded first, which is felt at every start.
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  const source: SourceFile = { file, text, document };
  const problems = document.errors.map((error) => syntaxError(source, error));
  // With a key given twice the rest still reads well, and is checked in the same run; the last one counts meanwhile.
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY'))
    return [{ source, value: undefined }, problems];
  const [loaded, unusable] = content(source);
  return [loaded, [...problems, ...unusable]];
}

function content(source: SourceFile): readonly [LoadedFile, readonly Diagnostic[]] {
  const { file } = source;
  let value: unknown;
  try {
    value = source.document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return [{ source, value: undefined }, [aliasError(source, error)]];
  }
  if (value === null || value === undefined) {
    return [
      { source, value: undefined },
      [diagnostic('PLATC1003', { file }, { place: start(file), hint: emptyHint(file) })],
    ];
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    const found = Array.isArray(value) ? 'a list' : 'a single value';
    return [{ source, value: undefined }, [diagnostic('PLATC1007', { file, found }, { place: start(file) })]];
  }
  return [{ source, value: value as Record<string, unknown> }, []];
}

/** The alias is pointed at and not named: a password that begins with an asterisk reads as one. */
function aliasError(source: SourceFile, error: unknown): Diagnostic {
  const message = error instanceof Error ? error.message : String(error);
  const [problem = message, name] = message.split('): ', 2);
  if (name === undefined) return diagnostic('PLATC1010', { problem }, { place: start(source.file) });
  let place: Place = start(source.file);
  visit(source.document, {
    Alias(_, { source: alias, range }) {
      if (alias !== name || !range) return undefined;
      place = { file: source.file, start: range[0], end: range[1] };
      return visit.BREAK;
    },
  });
  return diagnostic('PLATC1010', { problem: `${problem})` }, { place });
}

function syntaxError(source: SourceFile, error: YAMLError): Diagnostic {
  const [begin, end] = error.pos;
  const place = { file: source.file, start: begin, end };
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^[^\s:]*/.exec(source.text.slice(begin))?.[0] ?? '';
    return diagnostic('PLATC1006', { key }, { place: { ...place, end: begin + key.length } });
  }
  return diagnostic('PLATC1005', { problem: error.message }, { place });
}

function start(file: string) {
  return { file, start: 0, end: 0 };
}

function emptyHint(file: string): string {
  return file === 'platform.yaml'
    ? 'the least that it needs is `app`, `region`, and an entry below `services`'
    : 'an environment that differs in nothing is written `{}`';
}

function startHint(file: string): string | undefined {
  return file === 'platform.yaml'
    ? 'run platc in the folder that holds platform.yaml, or name it with --cwd'
    : undefined;
}

/** Offset of the first byte that no UTF-8 text can have there: the longest decodable prefix, by bisection. */
function firstBadByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return low;
}

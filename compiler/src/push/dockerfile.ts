import { didYouMean } from '../diagnostics/suggest.ts';

/** One instruction of a Dockerfile, continuation lines joined. */
export interface Instruction {
  /** Upper case: `FROM`, `COPY`. */
  readonly keyword: string;
  /** What stands behind the keyword, `--flags` taken off. */
  readonly rest: string;
  /** `--from=build` as `from` → `build`; a flag without a value is `true`. */
  readonly flags: Readonly<Record<string, string>>;
  /** Whether a here-document stands behind it; its body is not kept. */
  readonly heredoc: boolean;
  /** The line of the keyword, from 1. */
  readonly line: number;
}

export interface Dockerfile {
  readonly instructions: readonly Instruction[];
  /** The character that continues a line and quotes: `\`, unless a directive says `` ` ``. */
  readonly escape: string;
}

/** A Dockerfile that cannot be read; the line counts from 1. */
export class DockerfileError extends Error {
  readonly line: number;
  readonly hint: string | undefined;
  constructor(line: number, message: string, hint?: string) {
    super(message);
    this.name = 'DockerfileError';
    this.line = line;
    this.hint = hint;
  }
}

const keywords = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** Instructions whose flags come before their arguments, and those that may hold a here-document. */
const withFlags = new Set(['ADD', 'COPY', 'FROM', 'HEALTHCHECK', 'RUN']);
const withHeredoc = new Set(['ADD', 'COPY', 'RUN']);

/**
 * Reads the instructions of a Dockerfile: directives, comments, continuation lines, here-documents.
 * Throws `DockerfileError`. https://docs.docker.com/reference/dockerfile/#format
 */
export function parseDockerfile(text: string): Dockerfile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const escape = escapeDirective(lines);
  const instructions: Instruction[] = [];
  for (let at = 0; at < lines.length;) {
    const first = lines[at] ?? '';
    if (isBlank(first) || isComment(first)) {
      at += 1;
      continue;
    }
    const line = at + 1;
    const joined = join(lines, at, escape);
    at = joined.next;
    const instruction = parseInstruction(joined.text, line);
    instructions.push(instruction);
    if (instruction.heredoc) at = behindHeredocs(lines, at, instruction);
  }
  return { instructions, escape };
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#');
}

/** Directives stand before everything else, one a line. */
function escapeDirective(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^\s*#\s*([a-zA-Z][\w-]*)\s*=(.+)$/.exec(line);
    if (!directive) break;
    if (directive[1]?.toLowerCase() !== 'escape') continue;
    const escape = directive[2]?.trim();
    if (escape !== '\\' && escape !== '`') break;
    return escape;
  }
  return '\\';
}

/** A logical line: what ends in the escape character goes on behind comments and blank lines. */
function join(lines: readonly string[], start: number, escape: string): { text: string; next: number } {
  const continued = escape === '\\' ? /\\[ \t]*$/ : /`[ \t]*$/;
  let text = '';
  let at = start;
  for (; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (at > start && (isBlank(line) || isComment(line))) continue;
    text += line.replace(continued, '');
    if (!continued.test(line)) break;
  }
  return { text: text.trim(), next: at + 1 };
}

function parseInstruction(text: string, line: number): Instruction {
  const [, word = '', behind = ''] = /^(\S+)(?:\s+(\S[\s\S]*))?$/.exec(text) ?? [];
  const keyword = word.toUpperCase();
  if (!keywords.has(keyword))
    throw new DockerfileError(line, `unknown instruction ${word}`, didYouMean(keyword, [...keywords]));
  const flags: Record<string, string> = {};
  let rest = behind;
  if (withFlags.has(keyword)) {
    for (
      let flag;
      (flag = /^--([a-z-]+)(?:=("[^"]*"|\S*))?(?:\s+|$)/.exec(rest));
      rest = rest.slice(flag[0].length)
    ) {
      flags[flag[1] ?? ''] = (flag[2] ?? 'true').replaceAll('"', '');
    }
  }
  if (rest === '') throw new DockerfileError(line, `${keyword} needs an argument`);
  return { keyword, rest, flags, heredoc: withHeredoc.has(keyword) && heredocNames(rest).length > 0, line };
}

function heredocNames(text: string): readonly { name: string; dedent: boolean }[] {
  return [...text.matchAll(/(?<!<)<<(-?)\s*(["']?)([A-Za-z_]\w*)\2/g)].map((match) => ({
    name: match[3] ?? '',
    dedent: match[1] === '-',
  }));
}

function behindHeredocs(lines: readonly string[], start: number, instruction: Instruction): number {
  let at = start;
  for (const { name, dedent } of heredocNames(instruction.rest)) {
    const end = lines.findIndex(
      (line, index) => index >= at && (dedent ? line.replace(/^\t+/, '') : line) === name,
    );
    if (end < 0) throw new DockerfileError(instruction.line, `the here-document ${name} has no end`);
    at = end + 1;
  }
  return at;
}

import type { Path } from '../diagnostics/diagnostic.ts';
import { formatPath, type Sources } from '../diagnostics/format.ts';
import { locate } from '../diagnostics/locate.ts';
import { originOf, pointer, type Origin, type Origins } from '../provenance.ts';
import type { RenderedStack } from '../stack.ts';
import type { Section, Template } from './template.ts';

/** A place in a file of the config; line and column from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The key whose default it is, where nobody has written it: the line is that of the nearest key around it. */
  readonly defaultOf?: string;
}

/** Where a template's lines come from in the config. */
export interface Places {
  /** The place behind a node of the template; of its resource, or of the whole stack, where it has none. */
  of(section: Section, name: string, path?: Path): FilePlace | undefined;
  /** The place of what the stack is there for. */
  readonly whole: FilePlace | undefined;
}

export interface Config {
  readonly origins: Origins;
  readonly sources: Sources;
}

/** A stack, and its template as it was read. */
interface Read {
  readonly stack: RenderedStack;
  readonly template: Template;
}

/**
 * @param before the same stack as an earlier config had it, where that is known: what is no longer there comes from
 * where the config now says so
 */
export function placesOf(stack: RenderedStack, template: Template, config: Config, before?: Read): Places {
  const whole = placeOf([stack.origin], config);
  const of = (section: Section, name: string, path: Path = []): FilePlace | undefined => {
    const read = template[section].has(name) ? { stack, template } : before;
    const paths = read && pathsBehind(read, section, name, path);
    if (paths) return placeOf(paths, config) ?? whole;
    const switched = section === 'Resources' ? stack.absent?.get(name) : undefined;
    if (switched) return placeOf([switched], config) ?? whole;
    return path.length > 0 ? of(section, name) : whole;
  };
  return { of, whole };
}

/** The paths of the config behind the first line of a node that has any. */
function pathsBehind(
  { stack, template }: Read,
  section: Section,
  name: string,
  path: Path,
): readonly Path[] | undefined {
  const [first, last] = template[section].get(name)?.linesOf(path) ?? [0, -1];
  for (let line = first; line <= last; line++) {
    const paths = stack.lines.get(line);
    if (paths?.length) return paths;
  }
  return undefined;
}

/** Of the values that a line is made from, the one that somebody wrote, before one that is a default. */
function placeOf(paths: readonly Path[], { origins, sources }: Config): FilePlace | undefined {
  const found = paths.flatMap((path) => {
    const origin = originOf(origins, path);
    return origin ? [{ path, origin }] : [];
  });
  const nearest = found.find(({ origin }) => origin.kind === 'set') ?? found[0];
  return nearest && filePlace(nearest, origins, sources);
}

function filePlace(
  { path, origin }: { readonly path: Path; readonly origin: Origin },
  origins: Origins,
  sources: Sources,
): FilePlace | undefined {
  const source = sources.get(origin.file);
  if (!source) return undefined;
  const at = origin.kind === 'default' ? 'key' : 'value';
  const { line, column } = locate({ file: origin.file, path: origin.path, at }, source);
  // A `null` brings a default back, and is written.
  const isWritten = origin.kind === 'set' || origins.has(pointer(path));
  return { file: origin.file, line, column, ...(!isWritten && { defaultOf: formatPath(path) }) };
}

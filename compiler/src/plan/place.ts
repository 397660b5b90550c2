import type { Path } from '../diagnostics/diagnostic.ts';
import type { Sources } from '../diagnostics/format.ts';
import { locate } from '../diagnostics/locate.ts';
import { originOf, type Origin, type Origins } from '../provenance.ts';
import type { RenderedStack } from '../stack.ts';
import type { Section, Template } from './template.ts';

/** A place in a file of the config; line and column from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a template's lines come from in the config. */
export interface Places {
  /** The place behind a node of the template; of its resource, or of the whole stack, where it has none. */
  of(section: Section, name: string, path?: Path): FilePlace | undefined;
}

export function placesOf(
  stack: RenderedStack,
  template: Template,
  config: { readonly origins: Origins; readonly sources: Sources },
): Places {
  const at = (paths: readonly Path[]) => filePlace(nearestToAWriter(paths, config.origins), config.sources);
  const whole = () => at([stack.origin]);
  return {
    of(section, name, path = []) {
      const block = template[section].get(name);
      if (!block) return whole();
      const [first, last] = block.linesOf(path) ?? [0, -1];
      for (let line = first; line <= last; line++) {
        const paths = stack.lines.get(line);
        if (paths?.length) return at(paths) ?? whole();
      }
      return path.length > 0 ? this.of(section, name) : whole();
    },
  };
}

/** Of the values that a line is made from, the one that somebody wrote, before one that is a default. */
function nearestToAWriter(paths: readonly Path[], origins: Origins): Origin | undefined {
  const found = paths.map((path) => originOf(origins, path)).filter((origin) => origin !== undefined);
  return found.find(({ kind }) => kind === 'set') ?? found[0];
}

function filePlace(origin: Origin | undefined, sources: Sources): FilePlace | undefined {
  const source = origin && sources.get(origin.file);
  if (!source) return undefined;
  const at = origin.kind === 'default' ? 'key' : 'value';
  const { line, column } = locate({ file: origin.file, path: origin.path, at }, source);
  return { file: origin.file, line, column };
}

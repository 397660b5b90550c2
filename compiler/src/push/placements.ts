import { posix } from 'node:path';
import { isSent, type BuildFiles } from './build-files.ts';
import { DockerfileError } from './dockerfile.ts';
import { glob, hasWildcard } from './glob.ts';
import type { ImageLayout, ModulesPlacement, Placement } from './image-layout.ts';
import type { Stage, Step } from './stage.ts';

const installs = /\b(npm\s+(ci|i|install|add)|yarn(\s+install)?|pnpm\s+(i|install|add)|corepack)\b/;

/**
 * Follows `COPY` and `ADD` of a stage back to the files of the build context, through the stages that they come
 * from. What a `RUN` makes is expected where the same path of the context has it (the build has run there), but
 * `node_modules`, of which only the place is told.
 * Throws `DockerfileError` for a file that a real build would not find either.
 */
export function imageLayout(stages: readonly Stage[], stage: Stage, files: BuildFiles): ImageLayout {
  const layout = new StageLayout(stages, files);
  layout.read(stage);
  return layout;
}

class StageLayout implements ImageLayout {
  readonly placements: Placement[] = [];
  readonly modules: ModulesPlacement[] = [];
  readonly warnings: string[] = [];
  readonly #stages: readonly Stage[];
  readonly #files: BuildFiles;
  #ran = false;
  #empty = false;

  constructor(stages: readonly Stage[], files: BuildFiles) {
    this.#stages = stages;
    this.#files = files;
  }

  read(stage: Stage): void {
    this.#empty = stage.image === 'scratch';
    this.#ran = stage.steps.some((step) => step.kind === 'run');
    for (const step of stage.steps) {
      if (step.kind === 'copy') this.#copy(step);
      else if (step.kind === 'skipped') this.#warn(step.line, `${step.what} needs a real build`);
      else if (installs.test(step.command)) {
        const owner = this.contextOf(step.workingDir)[0];
        this.modules.push({ image: posix.join(step.workingDir, 'node_modules'), owner });
      }
    }
  }

  /**
   * Paths of the context that stand behind a path of this stage's image, the likeliest first: what was copied last
   * to the nearest folder around it. A file vouches for its folder where nothing else does.
   */
  contextOf(image: string): readonly string[] {
    const folders = [...this.placements].reverse();
    const strong = folders.flatMap((p) =>
      p.kind === 'folder' || p.image === image ? [{ image: p.image, source: p.source }] : [],
    );
    const weak = folders.flatMap((p) =>
      p.kind === 'file' ? [{ image: posix.dirname(p.image), source: posix.dirname(p.source) }] : [],
    );
    const behind = [...strong, ...weak]
      .filter((p) => image === p.image || image.startsWith(p.image === '/' ? '/' : `${p.image}/`))
      .sort((a, b) => b.image.length - a.image.length)
      .map((p) => posix.join(p.source, posix.relative(p.image, image)));
    return [...new Set(behind)].filter(
      (source) => !source.startsWith('..') && this.#kind(source) !== undefined,
    );
  }

  #copy(step: Extract<Step, { kind: 'copy' }>): void {
    const other = typeof step.from === 'number' ? this.#stages[step.from] : undefined;
    if (step.from !== undefined && !other) {
      this.#warn(step.line, `COPY --from=${step.from} takes files of another image`);
      return;
    }
    const from = other && new StageLayout(this.#stages, this.#files);
    if (from && other) from.read(other);
    const built = this.#ran || (other?.steps.some((s) => s.kind === 'run') ?? false);
    for (const source of step.sources) {
      if (posix.basename(source) === 'node_modules') {
        const owner = from ? from.contextOf(posix.dirname(source))[0] : posix.dirname(source);
        if (posix.basename(step.target) === 'node_modules') this.modules.push({ image: step.target, owner });
        else this.#warn(step.line, `${source} is copied to ${step.target}, which Node does not look into`);
        continue;
      }
      const found = this.#expand(source, from);
      const inside = {
        modules: from?.modules.flatMap((m) => moved(m, source, step.target)) ?? [],
        placements: from?.placements.flatMap((p) => moved(p, source, step.target)) ?? [],
      };
      if (found.length + inside.modules.length + inside.placements.length === 0)
        this.#missing(step, source, from !== undefined);
      for (const path of found) this.#place(step, path, found.length > 1, built);
      this.modules.push(...inside.modules);
      this.placements.push(...inside.placements.map((p) => ({ ...p, built: built || p.built })));
    }
  }

  #missing({ target, line }: Extract<Step, { kind: 'copy' }>, source: string, ofStage: boolean): void {
    // A pattern may match nothing, in a real build too; what another stage has may come from its image.
    if (!ofStage && !hasWildcard(source)) {
      const isThere = this.#files.tree.kind(posix.join(this.#files.context, source)) !== undefined;
      throw new DockerfileError(
        line,
        `there is no ${source} to copy${isThere ? ': .dockerignore leaves it out' : ''}`,
        isThere
          ? `Keep it with a line \`!${source}\` at the end of .dockerignore.`
          : 'COPY and ADD take paths that are relative to the build context.',
      );
    }
    // The whole root of an image that begins with nothing is its base image, and no base image is read.
    if (ofStage && this.#empty && target === '/') return;
    this.#warn(line, `${source} is not among the files of the project`);
  }

  #place(step: Extract<Step, { kind: 'copy' }>, source: string, several: boolean, built: boolean): void {
    const kind = this.#kind(source) ?? 'file';
    const into = kind === 'file' && (step.intoFolder || several || this.#isFolder(step.target));
    this.placements.push({
      image: into ? posix.join(step.target, posix.basename(source)) : step.target,
      source,
      kind,
      built,
    });
  }

  /** The paths of the context that a source names, by itself or by wildcards. */
  #expand(source: string, from: StageLayout | undefined): readonly string[] {
    if (!hasWildcard(source)) {
      const path = from ? from.contextOf(source)[0] : source;
      return path !== undefined && this.#kind(path) && (from || isSent(this.#files, path)) ? [path] : [];
    }
    const steps = source.split('/');
    const fixed = steps.slice(0, steps.findIndex(hasWildcard)).join('/');
    const base = from ? from.contextOf(fixed === '' ? '/' : fixed)[0] : fixed || '.';
    if (base === undefined) return [];
    const pattern = glob(posix.join(base, ...steps.slice(fixed === '' ? 0 : fixed.split('/').length)));
    return this.#walk(base, steps.length - (fixed === '' ? 0 : fixed.split('/').length)).filter(
      (path) => pattern.test(path) && (from || isSent(this.#files, path)),
    );
  }

  #walk(folder: string, depth: number): readonly string[] {
    if (depth === 0) return [];
    return this.#files.tree.entries(posix.join(this.#files.context, folder)).flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return [
        path,
        ...(entry.kind === 'folder' && entry.name !== 'node_modules' ? this.#walk(path, depth - 1) : []),
      ];
    });
  }

  #isFolder(image: string): boolean {
    return this.placements.some(
      (p) => (p.kind === 'folder' && p.image === image) || p.image.startsWith(`${image}/`),
    );
  }

  #kind(source: string): 'file' | 'folder' | undefined {
    return this.#files.tree.kind(posix.join(this.#files.context, source));
  }

  #warn(line: number, what: string): void {
    this.warnings.push(`line ${line}: ${what}`);
  }
}

/** What lies in another stage below a path that is copied from it. */
function moved<T extends { readonly image: string }>(item: T, source: string, target: string): readonly T[] {
  const inside = posix.relative(source, item.image);
  return inside === '' || inside.startsWith('..') ? [] : [{ ...item, image: posix.join(target, inside) }];
}

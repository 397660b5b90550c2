import type { StageConfig } from './image-config.ts';

/** What a stage puts into its file system, in order. */
export type Step =
  | {
      readonly kind: 'copy';
      /** Index of the stage it copies from; the name of an image that no stage has; undefined for the build context. */
      readonly from: number | string | undefined;
      /** In a stage absolute; in the context relative to it, `.` for all of it. May hold wildcards. */
      readonly sources: readonly string[];
      /** Absolute. */
      readonly target: string;
      /** Whether the target is written as a folder: `./`, `.`, or several sources. */
      readonly intoFolder: boolean;
      readonly line: number;
    }
  | { readonly kind: 'run'; readonly workingDir: string; readonly command: string; readonly line: number }
  /** Something that only a real build can do: a download, a here-document. */
  | { readonly kind: 'skipped'; readonly what: string; readonly line: number };

export interface Stage {
  readonly name: string | undefined;
  /** The image that it starts from, where that is not another stage. */
  readonly image: string | undefined;
  readonly config: StageConfig;
  /** What `ARG`s stand for at its end; a stage that starts from it knows them too. */
  readonly args: ReadonlyMap<string, string>;
  /** Those of the stages that it starts from come first. */
  readonly steps: readonly Step[];
}

/** The stage of a name, in any case, or of a number. */
export function stageIndex(stages: readonly Stage[], name: string): number | undefined {
  const named = stages.findLastIndex((stage) => stage.name?.toLowerCase() === name.toLowerCase());
  if (named >= 0) return named;
  return /^\d+$/.test(name) && Number(name) < stages.length ? Number(name) : undefined;
}

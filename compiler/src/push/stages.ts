import { DockerfileError, type Dockerfile, type Instruction } from './dockerfile.ts';
import { assignment, substitute, words } from './dockerfile-words.ts';
import { stageIndex, type Stage } from './stage.ts';
import { StageReader } from './stage-reader.ts';

export interface StageOptions {
  /** `--build-arg`; they take the place of the defaults of `ARG`. */
  readonly args?: Readonly<Record<string, string>>;
}

/** https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
const platform = { TARGETPLATFORM: 'linux/amd64', TARGETOS: 'linux', TARGETARCH: 'amd64', TARGETVARIANT: '' };

/**
 * The stages of a Dockerfile in their order. What the image of a `FROM` sets is not known here: a stage says only
 * what the Dockerfile itself says. Throws `DockerfileError`.
 */
export function readStages(dockerfile: Dockerfile, options: StageOptions = {}): readonly Stage[] {
  const given = options.args ?? {};
  const globals = new Map<string, string>(Object.entries(platform));
  const stages: Stage[] = [];
  let open: StageReader | undefined;
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === 'FROM') {
      if (open) stages.push(open.stage());
      open = startStage(instruction, stages, globals, given, dockerfile.escape);
    } else if (open) {
      open.read(instruction);
    } else if (instruction.keyword === 'ARG') {
      for (const word of words(substitute(instruction.rest, globals, dockerfile.escape), dockerfile.escape)) {
        const [name, value] = assignment(word);
        const effective = given[name] ?? value;
        if (effective !== undefined) globals.set(name, effective);
      }
    } else {
      throw new DockerfileError(instruction.line, `${instruction.keyword} stands before the first FROM`);
    }
  }
  if (!open) throw new DockerfileError(1, 'there is no FROM');
  stages.push(open.stage());
  return stages;
}

/** The stage named `target`, or numbered so; the last one without a target. */
export function targetStage(stages: readonly Stage[], target?: string): Stage | undefined {
  return target === undefined ? stages.at(-1) : stages[stageIndex(stages, target) ?? -1];
}

function startStage(
  instruction: Instruction,
  stages: readonly Stage[],
  globals: ReadonlyMap<string, string>,
  given: Readonly<Record<string, string>>,
  escape: string,
): StageReader {
  const [image, as, name, ...more] = words(substitute(instruction.rest, globals, escape), escape);
  if (image === undefined) throw new DockerfileError(instruction.line, 'FROM names no image');
  if (more.length > 0 || (as !== undefined && (as.toLowerCase() !== 'as' || name === undefined))) {
    throw new DockerfileError(instruction.line, 'FROM is written FROM <image> [AS <name>]');
  }
  const base = stages[stageIndex(stages, image) ?? -1];
  return new StageReader({ name, image: base ? base.image : image, base, stages, globals, given, escape });
}

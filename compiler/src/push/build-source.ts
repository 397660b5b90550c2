import { resolve } from 'node:path';

/** What `build` of a service says, with absolute paths. */
export interface BuildSource {
  readonly context: string;
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
}

/** `build` as the config has it. */
export type Build =
  | string
  | {
      readonly context?: string;
      readonly dockerfile?: string;
      readonly args?: Readonly<Record<string, string>>;
      readonly target?: string;
    };

/** A text is the context; without `dockerfile` it is the file of that name in the context. Paths are relative to `cwd`. */
export function buildSource(cwd: string, build: Build): BuildSource {
  const {
    context = '.',
    dockerfile,
    args = {},
    target,
  } = typeof build === 'string' ? { context: build } : build;
  const folder = resolve(cwd, context);
  return {
    context: folder,
    dockerfile: dockerfile === undefined ? resolve(folder, 'Dockerfile') : resolve(cwd, dockerfile),
    args,
    ...(target !== undefined && { target }),
  };
}

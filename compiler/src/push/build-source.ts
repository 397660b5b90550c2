import { resolve } from 'node:path';
import type { Build } from '../components/service/image-source.ts';

/** What a service is built from, with absolute paths. */
export interface BuildSource {
  readonly context: string;
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
}

/** @param cwd the folder of platform.yaml, absolute */
export function buildSource(cwd: string, { context, dockerfile, args, target }: Build): BuildSource {
  return {
    context: resolve(cwd, context),
    dockerfile: resolve(cwd, dockerfile),
    args,
    ...(target !== undefined && { target }),
  };
}

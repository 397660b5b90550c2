import { buildOf } from '../components/service/image-source.ts';
import type { ResolvedPlatform } from '../generated/config.ts';
import type { Git } from '../host/git.ts';
import type { FileTree } from '../host/machine.ts';
import { buildSource } from '../push/build-source.ts';
import { contentTag } from '../push/tag.ts';

/** Under which tags the images of the state of a folder are stored, and looked for. */
export interface ImageTags {
  /** Full hash; undefined without git. */
  readonly commit: string | undefined;
  /** Whether files differ from that commit. */
  readonly dirty: boolean;
  /**
   * Of one service, the best first: `<commit>-dirty-<hash>` where files differ from the commit, then the commit; without git
   * `content-<hash>` of what its image is built from. Empty for a service that brings its image.
   */
  of(service: string): readonly string[];
}

/** @param cwd the folder of platform.yaml, absolute */
export async function imageTags(
  cwd: string,
  { services }: Pick<ResolvedPlatform, 'services'>,
  git: Git,
  tree: FileTree,
): Promise<ImageTags> {
  const commit = await git.headCommit();
  const dirty = commit !== undefined && (await git.isDirty());
  const ofCommit =
    commit === undefined ? [] : dirty ? [`${commit}-dirty-${await git.dirtyHash()}`, commit] : [commit];
  return {
    commit,
    dirty,
    of(name) {
      const service = services[name];
      const build = service && buildOf(service);
      if (!build) return [];
      return commit === undefined ? [contentTag(tree, buildSource(cwd, build))] : ofCommit;
    },
  };
}

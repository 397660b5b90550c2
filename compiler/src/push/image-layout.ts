/** A file or folder of the build context, and where it stands in the image. A folder stands for all that is in it. */
export interface Placement {
  /** Absolute path in the image. */
  readonly image: string;
  /** Relative to the build context, `.` for all of it. */
  readonly source: string;
  readonly kind: 'file' | 'folder';
  /** Whether it passed through a stage that ran something, so that it may be there though `.dockerignore` names it. */
  readonly built: boolean;
}

/** Where `node_modules` stands in the image, and the folder of the context that it was installed for. */
export interface ModulesPlacement {
  /** Absolute, ends in `node_modules`. */
  readonly image: string;
  /** Relative to the build context; undefined where that cannot be told from the Dockerfile. */
  readonly owner: string | undefined;
}

export interface ImageLayout {
  readonly placements: readonly Placement[];
  /** As the Dockerfile copies or installs them; not those inside of copied folders. */
  readonly modules: readonly ModulesPlacement[];
  /** What the Dockerfile does that only a real build can do. */
  readonly warnings: readonly string[];
}

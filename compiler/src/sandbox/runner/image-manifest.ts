/** `image.json` of a snapshot: what the configuration of a container image says about running it. */
export interface ImageManifest {
  /** Version of this format. */
  readonly version: 1;
  /** Folder beside `image.json` that mirrors the file system of the image: always `rootfs`. */
  readonly root: 'rootfs';
  /** Absolute path inside the image, `/app`. */
  readonly workingDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  /** Recorded, not enforced. */
  readonly user?: string;
}

export type ImageConfig = Omit<ImageManifest, 'version' | 'root'>;

/**
 * Checks what was read from `image.json`.
 * @throws Error that names the member that is wrong
 */
export function parseImageManifest(value: unknown): ImageManifest {
  if (!isObject(value)) throw new Error('image.json is not an object');
  const { version, root, workingDir, env, entrypoint, cmd, user } = value;
  if (version !== 1) throw new Error('image.json: version must be 1');
  if (root !== 'rootfs') throw new Error('image.json: root must be "rootfs"');
  if (typeof workingDir !== 'string' || !workingDir.startsWith('/')) {
    throw new Error('image.json: workingDir must be an absolute path');
  }
  if (!isTextMap(env)) throw new Error('image.json: env must be a map of strings');
  if (!isTextList(entrypoint)) throw new Error('image.json: entrypoint must be a list of strings');
  if (!isTextList(cmd)) throw new Error('image.json: cmd must be a list of strings');
  if (entrypoint.length + cmd.length === 0) throw new Error('image.json: entrypoint and cmd are both empty');
  if (user !== undefined && typeof user !== 'string') throw new Error('image.json: user must be a string');
  return { version, root, workingDir, env, entrypoint, cmd, ...(user === undefined ? {} : { user }) };
}

/** The manifest's text; equal manifests have equal text. */
export function formatImageManifest(config: ImageConfig): string {
  const { workingDir, env, entrypoint, cmd, user } = config;
  const sortedEnv = Object.fromEntries(Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest = { version: 1, root: 'rootfs', workingDir, env: sortedEnv, entrypoint, cmd, user };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextMap(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every((item) => typeof item === 'string');
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

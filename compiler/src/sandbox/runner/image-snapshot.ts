import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { ImageConfig, ImageManifest } from './image-manifest.ts';
import { formatImageManifest, parseImageManifest } from './image-manifest.ts';

/** A built service as the sandbox keeps it: `<stateDir>/images/<sha256 hex>/` with `image.json` and `rootfs/`. */
export interface ImageSnapshot {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: ImageManifest;
}

/** One entry below the root of the image. `path` is relative and uses `/`: `app/dist/server.js`. */
export type ImageEntry =
  | { readonly path: string; readonly executable?: boolean; readonly content: string | Uint8Array }
  | { readonly path: string; readonly executable?: boolean; readonly file: string }
  /** A symbolic link; its target must be relative and stay inside the image. */
  | { readonly path: string; readonly link: string };

export interface WrittenSnapshot {
  /** `sha256:<hex>` over the manifest and the sorted paths, modes and contents. */
  readonly digest: string;
  readonly folder: string;
}

const WRITES_AT_ONCE = 32;

/** Where the snapshot of a digest (`sha256:<hex>`) lies, whether it exists or not. */
export function snapshotFolder(stateDir: string, digest: string): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined) throw new Error(`'${digest}' is not a sha256 digest`);
  return join(stateDir, 'images', hex);
}

/**
 * Reads and checks the snapshot in `folder`.
 * @throws Error where it is missing or its manifest is wrong
 */
export function readImageSnapshot(folder: string): ImageSnapshot {
  const manifest = parseImageManifest(JSON.parse(readFileSync(join(folder, 'image.json'), 'utf8')));
  if (!existsSync(join(folder, manifest.root))) throw new Error(`${folder} has no ${manifest.root}`);
  return { folder, manifest };
}

/**
 * Writes a snapshot and returns its digest. The same entries and configuration always give the same digest, and
 * one that is there already is left alone. A snapshot appears whole or not at all.
 *
 * Files are written without write permission, so that a task cannot change the image that others run from.
 * @throws Error where a path or link leaves the image, or occurs twice
 */
export async function writeImageSnapshot(
  stateDir: string,
  config: ImageConfig,
  entries: Iterable<ImageEntry>,
): Promise<WrittenSnapshot> {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  sorted.forEach((entry, index) => checkEntry(entry, sorted[index - 1]));
  const manifest = formatImageManifest(config);
  parseImageManifest(JSON.parse(manifest));
  const temporary = join(stateDir, 'images', `.writing-${randomUUID()}`);
  try {
    const lines: string[] = [];
    for (let at = 0; at < sorted.length; at += WRITES_AT_ONCE) {
      const batch = sorted.slice(at, at + WRITES_AT_ONCE);
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other bounds memory and open files
      lines.push(...(await Promise.all(batch.map((entry) => writeEntry(join(temporary, 'rootfs'), entry)))));
    }
    await mkdir(join(temporary, 'rootfs'), { recursive: true });
    await writeFile(join(temporary, 'image.json'), manifest);
    const digest = `sha256:${sha256(JSON.stringify([manifest, lines]))}`;
    const folder = snapshotFolder(stateDir, digest);
    if (!existsSync(join(folder, 'image.json'))) await moveInto(temporary, folder);
    return { digest, folder };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Writes one entry; returns the line that stands for it in the digest. */
async function writeEntry(rootfs: string, entry: ImageEntry): Promise<string> {
  const target = join(rootfs, ...entry.path.split('/'));
  await mkdir(dirname(target), { recursive: true });
  if ('link' in entry) {
    await symlink(entry.link, target);
    return JSON.stringify([entry.path, 'link', entry.link]);
  }
  const content = 'file' in entry ? await readFile(entry.file) : entry.content;
  const mode = entry.executable === true ? 0o555 : 0o444;
  await writeFile(target, content, { mode });
  // The umask narrows the mode given at creation.
  await chmod(target, mode);
  return JSON.stringify([entry.path, mode.toString(8), sha256(content)]);
}

async function moveInto(temporary: string, folder: string): Promise<void> {
  try {
    await rename(temporary, folder);
  } catch (error) {
    // Somebody else wrote the same content in the meantime.
    if (!existsSync(join(folder, 'image.json'))) throw error;
  }
}

function checkEntry(entry: ImageEntry, before: ImageEntry | undefined): void {
  if (!staysInside(entry.path)) throw new Error(`'${entry.path}' is not a path inside the image`);
  if (entry.path === before?.path) throw new Error(`'${entry.path}' occurs twice in the image`);
  if ('link' in entry && !staysInside(posix.join(posix.dirname(entry.path), entry.link), entry.link)) {
    throw new Error(`link '${entry.path}' leaves the image`);
  }
}

function staysInside(path: string, written = path): boolean {
  const normal = posix.normalize(path);
  return (
    written !== '' &&
    !posix.isAbsolute(written) &&
    normal !== '..' &&
    !normal.startsWith('../') &&
    normal !== '.'
  );
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

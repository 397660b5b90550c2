import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { wrongDigest } from './registry-error.ts';

const isDigest = /^sha256:([0-9a-f]{64})$/;

/**
 * Layers and configurations of images, each once: `<stateDir>/blobs/<sha256 hex>`, and uploads under way beside them.
 * All repositories share them, as those of a registry may.
 */
export class Blobs {
  readonly #folder: string;
  readonly #uploads: string;

  constructor(stateDir: string) {
    this.#folder = join(stateDir, 'blobs');
    this.#uploads = join(stateDir, 'uploads');
  }

  /** Bytes; undefined where there is no such blob. */
  size(digest: string): number | undefined {
    const path = this.#path(digest);
    return path !== undefined && existsSync(path) ? statSync(path).size : undefined;
  }

  /** @param range first and last byte */
  read(digest: string, range?: { readonly start: number; readonly end: number }): ReadStream {
    return createReadStream(this.#path(digest) ?? '', range);
  }

  /** Begins an upload and returns its name. */
  async begin(): Promise<string> {
    await mkdir(this.#uploads, { recursive: true });
    const upload = randomUUID();
    await (await open(join(this.#uploads, upload), 'wx')).close();
    return upload;
  }

  /** Bytes that an upload has so far; undefined where there is no such upload. */
  progress(upload: string): number | undefined {
    const path = this.#uploadPath(upload);
    return path !== undefined && existsSync(path) ? statSync(path).size : undefined;
  }

  /** Adds what a request brings; returns how many bytes there are then. */
  async append(upload: string, body: IncomingMessage): Promise<number> {
    const path = this.#uploadPath(upload) ?? '';
    await pipeline(body, createWriteStream(path, { flags: 'a' }));
    return statSync(path).size;
  }

  /**
   * Makes an upload the blob of a digest, on disk when this returns.
   * @throws RegistryError where its content has another digest; the upload is over then
   */
  async finish(upload: string, digest: string): Promise<void> {
    const from = this.#uploadPath(upload) ?? '';
    const target = this.#path(digest);
    const hash = createHash('sha256');
    await pipeline(createReadStream(from), hash);
    if (target === undefined || `sha256:${hash.digest('hex')}` !== digest) {
      await rm(from, { force: true });
      throw wrongDigest(digest);
    }
    const file = await open(from, 'r+');
    await file.sync();
    await file.close();
    await mkdir(this.#folder, { recursive: true });
    await rename(from, target);
  }

  async cancel(upload: string): Promise<void> {
    await rm(this.#uploadPath(upload) ?? '', { force: true });
  }

  /** Removes what no image has any more, and uploads that nobody goes on with. Only at the start. */
  async sweep(used: ReadonlySet<string>): Promise<void> {
    await rm(this.#uploads, { recursive: true, force: true });
    const names = await readdir(this.#folder).catch(() => []);
    const unused = names.filter((name) => !used.has(`sha256:${name}`));
    await Promise.all(unused.map((name) => rm(join(this.#folder, name))));
  }

  #path(digest: string): string | undefined {
    const hex = isDigest.exec(digest)?.[1];
    return hex === undefined ? undefined : join(this.#folder, hex);
  }

  #uploadPath(upload: string): string | undefined {
    return /^[0-9a-f-]{36}$/.test(upload) ? join(this.#uploads, upload) : undefined;
  }
}

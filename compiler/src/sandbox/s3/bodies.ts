import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../durable-store.ts';

/** Bodies of objects, each once, in files named by their content: `<stateDir>/objects/<sha256>`. */
export class Bodies {
  readonly #folder: string;

  constructor(stateDir: string) {
    this.#folder = join(stateDir, 'objects');
  }

  /** Returns when the body is on disk. */
  async write(
    body: Uint8Array,
  ): Promise<{ readonly sha256: string; readonly md5: string; readonly size: number }> {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const path = join(this.#folder, sha256);
    await mkdir(this.#folder, { recursive: true });
    const present = await stat(path).then(
      ({ size }) => size === body.byteLength,
      () => false,
    );
    if (!present) await replaceFile(path, body);
    return { sha256, md5: createHash('md5').update(body).digest('hex'), size: body.byteLength };
  }

  read(sha256: string): Promise<Uint8Array> {
    return readFile(join(this.#folder, sha256));
  }

  /** Removes what no object has any more. Only at the start: a body is written before the record that names it. */
  async sweep(used: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    await Promise.all(names.filter((name) => !used.has(name)).map((name) => rm(join(this.#folder, name))));
  }
}

/* A page whose shell blocks are run, one after the other, by somebody who does what it says. */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyProject } from '../helpers/project-copy.ts';
import { cli, platc, repository, run } from '../helpers/run.ts';

/** The folder in which the blocks of a page run. */
interface Reader {
  readonly folder: string;
  /** The text of the page. */
  readonly page: string;
  /** As a block would. Resolves to what it printed; rejects where a line of it fails. */
  sh(text: string): Promise<string>;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Replaces a text that the file holds. */
  edit(file: string, from: string, to: string): void;
  commit(message: string): Promise<void>;
  /** This repository's own project, committed. */
  clone(): Promise<void>;
  /** For a page that deploys to AWS: its environments lie in a sandbox, and what only looks sees them as they are written. */
  onAws(environments: readonly string[]): Promise<void>;
}

interface Page {
  /** From the root of the repository. */
  readonly file: string;
  setUp(reader: Reader): Promise<void>;
  /** What a reader does before a block, by the block's name. What it resolves to counts as printed by the block. */
  readonly before?: Readonly<Record<string, (reader: Reader) => void | Promise<string | void>>>;
  /** What a block prints, by its name. */
  readonly prints: Readonly<Record<string, readonly (string | RegExp)[]>>;
  /** Blocks that are not run: what runs them instead. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

interface Block {
  /** The heading above it, with a number from the second one below it on. */
  readonly name: string;
  readonly text: string;
}

/** Blocks of a page by the first word of their info string; `yaml`, say. */
export function blocksOf(text: string, language: string): readonly Block[] {
  let heading = '';
  const seen = new Map<string, number>();
  return [...text.matchAll(/^#+ (.+)$|^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)].flatMap(
    ([, title, kind, body = '']) => {
      heading = title ?? heading;
      if (kind !== language) return [];
      const count = (seen.get(heading) ?? 0) + 1;
      seen.set(heading, count);
      return [{ name: count === 1 ? heading : `${heading} (${count})`, text: body }];
    },
  );
}

export function runBlocks(page: Page): void {
  const text = readFileSync(join(repository, page.file), 'utf8');
  const all = blocksOf(text, 'sh');
  const blocks = all.filter((block) => page.elsewhere?.[block.text.trim()] === undefined);
  const names = blocks.map(({ name }) => name);
  let home: string;
  let reader: Reader;

  describe(`shell of ${page.file}`, () => {
    beforeAll(async () => {
      home = realpathSync(mkdtempSync(join(tmpdir(), 'platc-page-')));
      reader = readerIn(home, text);
      await page.setUp(reader);
    }, 10 * 60_000);
    afterAll(async () => {
      await platc(['sandbox', 'stop'], { cwd: reader.folder });
      rmSync(home, { recursive: true, force: true });
    }, 60_000);

    it('says of each block what it is', () => {
      expect(blocksOf(text, '')).toEqual([]);
      expect(names).toEqual(
        expect.arrayContaining([...Object.keys(page.before ?? {}), ...Object.keys(page.prints)]),
      );
      expect(all.length - blocks.length).toBe(Object.keys(page.elsewhere ?? {}).length);
    });

    let broken: string | undefined;
    it.each(blocks.map((block) => [block.name, block] as const))(
      '%s',
      async (name, block) => {
        // What comes after a block that failed would fail because of it.
        if (broken !== undefined) throw new Error(`not run: \`${broken}\` failed`);
        broken = name;
        const before = await page.before?.[name]?.(reader);
        const printed = `${before ?? ''}${await reader.sh(block.text)}`;
        const missing = (page.prints[name] ?? []).filter((expected) =>
          typeof expected === 'string' ? !printed.includes(expected) : !expected.test(printed),
        );
        if (missing.length > 0) throw new Error(`${missing.join(', ')} is not in\n${printed}`);
        broken = undefined;
      },
      10 * 60_000,
    );
  });
}

function readerIn(home: string, page: string): Reader {
  const folder = join(home, 'project');
  const written = join(home, 'written');
  const env: Record<string, string> = {
    PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    PLATC_NODE: process.execPath,
    PLATC_CLI: cli,
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  mkdirSync(folder);
  mkdirSync(join(home, 'bin'));
  copyFileSync(join(repository, 'compiler/test/docs/npx.sh'), join(home, 'bin/npx'));
  chmodSync(join(home, 'bin/npx'), 0o755);

  const sh = async (text: string) => {
    const { code, stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', text], {
      cwd: folder,
      env,
    });
    if (code !== 0) throw new Error(`exit code ${code} of\n${text}\n${stdout}${stderr}`);
    return stdout + stderr;
  };
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const commit = async (message: string) => {
    await sh(`git add -A && git commit -qm '${message}'`);
  };
  return {
    folder,
    page,
    sh,
    read,
    write,
    commit,
    edit(file, from, to) {
      if (!read(file).includes(from)) throw new Error(`${file} holds no ${from}`);
      write(file, read(file).replace(from, to));
    },
    async clone() {
      copyProject(folder);
      copyFileSync(join(repository, '.gitignore'), join(folder, '.gitignore'));
      await sh('git init -q -b main');
      await commit('A project');
    },
    async onAws(environments) {
      await sh(`git clone -q . '${written}'`);
      for (const name of environments) write(`environments/${name}.yaml`, read('environments/local.yaml'));
      await commit('Environments on this machine');
      const { endpoint } = JSON.parse(
        (await sh('npx platc sandbox start --port 0 --json')).split('\n')[0] ?? '',
      );
      // What all environments share belongs to an account on AWS: here that is the sandbox.
      Object.assign(env, {
        PLATC_WRITTEN: written,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      });
    },
  };
}

import { FileError, type Host, type Style } from '../../src/host/host.ts';

const same = (text: string) => text;
export const plainStyle: Style = { red: same, green: same, yellow: same, cyan: same, bold: same, dim: same };

export interface MemoryHost extends Host {
  readonly files: Map<string, string | Uint8Array>;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** A host whose files are a map; what is printed is kept. A file given as `FileError` cannot be read. */
export function memoryHost(
  files: Iterable<readonly [string, string | Uint8Array | FileError]>,
  options: { columns?: number; now?: Date } = {},
): MemoryHost {
  const map = new Map(files);
  const printed = { out: '', err: '' };
  const normal = (path: string) => path.replace(/^\.\//, '');
  return {
    files: map as MemoryHost['files'],
    stdout: () => printed.out,
    stderr: () => printed.err,
    cwd: '/project',
    env: {},
    runtime: 'Node of the tests',
    readFile(path) {
      const content = map.get(normal(path));
      if (content === undefined) throw new FileError('ENOENT', `${path} does not exist`);
      if (content instanceof FileError) throw content;
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    writeFile: (path, content) => void map.set(normal(path), content),
    listFolder: (path) =>
      [...map.keys()]
        .filter((file) => file.startsWith(`${normal(path)}/`))
        .map((file) => file.slice(normal(path).length + 1))
        .filter((file) => !file.includes('/'))
        .toSorted(),
    exists: (path) => map.has(normal(path)),
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    terminal: {
      interactive: false,
      columns: options.columns ?? 80,
      style: plainStyle,
      errStyle: plainStyle,
      ask: () => Promise.resolve(undefined),
    },
    now: () => options.now ?? new Date('2026-01-02T03:04:05Z'),
    sleep: () => Promise.resolve(),
    interrupted: new AbortController().signal,
  };
}

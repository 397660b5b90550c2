/** A fixture in one file: a comment that says what it proves, then files, each behind a line `-- name --`. */
export interface Fixture {
  readonly comment: string;
  readonly files: ReadonlyMap<string, string>;
}

export function parseFixture(text: string): Fixture {
  const [comment = '', ...parts] = text.split(/^-- (.+) --\n/m);
  const files = new Map<string, string>();
  for (let index = 0; index < parts.length; index += 2) files.set(parts[index] ?? '', parts[index + 1] ?? '');
  return { comment: comment.trim(), files };
}

export function formatFixture({ comment, files }: Fixture): string {
  return `${comment}\n${[...files].map(([name, content]) => `-- ${name} --\n${content}${content.endsWith('\n') || content === '' ? '' : '\n'}`).join('')}`;
}

/**
 * Go's `filepath.Match`, as Dockerfiles use it: `*` and `?` stop at a slash. In `.dockerignore` `**` passes it.
 * https://docs.docker.com/reference/dockerfile/#copy
 */
export function glob(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    if (pattern.startsWith('**/', at)) {
      source += '(?:.*/)?';
      at += 2;
    } else if (pattern.startsWith('**', at)) {
      source += '.*';
      at += 1;
    } else if (character === '*') {
      source += '[^/]*';
    } else if (character === '?') {
      source += '[^/]';
    } else if (character === '[' && pattern.indexOf(']', at + 2) > 0) {
      const end = pattern.indexOf(']', at + 2);
      const body = pattern
        .slice(at + 1, end)
        .replaceAll('\\', '\\\\')
        .replaceAll('[', '\\[');
      source += `[${body}]`;
      at = end;
    } else if (character === '\\' && at + 1 < pattern.length) {
      at += 1;
      source += quote(pattern[at] ?? '');
    } else {
      source += quote(character);
    }
  }
  return new RegExp(`^${source}$`, 's');
}

export function hasWildcard(path: string): boolean {
  return /[*?[]/.test(path);
}

function quote(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}

/**
 * Lines of at most `width` characters, broken between words only; a longer word stands on a line of its own. Words are
 * what has `separator` between them.
 */
export function wrap(text: string, width: number, separator = ' '): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(separator)) {
    const longer = line === '' ? word : `${line}${separator}${word}`;
    if (line !== '' && longer.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

import { StringDecoder } from 'node:string_decoder';

/** The longest line that is kept in one piece; what the log driver cuts at 16 KiB is cut here as well. */
const LONGEST = 16_384;

/** Cuts a stream of bytes into lines. `push` takes what arrives, `end` gives what is left without a line break. */
export function lineSplitter(line: (text: string) => void): { push(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): void => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) emit(part.endsWith('\r') ? part.slice(0, -1) : part);
    while (rest.length > LONGEST) {
      line(rest.slice(0, LONGEST));
      rest = rest.slice(LONGEST);
    }
  };
  const emit = (text: string): void => {
    for (let at = 0; at === 0 || at < text.length; at += LONGEST) line(text.slice(at, at + LONGEST));
  };
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (rest !== '') line(rest);
      rest = '';
    },
  };
}

/**
 * Markdown that cannot do anything: what a plan consists of stays (headings, tables, lists, quotes, code, folding), everything
 * else becomes text. No link, image or mention comes through, and no comment that could be taken for ours.
 */

/** What GitHub takes as a comment is 65,536 characters. */
const LONGEST = 60_000;

const tags = /^(?:<code>[^<\n]*<\/code>|<\/?(?:details|summary)>|<details open>|<br>)/;
const reference = /^&#(\d{1,7});/;
/** Of a line; what stands before text and gives it a form. */
const beginning = /^(?:> \[!(?:CAUTION|WARNING|NOTE)\]$|> |#{1,4} |- )/;

/** Text with everything escaped that any Markdown parser, or GitHub, gives a meaning to. */
export function plain(text) {
  return [...visible(text)].map(character).join('').replaceAll('\n', ' ');
}

/** Markdown from somebody who is not trusted, made harmless, and cut where it is too long. */
export function neutral(markdown) {
  const lines = visible(markdown)
    .split('\n')
    .map((line) => {
      const start = beginning.exec(line)?.[0] ?? '';
      return start + rest(line.slice(start.length));
    });
  let length = 0;
  const end = lines.findIndex((line) => (length += line.length + 1) > LONGEST);
  const kept = end < 0 ? lines : [...lines.slice(0, end), '', '*The rest is in the log of the run.*'];
  const text = kept.join('\n');
  const open = count(text, /<details(?: open)?>/g) - count(text, /<\/details>/g);
  return text + '\n\n</details>'.repeat(Math.max(0, open));
}

function rest(line) {
  let made = '';
  let left = line;
  while (left !== '') {
    const [tag] = tags.exec(left) ?? [];
    if (tag !== undefined) {
      made += tag.startsWith('<code>') ? `<code>${rest(tag.slice(6, -7))}</code>` : tag;
      left = left.slice(tag.length);
      continue;
    }
    const [whole, number] = reference.exec(left) ?? [];
    if (whole !== undefined) {
      made += plain(codePoint(Number(number)));
      left = left.slice(whole.length);
      continue;
    }
    if (left.startsWith('**')) {
      made += '**';
      left = left.slice(2);
      continue;
    }
    const [first] = left;
    made += first === '|' ? first : character(first);
    left = left.slice(first.length);
  }
  return made;
}

/** A zero-width space behind `@` and `#`: GitHub looks for names and numbers in what has been rendered. */
function character(one) {
  if (/[\p{L}\p{N} ,;/→…±–()%"'\n-]/u.test(one)) return one;
  const made = `&#${one.codePointAt(0)};`;
  return one === '@' || one === '#' ? `${made}&#8203;` : made;
}

function codePoint(number) {
  return number <= 0x10_ff_ff ? visible(String.fromCodePoint(number)) : '';
}

/** Without what cannot be seen, or turns the direction of what follows. */
function visible(text) {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (one) => (one === '\n' ? one : ''));
}

function count(text, pattern) {
  return text.match(pattern)?.length ?? 0;
}

export type Variables = ReadonlyMap<string, string>;

/**
 * Replaces `$name`, `${name}`, `${name:-else}` and `${name:+then}`; `\$` stays a dollar sign. A variable without a
 * value is empty. Quotes are kept: `words` takes them off.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function substitute(text: string, variables: Variables, escape = '\\'): string {
  let result = '';
  let single = false;
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if (character === "'") single = !single;
    if (character === escape && !single && at + 1 < text.length) {
      const next = text[at + 1] ?? '';
      result += next === '$' ? '$' : character + next;
      at += 2;
      continue;
    }
    const variable = character === '$' && !single ? readVariable(text, at) : undefined;
    if (!variable) {
      result += character;
      at += 1;
      continue;
    }
    const value = variables.get(variable.name) ?? '';
    const other = () => substitute(variable.word, variables, escape);
    if (variable.operator === ':-') result += value === '' ? other() : value;
    else if (variable.operator === ':+') result += value === '' ? '' : other();
    else result += value;
    at = variable.end;
  }
  return result;
}

interface Variable {
  readonly name: string;
  readonly operator: string;
  readonly word: string;
  readonly end: number;
}

function readVariable(text: string, at: number): Variable | undefined {
  const rest = text.slice(at);
  const bare = /^\$([A-Za-z_]\w*)/.exec(rest);
  if (bare) return { name: bare[1] ?? '', operator: '', word: '', end: at + bare[0].length };
  const open = /^\$\{([A-Za-z_]\w*)(:[-+])?/.exec(rest);
  if (!open) return undefined;
  let depth = 1;
  let end = open[0].length;
  for (; end < rest.length && depth > 0; end++) {
    if (rest[end] === '}') depth -= 1;
    else if (rest[end] === '{' && rest[end - 1] === '$') depth += 1;
  }
  if (depth > 0) return undefined;
  return {
    name: open[1] ?? '',
    operator: open[2] ?? '',
    word: rest.slice(open[0].length, end - 1),
    end: at + end,
  };
}

/** Splits at white space as Docker does: quotes group and are taken off, the escape character takes the next one as it is. */
export function words(text: string, escape = '\\'): readonly string[] {
  const found: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote === '' && /\s/.test(character)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else if (character === quote) {
      quote = '';
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (character === escape && quote !== "'" && at + 1 < text.length) {
      at += 1;
      word = (word ?? '') + (text[at] ?? '');
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== undefined) found.push(word);
  return found;
}

/** `["a", "b"]`, the exec form; undefined for anything else, which Docker takes as the shell form. */
export function execForm(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `A=1` as name and value; `A` as a name alone. */
export function assignment(word: string): readonly [name: string, value: string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

/** A piece of an `Fn::Sub` string: literal text, or the name between `${` and `}`. */
export type SubPart = { readonly text: string } | { readonly variable: string };

/**
 * Splits an `Fn::Sub` string. `${!Literal}` is the text `${Literal}`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function subParts(template: string): SubPart[] {
  const parts: SubPart[] = [];
  let end = 0;
  for (const match of template.matchAll(/\$\{([^}]*)\}/g)) {
    parts.push({ text: template.slice(end, match.index) });
    const name = match[1] ?? '';
    parts.push(name.startsWith('!') ? { text: `\${${name.slice(1)}}` } : { variable: name.trim() });
    end = match.index + match[0].length;
  }
  parts.push({ text: template.slice(end) });
  return parts;
}

import { isObject } from './json.ts';
import { subParts } from './sub.ts';

/** A use of a parameter, a pseudo parameter or a resource; with `attribute` it is an `Fn::GetAtt`. */
export interface TemplateReference {
  readonly name: string;
  readonly attribute?: string;
  /** JSON pointer to the function, below the value that was searched. */
  readonly path: string;
}

/**
 * What an expression refers to, by Ref, Fn::GetAtt and the variables of Fn::Sub.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function references(value: unknown, path = ''): TemplateReference[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isObject(value) && Object.keys(value).length === 1) {
    if (typeof value['Ref'] === 'string') return [{ name: value['Ref'], path: `${path}/Ref` }];
    if ('Fn::GetAtt' in value) return getAttReferences(value['Fn::GetAtt'], `${path}/Fn::GetAtt`);
    if ('Fn::Sub' in value) return subReferences(value['Fn::Sub'], `${path}/Fn::Sub`);
  }
  return Object.entries(value).flatMap(([key, item]) => references(item, `${path}/${key}`));
}

/** The two parts of an Fn::GetAtt argument; undefined when it has none. The attribute may be an expression. */
export function getAttParts(argument: unknown): readonly [string, unknown] | undefined {
  const parts: readonly unknown[] =
    typeof argument === 'string' ? split(argument) : Array.isArray(argument) ? argument : [];
  const [name, attribute] = parts;
  if (parts.length !== 2 || typeof name !== 'string' || name === '' || !attribute) return undefined;
  return [name, attribute];
}

function split(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function getAttReferences(argument: unknown, path: string): TemplateReference[] {
  const parts = getAttParts(argument);
  if (!parts) return [];
  const [name, attribute] = parts;
  return [
    { name, attribute: typeof attribute === 'string' ? attribute : '', path },
    ...references(attribute, `${path}/1`),
  ];
}

function subReferences(argument: unknown, path: string): TemplateReference[] {
  const [template, variables]: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const own = isObject(variables) ? variables : {};
  const found = subParts(typeof template === 'string' ? template : '').flatMap(
    (part): TemplateReference[] => {
      if ('text' in part || part.variable in own) return [];
      const [name = '', attribute] = split(part.variable);
      return [attribute === undefined ? { name, path } : { name, attribute, path }];
    },
  );
  return [...found, ...references(own, `${path}/1`)];
}

import type { Node } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { validationError } from '../errors.ts';
import { type JsonObject, isObject } from './json.ts';

/** What CloudFormation leaves out of YAML 1.1, where a plain `2010-09-09` would be a time. */
const LEFT_OUT = ['binary', 'merge', 'omap', 'pairs', 'set', 'timestamp'];

/**
 * A template body as plain values; short forms of YAML become the long ones.
 * @throws ValidationError when the body is neither well-formed JSON nor YAML, or not an object
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function parseTemplateBody(body: string): JsonObject {
  const value = body.trimStart().startsWith('{') ? parseJson(body) : parseYaml(body);
  if (!isObject(value)) throw validationError('Template format error: unsupported structure.');
  return value;
}

/** YAML is a superset of JSON, so what is no JSON may still be a flow mapping. */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    try {
      return parseYaml(body);
    } catch {
      throw validationError(`Template format error: JSON not well-formed.${jsonPosition(body, error)}`);
    }
  }
}

/** ' (line 1, column 25)', where the parser says where it stopped. */
function jsonPosition(body: string, error: unknown): string {
  const offset = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  if (offset === undefined) return '';
  const lines = body.slice(0, Number(offset)).split('\n');
  return ` (line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1})`;
}

function parseYaml(body: string): unknown {
  const document = parseDocument(body, {
    version: '1.1',
    logLevel: 'silent',
    uniqueKeys: false,
    customTags: (tags) =>
      tags.filter(
        (tag) => typeof tag === 'string' || !LEFT_OUT.includes(tag.tag.replace('tag:yaml.org,2002:', '')),
      ),
  });
  const [error] = document.errors;
  if (error) {
    const [position] = error.linePos ?? [];
    const where = position ? ` (line ${position.line}, column ${position.col})` : '';
    throw validationError(`Template format error: YAML not well-formed.${where}`);
  }
  return document.contents === null ? null : plain(document.contents);
}

function plain(node: Node): unknown {
  if (isAlias(node))
    throw validationError('Template error: YAML aliases are not allowed in CloudFormation templates');
  if (node.tag?.startsWith('!')) return longForm(node.tag.slice(1), untagged(node));
  if (node.tag && LEFT_OUT.includes(node.tag.replace('tag:yaml.org,2002:', ''))) {
    throw validationError('Template format error: YAML not well-formed.');
  }
  return untagged(node);
}

function untagged(node: Node): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq<Node>(node)) return node.items.map(plain);
  if (!isMap<Node, Node | null>(node)) return null;
  return Object.fromEntries(
    node.items.map(({ key, value }) => [keyText(key), value === null ? null : plain(value)]),
  );
}

/** Keys are names, as written: a logical id `On` and an account `012345678901` are no boolean and no number. */
function keyText(key: Node): string {
  return isScalar(key) && key.source !== undefined ? key.source : String(plain(key));
}

function longForm(tag: string, value: unknown): JsonObject {
  if (tag === 'Ref' || tag === 'Condition') return { [tag]: value };
  if (tag !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${tag}`]: value };
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
}

import HandlebarsRuntime from 'handlebars/runtime.js';
import { LogicalId, type View } from '../components/component.ts';
import type { Path } from '../diagnostics/diagnostic.ts';
import { specs } from '../generated/templates.js';
import { Sourced } from '../provenance.ts';
import { ACCOUNT_ID } from './resolve.ts';

/** A line of a template, and the paths of the config that its value was made from. */
export interface TemplateLine {
  readonly text: string;
  readonly paths: readonly Path[];
}

const OPEN = '\uE000';
const CLOSE = '\uE001';
/** Stands around the number of the paths that decided on a line. */
const MARK = '\uE003';

/** Values by the number of their token, while one template is laid out. */
let tokens: Sourced<unknown>[] = [];

/** Paths by the number of their mark. */
let decisions: (readonly Path[])[] = [];

const handlebars = HandlebarsRuntime.create();
handlebars.registerHelper('v', (value: unknown) => {
  if (!(value instanceof Sourced)) throw new Error('{{v}} takes a Sourced value');
  if (value.value === undefined) throw new Error(`a value from ${JSON.stringify(value.paths)} is undefined`);
  return `${OPEN}${tokens.push(value) - 1}${CLOSE}`;
});
handlebars.registerHelper('id', (value: unknown) => {
  if (!(value instanceof LogicalId)) throw new Error('{{id}} takes a LogicalId');
  return value.name + mark(value.paths);
});
// What stands below a decision is there because of it: its lines come from what was decided by, too.
handlebars.registerHelper('if', function (this: unknown, condition: unknown, options: Branches) {
  const decided = condition instanceof Sourced ? condition.value : condition;
  const text = isTrue(decided) ? options.fn(this) : options.inverse(this);
  if (!(condition instanceof Sourced) || text === '') return text;
  const marked = mark(condition.paths);
  return text.replaceAll(/^(?=.)/gm, marked);
});

interface Branches {
  fn(context: unknown): string;
  inverse(context: unknown): string;
}

/** As Handlebars has it: an empty list is false, too. */
function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function mark(paths: readonly Path[]): string {
  return paths.length === 0 ? '' : `${MARK}${decisions.push(paths) - 1}${MARK}`;
}

const compiled = new Map<string, (view: View) => string>();

/**
 * Lays out a component's template. The layout only ever sees opaque tokens; one scan then puts each value in as JSON,
 * which is YAML too, so that no value can change the structure around it.
 */
export function layOut(component: string, view: View): readonly TemplateLine[] {
  const template = templateOf(component);
  tokens = [];
  decisions = [];
  return template(view)
    .split('\n')
    .map((line) => fill(line));
}

function templateOf(component: string): (view: View) => string {
  const known = compiled.get(component);
  if (known) return known;
  const spec = specs[component];
  if (!spec) throw new Error(`no template of component ${component}`);
  const template = handlebars.template<View>(spec);
  compiled.set(component, template);
  return template;
}

function fill(marked: string): TemplateLine {
  const decided: Path[] = [];
  const line = marked.replaceAll(/\uE003(\d+)\uE003/g, (_, number: string) => {
    decided.push(...(decisions[Number(number)] ?? []));
    return '';
  });
  const open = line.indexOf(OPEN);
  if (open < 0) return { text: line, paths: decided };
  const value = tokens[Number(line.slice(open + 1, line.indexOf(CLOSE)))];
  return {
    text: line.slice(0, open) + toJson(value?.value),
    paths: [...(value?.paths ?? []), ...decided],
  };
}

/** JSON with spaces where people read it, and the account's number as CloudFormation knows it. */
function toJson(value: unknown): string {
  if (typeof value === 'string') return textToJson(value);
  if (Array.isArray(value)) return `[${value.map(toJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, child]) => `${quote(key)}: ${key === 'Fn::Sub' ? plainJson(child) : toJson(child)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** The text of a substitution is the view's own, and stays as it is; the values of its variables do not. */
function plainJson(substitution: unknown): string {
  if (!Array.isArray(substitution)) return JSON.stringify(substitution);
  const [text, variables] = substitution as [string, unknown];
  return `[${quote(text)}, ${toJson(variables)}]`;
}

/**
 * A text with the account's number in it is joined from its parts. So is one with `${` in it: CloudFormation takes
 * it literally outside of `Fn::Sub`, but whoever reads the template, and cfn-lint, would take it for a mistake.
 */
function textToJson(text: string): string {
  const parts = text
    .split(/(\uE002)|(?<=\$)(?=\{)/)
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (part === ACCOUNT_ID ? '{ "Ref": "AWS::AccountId" }' : quote(part)));
  return parts.length > 1 ? `{ "Fn::Join": ["", [${parts.join(', ')}]] }` : (parts[0] ?? '""');
}

/** YAML's printable characters are fewer than JSON's: https://yaml.org/spec/1.2.2/#51-character-set */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

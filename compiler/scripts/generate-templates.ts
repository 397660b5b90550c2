import { existsSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { componentNames } from './schema.ts';

const KNOWN_HELPERS = { v: true, id: true, if: true, unless: true, each: true } as const;

/** The templates of all components, precompiled: nothing compiles at run time. */
export function templates(): string {
  const specs = componentNames().flatMap((name) => {
    const file = new URL(`../src/components/${name}/template.hbs`, import.meta.url);
    if (!existsSync(file)) throw new Error(`component ${name} has no template.hbs`);
    const text = readFileSync(file, 'utf8');
    inspect(name, text);
    const code = Handlebars.precompile(text, {
      strict: true,
      noEscape: true,
      knownHelpers: { ...KNOWN_HELPERS, each: true },
      knownHelpersOnly: true,
      preventIndent: true,
    });
    return [`  ${JSON.stringify(name)}: ${code as string},`];
  });
  return `${['export const specs = {', ...specs, '};'].join('\n')}\n`;
}

/**
 * A value may only stand where a YAML scalar ends its line, and only by `{{v …}}`; a logical id only by `{{id …}}`.
 * With that a value cannot change the structure of a template, whatever it holds.
 */
function inspect(name: string, text: string): void {
  const refuse = (line: number, problem: string): never => {
    throw new Error(`components/${name}/template.hbs:${line}: ${problem}`);
  };
  for (const [index, line] of text.split('\n').entries()) {
    for (const match of line.matchAll(/\{\{v [^}]*\}\}/g)) {
      const before = line.slice(0, match.index);
      if (!/(: |- )$/.test(before)) refuse(index + 1, 'a value must be a whole scalar, behind `: ` or `- `');
      if (line.slice(match.index + match[0].length) !== '') refuse(index + 1, 'a value must end its line');
    }
  }
  visit(Handlebars.parse(text), refuse);
}

interface Node {
  type: string;
  loc: { start: { line: number } };
  path?: { original: string };
  body?: Node[];
  program?: Node;
  inverse?: Node;
  escaped?: boolean;
}

function visit(node: Node, refuse: (line: number, problem: string) => never): void {
  const { line } = node.loc.start;
  const called = node.path?.original ?? '';
  if (node.type === 'MustacheStatement' && called !== 'v' && called !== 'id')
    refuse(
      line,
      `{{${called}}} would put its text into the template: use {{v ${called}}} or {{id ${called}}}`,
    );
  if (node.type === 'BlockStatement' && !['if', 'unless', 'each'].includes(called))
    refuse(line, `{{#${called}}} is not one of #if, #unless, #each`);
  if (node.type.startsWith('Partial') || node.type.startsWith('Decorator'))
    refuse(line, 'partials and decorators are not used');
  for (const child of node.body ?? []) visit(child, refuse);
  if (node.program) visit(node.program, refuse);
  if (node.inverse) visit(node.inverse, refuse);
}

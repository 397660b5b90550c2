import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { componentNames } from './schema.ts';

const source = new URL('../src/', import.meta.url);
const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** All components, from the folders that have a definition. */
export function componentRegistry(): string {
  const names = componentNames().filter((name) => existsSync(new URL(`components/${name}/index.ts`, source)));
  return [
    `import type { AnyComponent } from '../components/component.ts';`,
    ...names.map((name) => `import { ${camel(name)} } from '../components/${name}/index.ts';`),
    '',
    'export const components: readonly AnyComponent[] = [',
    ...names.map((name) => `  ${camel(name)},`),
    '];',
    '',
  ].join('\n');
}

/**
 * All commands, from the files: summaries for help, and the module only once its command is called. The files are
 * read, not imported: what they import is among what is generated.
 */
export function commandRegistry(): string {
  const entries = readdirSync(new URL('commands/', source))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort()
    .flatMap((file) => {
      const text = readFileSync(new URL(`commands/${file}`, source), 'utf8');
      if (!text.includes('export const command: Command')) return [];
      const summary =
        /^ {2}summary:\s+'((?:[^'\\\n]|\\')*)',$/m.exec(text)?.[1] ??
        /^ {2}summary:\s+"([^"\n]*)",$/m.exec(text)?.[1];
      if (summary === undefined) throw new Error(`commands/${file} has no summary that is one text`);
      const verb = file.replace(/\.ts$/, '');
      return [
        `  ${JSON.stringify(verb)}: { summary: ${JSON.stringify(summary.replaceAll("\\'", "'"))}, load: () => import('../commands/${verb}.ts') },`,
      ];
    });
  return [
    `import type { Command } from '../commands/command.ts';`,
    '',
    'export const commands: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<{ readonly command: Command }> }>> = {',
    ...entries,
    '};',
    '',
  ].join('\n');
}

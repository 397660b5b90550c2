import { existsSync, readdirSync } from 'node:fs';
import type { Command } from '../src/commands/command.ts';
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

/** All commands, from the files: summaries for help, and the module only once its command is called. */
export async function commandRegistry(): Promise<string> {
  const verbs = readdirSync(new URL('commands/', source))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'command.ts')
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
  const entries: string[] = [];
  for (const verb of verbs) {
    const module = (await import(new URL(`commands/${verb}.ts`, source).href)) as { command?: Command };
    if (!module.command) continue;
    entries.push(
      `  ${JSON.stringify(verb)}: { summary: ${JSON.stringify(module.command.summary)}, load: () => import('../commands/${verb}.ts') },`,
    );
  }
  return [
    `import type { Command } from '../commands/command.ts';`,
    '',
    'export const commands: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<{ readonly command: Command }> }>> = {',
    ...entries,
    '};',
    '',
  ].join('\n');
}

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileEnvironment } from '../src/compile.ts';
import { architecture } from '../src/diagram/architecture.ts';
import { mermaid } from '../src/diagram/mermaid.ts';
import { nodeHost } from '../src/host/node-host.ts';

const root = new URL('../../', import.meta.url);
const source = new URL('../src/', import.meta.url);

/** Above all others, or below them: an arrow to or from each would say nothing. */
const EVERYWHERE = ['commands', 'diagnostics', 'host', 'schema', 'generated'];

/** docs/architecture.md with the parts that are made of the code. The rest of it is written by hand. */
export function architecturePage(): string {
  const page = readFileSync(new URL('docs/architecture.md', root), 'utf8');
  const parts: Readonly<Record<string, () => string>> = { prod, imports };
  return Object.entries(parts).reduce((text, [name, make]) => {
    const part = new RegExp(`(?<=^<!-- made: ${name} -->\n)[\\s\\S]*?(?=^<!-- /made -->$)`, 'm');
    if (!part.test(text)) throw new Error(`docs/architecture.md has no part for ${name}`);
    return text.replace(part, () => `\n\`\`\`mermaid\n${make()}\`\`\`\n\n`);
  }, page);
}

/** This repository's own application. */
function prod(): string {
  const { model, diagnostics, ...compiled } = compileEnvironment(
    nodeHost({ cwd: fileURLToPath(root) }),
    'prod',
  );
  if (!model || !('stacks' in compiled)) throw new Error(JSON.stringify(diagnostics));
  return mermaid(architecture(model, compiled.stacks));
}

/** Which folder of compiler/src imports which. */
function imports(): string {
  const folders = readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !EVERYWHERE.includes(entry.name))
    .map(({ name }) => name)
    .toSorted();
  const lines = folders.flatMap((folder) => {
    const to = importsOf(folder).filter((other) => other !== folder && folders.includes(other));
    return to.length === 0 ? [] : [`  ${folder} --> ${to.join(' & ')}`];
  });
  const alone = folders.filter((folder) => !lines.some((line) => line.split(/\W+/).includes(folder)));
  return ['flowchart LR', ...lines, ...alone.map((folder) => `  ${folder}`), ''].join('\n');
}

/** Tests and what they share are not part of the program. */
function importsOf(folder: string): readonly string[] {
  const files = readdirSync(new URL(`${folder}/`, source), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.test\.ts$|(^|[/\\])test(ing)?[/\\]/.test(file),
  );
  const found = files.flatMap((file) => {
    const url = new URL(`${folder}/${file.replaceAll('\\', '/')}`, source);
    return [...readFileSync(url, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(
      ([, path = '']) => new URL(path, url).href.slice(source.href.length).split('/')[0] ?? '',
    );
  });
  return [...new Set(found)].toSorted();
}

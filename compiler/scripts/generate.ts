/**
 * Writes everything that is derived: schemas, validators, types, templates, registries, documentation. All of it is
 * committed. `--check` writes nothing and fails where a file is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { extractSpec } from './extract-spec.ts';
import { ciTemplates } from './generate-ci.ts';
import { commandRegistry, componentRegistry } from './generate-registry.ts';
import { policies } from './generate-policies.ts';
import { rights } from './generate-rights.ts';
import { templates } from './generate-templates.ts';
import { validators } from './generate-validators.ts';
import {
  environmentSchema,
  mergedSchema,
  optional,
  platformSchema,
  resolvedSchema,
  standard,
  type Schema,
} from './schema.ts';
import { cliPage } from './generate-cli-page.ts';
import { referencePage } from './generate-docs.ts';
import { diagnosticsPage } from './generate-diagnostics-page.ts';
import { diagnosticExamples } from './generate-examples.ts';

const root = new URL('../../', import.meta.url);
const NOTICE = '// Made by `npm run generate`. Do not edit.\n';

async function files(): Promise<Record<string, string>> {
  const json = (schema: unknown) => `${JSON.stringify(schema, undefined, 2)}\n`;
  const published = (name: string, title: string, schema: Schema) =>
    json({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: name, title, ...standard(schema) });
  return {
    'schemas/platform.schema.json': published(
      'platform.schema.json',
      'platform.yaml',
      optional(platformSchema()),
    ),
    'schemas/environment.schema.json': published(
      'environment.schema.json',
      'environments/<name>.yaml',
      environmentSchema(),
    ),
    'compiler/src/generated/schema.json': `${JSON.stringify(mergedSchema())}\n`,
    'compiler/src/generated/validators.js': NOTICE + (await validators()),
    'compiler/src/generated/validators.d.ts': `${NOTICE}import type { ErrorObject } from 'ajv';\n\nexport type ValidationError = Omit<ErrorObject, 'schemaPath'>;\n\ninterface Validate {\n  (data: unknown): boolean;\n  errors?: ValidationError[] | null;\n}\n\nexport const config: Validate;\n`,
    'compiler/src/generated/config.ts': NOTICE + (await types()),
    'compiler/src/generated/templates.js': NOTICE + templates(),
    'compiler/src/generated/templates.d.ts': `${NOTICE}export const specs: Readonly<Record<string, TemplateSpecification>>;\n`,
    'compiler/src/generated/components.ts': NOTICE + componentRegistry(),
    'compiler/src/generated/commands.ts': NOTICE + commandRegistry(),
    'compiler/src/generated/ci.json': ciTemplates(),
    'compiler/src/generated/examples.json': diagnosticExamples(),
    'compiler/src/generated/policies.json': policies(),
    'compiler/src/generated/rights.json': rights(),
    'compiler/src/generated/spec.json': extractSpec(),
    'docs/reference.md': referencePage(mergedSchema()),
  };
}

/** What is made of the code itself: it imports what is generated, so that has to be written before. */
async function pagesOfCode(): Promise<Record<string, string>> {
  const { commands } = await import('../src/generated/commands.ts');
  const loaded = Object.entries(commands).map(
    async ([verb, { load }]) => [verb, (await load()).command] as const,
  );
  const { architecturePage } = await import('./generate-architecture.ts');
  const { examples, exampleTitle } = await import('../src/diagnostics/examples.ts');
  return {
    'docs/architecture.md': architecturePage(),
    'docs/cli.md': cliPage(Object.fromEntries(await Promise.all(loaded))),
    'docs/diagnostics.md': diagnosticsPage(examples, exampleTitle),
  };
}

async function types(): Promise<string> {
  const text = await compile(
    { ...standard(resolvedSchema()), title: 'ResolvedPlatform' } as never,
    'ResolvedPlatform',
    {
      additionalProperties: false,
      bannerComment: '',
      format: true,
      style: { singleQuote: true, printWidth: 110 },
    },
  );
  return `${text}\nexport type ResolvedService = NonNullable<ResolvedPlatform['services'][string]>;\n`;
}

const check = process.argv.includes('--check');
const stale: string[] = [];
write(await files());
write(await pagesOfCode());
if (check && stale.length > 0) {
  console.error(`stale, run \`npm run generate\`:\n${stale.map((file) => `  ${file}`).join('\n')}`);
  process.exitCode = 1;
}

function write(made: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(made)) {
    const path = fileURLToPath(new URL(file, root));
    if (read(path) === content) continue;
    stale.push(file);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

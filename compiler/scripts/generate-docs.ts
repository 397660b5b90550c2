import type { Schema } from './schema.ts';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (value: unknown) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** docs/reference.md: every key of the config with type, default and meaning. */
export function referencePage(schema: Schema): string {
  return [
    '# Configuration reference',
    '',
    'Made from the schema by `npm run generate`. Keys of `platform.yaml`; an environment may set each of them, and `account` and `target` stand in environments only. `*` is a name that you choose.',
    '',
    '| key | type | default | what it is |',
    '| --- | --- | --- | --- |',
    ...rows(schema, ''),
    '',
  ].join('\n');
}

function rows(schema: Schema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const path = `${prefix}${key}`;
    const nested = property.additionalProperties;
    return [
      row(path, property),
      ...rows(property, `${path}.`),
      ...(typeof nested === 'object' ? [row(`${path}.*`, nested), ...rows(nested, `${path}.*.`)] : []),
    ];
  });
}

function row(path: string, schema: Schema): string {
  const values =
    schema.enum && schema.enum.length <= 6
      ? schema.enum.map(code).join(', ')
      : [schema.type].flat().join(' or ');
  const preset =
    'default' in schema &&
    !(typeof schema.default === 'object' && Object.keys(schema.default ?? {}).length === 0)
      ? code(schema.default)
      : '';
  return `| \`${path}\` | ${cell(values)} | ${cell(preset)} | ${cell(schema.description ?? '')} |`;
}

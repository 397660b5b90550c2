import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCommon, checkEnvironment, environmentNames } from '../src/check-config.ts';
import { compileEnvironment, compileShared } from '../src/compile.ts';
import { catalogue } from '../src/diagnostics/catalogue.ts';
import { diagnosticsToText } from '../src/diagnostics/format.ts';
import { memoryHost, plainStyle } from './helpers/memory-host.ts';
import { formatFixture, parseFixture } from './helpers/txtar.ts';

/** `UPDATE=1 npx vitest run cases` writes what comes out; read the difference before you commit it. */
const update = process.env['UPDATE'] === '1';
const folder = (name: string) => new URL(`cases/${name}/`, import.meta.url);
const cases = (name: string) => readdirSync(folder(name)).filter((file) => file.endsWith('.txt'));

describe('diagnostics', () => {
  it.each(cases('diagnostics'))('%s', (file) => {
    const path = new URL(file, folder('diagnostics'));
    const fixture = parseFixture(readFileSync(path, 'utf8'));
    const host = memoryHost(fixture.files);
    const [environment] = environmentNames(host);
    // What several environments come to together is told of what they share.
    const several = environment === undefined || environmentNames(host).length > 1;
    const { diagnostics, sources } = several ? checkCommon(host) : checkEnvironment(host, environment);
    const text = diagnosticsToText(diagnostics, sources, plainStyle);
    if (update)
      writeFileSync(
        path,
        formatFixture({ ...fixture, files: new Map([...fixture.files, ['expect', text]]) }),
      );
    expect(text).toBe(update ? text : fixture.files.get('expect'));
    expect(fixture.comment).toMatch(/^# Proves: /);
  });

  it('has a case, or a test of its own, for every code', () => {
    const shown = new Set(
      cases('diagnostics').flatMap(
        (file) => readFileSync(new URL(file, folder('diagnostics')), 'utf8').match(/PLATC\d{4}/g) ?? [],
      ),
    );
    // These need a file system that refuses, bytes that are no text, or a template of a megabyte, or cfn-guard: see load.test.ts, check.test.ts, e2e/cli.test.ts and policy/policies.test.ts.
    const elsewhere = [
      'PLATC1001',
      'PLATC1002',
      'PLATC1004',
      'PLATC1008',
      'PLATC1009',
      'PLATC1011',
      'PLATC4001',
      'PLATC4002',
      'PLATC5001',
      'PLATC5002',
      'PLATC5003',
      'PLATC5004',
      'PLATC5005',
    ];
    expect([...shown, ...elsewhere].toSorted()).toEqual(Object.keys(catalogue).toSorted());
  });
});

describe('templates', () => {
  it.each(cases('render'))('%s', (file) => {
    const path = new URL(file, folder('render'));
    const fixture = parseFixture(readFileSync(path, 'utf8'));
    const host = memoryHost(fixture.files);
    const [environment, ...others] = environmentNames(host);
    const isShared = environment === undefined || others.length > 0;
    const compiled = isShared ? compileShared(host) : compileEnvironment(host, environment);
    expect(diagnosticsToText(compiled.diagnostics, compiled.sources, plainStyle)).not.toContain('error');
    const stacks = compiled.model ? [...compiled.stacks, ...compiled.shared] : [];
    const expected = [...fixture.files].filter(([name]) => name.endsWith('.template.yaml'));
    const wanted = new Set(expected.map(([name]) => name));
    const rendered = stacks
      .map((stack) => [`${stack.name}.template.yaml`, stack.body] as const)
      .filter(([name]) => wanted.has(name));
    if (update)
      writeFileSync(path, formatFixture({ ...fixture, files: new Map([...fixture.files, ...rendered]) }));
    expect(new Map(rendered)).toEqual(new Map(update ? rendered : expected));
    expect(rendered.length).toBeGreaterThan(0);
  });
});

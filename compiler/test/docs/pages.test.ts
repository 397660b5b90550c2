/* What every page holds to: links lead somewhere, and YAML is valid. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkEnvironment, checkShared } from '../../src/check-config.ts';
import { diagnosticsToText } from '../../src/diagnostics/format.ts';
import { memoryHost, plainStyle } from '../helpers/memory-host.ts';
import { repository } from '../helpers/run.ts';

const under = (folder: string) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/(^|[/\\])(node_modules|dist)[/\\]/.test(file))
    .map((file) => join(repository, folder, file));
const pages = [
  ...readdirSync(repository)
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(repository, file)),
  ...['.github', 'docs', 'compiler/src', 'service'].flatMap(under),
];
const name = (page: string) => relative(repository, page);
const read = (page: string) => readFileSync(page, 'utf8');

/** Headings as GitHub makes anchors of them. */
function anchors(page: string): readonly string[] {
  const text = read(page).replaceAll(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('links', () => {
  it.each(pages.map((page) => [name(page), page]))('of %s lead somewhere', (_, page) => {
    const text = read(page)
      .replaceAll(/```[\s\S]*?```/g, '')
      .replaceAll(/`[^`\n]*`/g, '');
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : resolve(dirname(page), path);
        if (!existsSync(target)) return true;
        return anchor !== undefined && target.endsWith('.md') && !anchors(target).includes(anchor);
      });
    expect(broken).toEqual([]);
  });
});

/** YAML of a page: a whole platform.yaml where it names an app, else what an environment may set over this repository's. */
function problems(yaml: string): string {
  const platform = /^app:/m.test(yaml);
  const host = memoryHost(
    new Map([
      ['platform.yaml', platform ? yaml : readFileSync(join(repository, 'platform.yaml'), 'utf8')],
      ['environments/prod.yaml', platform || /^access:/m.test(yaml) ? '{}\n' : yaml],
      ['service/Dockerfile', 'FROM scratch\n'],
      ['api/Dockerfile', 'FROM scratch\n'],
      ...(/^access:/m.test(yaml)
        ? [['platform.yaml', `${readFileSync(join(repository, 'platform.yaml'), 'utf8')}\n${yaml}`] as const]
        : []),
    ]),
  );
  const { diagnostics, sources } = platform ? checkShared(host) : checkEnvironment(host, 'prod');
  return diagnosticsToText(diagnostics, sources, plainStyle);
}

const yaml = pages.flatMap((page) =>
  [...read(page).matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text = ''], index) => [name(page), index + 1, text] as const,
  ),
);

describe('YAML', () => {
  it.each(yaml)('of %s, block %i, is valid', (_, __, text) => expect(problems(text)).toBe(''));
});

/* docs/runbook.md has a section for each alarm that can ring, and each says what somebody who is called wants to know. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileEnvironment } from '../../src/compile.ts';
import { resourcesOf } from '../../src/resources.ts';
import { repository } from '../helpers/run.ts';
import { memoryHost } from '../helpers/memory-host.ts';
import { blocksOf } from './shell-page.ts';

const read = (file: string) => readFileSync(join(repository, file), 'utf8');
const page = read('docs/runbook.md');

/** Text below the headings of a level, by heading. */
function sections(text: string, level: string): ReadonlyMap<string, string> {
  const [, ...parts] = text.split(new RegExp(`^${level} `, 'm'));
  return new Map(parts.map((part) => [part.split('\n')[0] ?? '', part]));
}

const chapters = sections(page, '##');
const alarms = sections(chapters.get('Alarms') ?? '', '###');
const incidents = [...sections(chapters.get('Incidents') ?? '', '###').keys()].map((heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z -]/g, '')
    .replaceAll(' ', '-'),
);

const compiled = compileEnvironment(
  memoryHost([
    ['platform.yaml', read('platform.yaml')],
    ['environments/prod.yaml', read('environments/prod.yaml')],
    ['service/Dockerfile', ''],
  ]),
  'prod',
);
if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
const ringing = compiled.stacks
  .flatMap(resourcesOf)
  .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
  .map(({ logicalId }) => logicalId.replace(/Alarm$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '));

it('has a section for each alarm, and for no other', () => {
  const named = [...alarms.keys()].map((heading) => heading.toLowerCase());
  expect(named.toSorted()).toEqual(ringing.map((name) => name.toLowerCase()).toSorted());
});

describe.each([...alarms])('%s', (_, text) => {
  it('says what it means, where to look, what is behind it and what to do', () => {
    const parts = [...text.matchAll(/\*\*([A-Z][a-z ]+)\*\*:/g)].map(([, part = '']) => part);
    expect(parts).toEqual(['Meaning', 'First look', 'Usual causes', 'Do']);
  });

  it('has commands, and leads to an incident', () => {
    expect(blocksOf(text, 'sh').length).toBeGreaterThan(0);
    expect(incidents.filter((incident) => text.includes(`(#${incident})`))).not.toEqual([]);
  });
});

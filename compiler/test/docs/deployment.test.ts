/* Figures of docs/deployment.md, as the commands print them for this repository's own application. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileEnvironment, compileShared, type Compiled } from '../../src/compile.ts';
import { estimate, type Estimate } from '../../src/cost/estimate.ts';
import { costText } from '../../src/cost/report-text.ts';
import { resourcesOf } from '../../src/resources.ts';
import { memoryHost, plainStyle } from '../helpers/memory-host.ts';
import { repository } from '../helpers/run.ts';
import { blocksOf } from './shell-page.ts';

const read = (file: string) => readFileSync(join(repository, file), 'utf8');
const page = read('docs/deployment.md');
const texts = new Map(blocksOf(page, 'text').map(({ name, text }) => [name, text]));

const host = memoryHost(
  ['platform.yaml', ...['dev', 'staging', 'prod'].map((name) => `environments/${name}.yaml`)]
    .map((file) => [file, read(file)] as const)
    .concat([['service/Dockerfile', '']]),
);

function compiled(one: Compiled) {
  if (!one.model) throw new Error(JSON.stringify(one.diagnostics));
  return one;
}

function costs(environment: string): Estimate {
  if (environment === 'common') {
    const { model, shared } = compiled(compileShared(host));
    return estimate(model, shared);
  }
  const { model, stacks } = compiled(compileEnvironment(host, environment));
  return estimate(model, stacks);
}

/** What the table of steps says that a step costs. */
function said(step: string): string | undefined {
  return page
    .split('\n')
    .find((line) => line.startsWith(`| ${step}. `))
    ?.split(' | ')[2];
}

describe('docs/deployment.md', () => {
  it('shows what `platc cost --env dev` prints', () => {
    const printed = costText(costs('dev'), [], { app: 'demo-app', style: plainStyle, columns: 80 });
    expect(printed.startsWith(texts.get('1. Look') ?? '?')).toBe(true);
  });

  it('says what the steps cost', () => {
    const dollars = (environment: string) => `$${Math.round(costs(environment).monthly)}`;
    expect(said('2')).toContain(`$${costs('common').monthly.toFixed(2)} `);
    expect(said('3')).toBe(`about ${dollars('dev')} |`);
    expect(said('6')).toBe(`about ${dollars('staging')} and ${dollars('prod')} |`);
  });

  it('shows as many changes as the stacks of dev have resources', () => {
    const { stacks } = compiled(compileEnvironment(host, 'dev'));
    for (const name of ['network', 'platform']) {
      const stack = stacks.find((one) => one.name.endsWith(`-${name}`));
      const line = new RegExp(`✓ ${name} +(\\d+) changes`).exec(texts.get('3. dev') ?? '');
      expect([name, Number(line?.[1])]).toEqual([name, stack && resourcesOf(stack).length]);
    }
  });
});

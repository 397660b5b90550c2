import { describe, expect, it } from 'vitest';
import { memoryHost, plainStyle } from '../test/helpers/memory-host.ts';
import { repository } from '../test/helpers/run.ts';
import { compileEnvironment, type Compilation } from './compile.ts';
import { planEnvironment } from './plan/plan.ts';
import { planToMarkdown } from './plan/report-markdown.ts';
import { planToText } from './plan/report-text.ts';
import { verdictsOn } from './verdicts.ts';

function project(keys: string, environment = "account: '210987654321'\n") {
  const host = memoryHost(
    new Map([
      ['platform.yaml', `app: shop\nregion: us-east-1\nservices:\n  api: { build: ./api }\n${keys}`],
      ['environments/prod.yaml', environment],
      ['api/Dockerfile', 'FROM scratch\n'],
    ]),
  );
  const compiled = compileEnvironment(host, 'prod');
  if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
  const compilation: Compilation = compiled;
  return { host: { ...host, cwd: repository }, compilation };
}

describe('the verdicts on a plan', () => {
  it('say what it costs beside what it cost before', async () => {
    const before = project('').compilation;
    const { host, compilation } = project('network: { nat: single }\n');
    const base = { label: 'before', model: before.model, stacks: before.stacks };
    const [policies, cost] = await verdictsOn(host, compilation, base);
    expect(policies).toMatchObject({
      name: 'Policies',
      text: expect.stringMatching(/^\d+ pass, 0 fail$/),
      alarming: false,
    });
    expect(cost?.text).toMatch(
      /^\$\d+\.\d\d → \$\d+\.\d\d a month \(−\$36\.50\), \d+ of \d+ billable resources priced$/,
    );
  });

  it('say that a change costs nothing, and what a new environment costs', async () => {
    const { host, compilation } = project('');
    const base = { label: 'before', model: compilation.model, stacks: compilation.stacks };
    expect((await verdictsOn(host, compilation, base))[1]?.text).toMatch(/a month, no change,/);
    expect((await verdictsOn(host, compilation))[1]?.text).toMatch(/^\$\d+\.\d\d a month, \d+ of/);
  });

  it('leave the cost out where nothing is paid, and policies where they are off', async () => {
    const { host, compilation } = project("policy: { level: 'off' }\n", 'target: sandbox\n');
    expect(await verdictsOn(host, compilation)).toEqual([{ name: 'Policies', text: 'off', alarming: false }]);
  });

  it('stand below the changes, in a terminal and in a comment', async () => {
    const { host, compilation } = project('');
    const plan = {
      ...(await planEnvironment({ compilation })),
      verdicts: await verdictsOn(host, compilation),
    };
    expect(planToText(plan, plainStyle, 80)).toMatch(/\n {2}Policies {7}\d+ pass, 0 fail\n {2}Cost {11}\$/);
    expect(planToMarkdown(plan)).toMatch(/\nPolicies: \d+ pass.*\nCost: .*a month/);
  });
});

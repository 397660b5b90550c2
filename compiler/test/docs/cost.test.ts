import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileEnvironment, compileShared } from '../../src/compile.ts';
import { estimate, type Estimate } from '../../src/cost/estimate.ts';
import { memoryHost } from '../helpers/memory-host.ts';

const page = readFileSync(new URL('../../../docs/cost.md', import.meta.url), 'utf8');
const config = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

function costs(change: (text: string) => string = (text) => text): readonly Estimate[] {
  const host = memoryHost(
    new Map([
      ['platform.yaml', change(config)],
      ['environments/dev.yaml', '{}\n'],
      ['api/Dockerfile', 'FROM scratch\n'],
    ]),
  );
  const [dev, shared] = [compileEnvironment(host, 'dev'), compileShared(host)];
  if (!dev.model || !shared.model) throw new Error(JSON.stringify([dev.diagnostics, shared.diagnostics]));
  return [estimate(dev.model, dev.stacks), estimate(shared.model, shared.shared)];
}

/** USD a year of the rows whose names match. */
function yearly(estimates: readonly Estimate[], rows: RegExp): string {
  const sum = estimates
    .flatMap((one) => one.rows)
    .filter(({ row }) => rows.test(row))
    .reduce((total, { monthly }) => total + 12 * monthly, 0);
  return `$${sum.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

describe('docs/cost.md', () => {
  it.each([
    ['Fargate Spot, 2', /^Fargate/],
    ['load balancer', /^Load balancer$/],
    ['public IPv4', /^Public IPv4/],
    ['NAT gateways in 2', /^NAT/],
    ['images', /^Images$/],
    ['logs, metrics', /^(Logs|Metrics|Alarms|Dashboard)/],
    ['**all**', /./],
  ])('has the figure of %s as platc reckons it', (name, rows) => {
    const line = page.split('\n').find((text) => text.startsWith(`| ${name}`));
    expect(line?.split('|')[3]?.replaceAll('*', '').trim()).toBe(yearly(costs(), rows));
  });

  it('has what a single gateway, and none, save', () => {
    const all = (change?: (text: string) => string) =>
      costs(change).reduce((sum, { monthly }) => sum + 12 * monthly, 0);
    const single = (text: string) => text.replace('nat: per-zone', 'nat: single');
    expect(page).toContain(`$${(all() - all(single)).toFixed(2)} a year. Nothing of the traffic`);
    const none = (text: string) => text.replace('nat: per-zone', 'nat: none, endpoints: true');
    const endpoints = yearly(
      costs((text) => none(text).replace('natGb: 10', 'natGb: 0')),
      /^VPC endpoints$/,
    );
    expect(page).toContain(`two zones for ${endpoints} a year`);
  });
});

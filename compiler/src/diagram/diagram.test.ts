import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { compileEnvironment } from '../compile.ts';
import { architecture, type Architecture } from './architecture.ts';
import { mermaid } from './mermaid.ts';
import { svg } from './svg.ts';

function draw(platform: string): Architecture {
  const host = memoryHost(
    new Map([
      ['platform.yaml', `app: shop\nregion: eu-central-1\n${platform}`],
      ['environments/prod.yaml', "account: '210987654321'\n"],
      ['api/Dockerfile', 'FROM scratch\n'],
    ]),
  );
  const compiled = compileEnvironment(host, 'prod');
  if (!compiled.model) throw new Error(JSON.stringify(compiled.diagnostics));
  return architecture(compiled.model, compiled.stacks);
}

/** An architecture whose services have this route. */
function withRoute(route: string): Architecture {
  const drawn = draw(api);
  return { ...drawn, services: drawn.services.map((service) => ({ ...service, routes: [route] })) };
}

const api = 'services:\n  api: { build: ./api, routes: ["/a/*", "/b"], scaling: { min: 2, max: 6 } }\n';

describe('an architecture', () => {
  it('is read off the templates: zones, subnets, gateways, services', () => {
    const drawn = draw(`${api}network: { nat: single, zones: 3, cidr: 10.1.0.0/16 }\n`);
    expect(drawn).toMatchObject({ title: 'shop → prod', cidr: '10.1.0.0/16', listeners: ['HTTP 80'] });
    expect(drawn.zones.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(drawn.zones.map((zone) => zone.public.map(({ hasNat }) => hasNat))).toEqual([
      [true],
      [false],
      [false],
    ]);
    expect(drawn.zones.flatMap((zone) => zone.private.map(({ hasNat }) => hasNat))).toEqual([
      false,
      false,
      false,
    ]);
    expect(drawn.services).toEqual([
      {
        name: 'api',
        tasks: '2–6 tasks in all zones',
        size: '256 CPU, 512 MB, port 8080',
        routes: ['/a/*', '/b'],
      },
    ]);
    expect(drawn.beside).toContain('dashboard');
  });

  it('has the endpoints where there is no gateway', () => {
    const drawn = draw(`${api}network: { nat: none, endpoints: true }\n`);
    expect(drawn.endpoints).toEqual(['s3', 'ecr.api', 'ecr.dkr', 'logs']);
  });

  it('names the processor where it is ARM64, in both pictures', () => {
    const drawn = draw(api.replace('{ build', '{ architecture: arm64, build'));
    expect(drawn.services[0]?.size).toBe('256 CPU (ARM64), 512 MB, port 8080');
    expect(mermaid(drawn)).toContain('256 CPU (ARM64)');
    expect(svg(drawn)).toContain('256 CPU (ARM64)');
  });

  it('has what watches and keeps only where it is made', () => {
    const bare = draw(`${api}alarms: { enabled: false }\ndashboard: false\n`);
    expect(bare.beside).toEqual(['log group']);
    const full = draw(`${api}encryption: { kms: true }\nnetwork: { flowLogs: true }\n`);
    expect(full.beside).toEqual(expect.arrayContaining(['KMS key', 'flow log', 'alarm topic']));
  });
});

describe('mermaid', () => {
  it('closes every group, and draws a way in and a way out for each task', () => {
    const text = mermaid(draw(api));
    const lines = text.split('\n').map((line) => line.trim());
    expect(lines.filter((line) => line.startsWith('subgraph '))).toHaveLength(
      lines.filter((line) => line === 'end').length,
    );
    expect(text).toContain('alb -- "/a/* /b" --> PrivateSubnet1_service1');
    expect(text).toContain('PrivateSubnet2_service1 -.-> PublicSubnet2_gateway');
    expect(text).toContain('PublicSubnet1_gateway -.-> internet');
  });

  it('leads tasks of a zone without a gateway to the one that there is', () => {
    expect(mermaid(draw(`${api}network: { nat: single }\n`))).toContain(
      'PrivateSubnet2_service1 -.-> PublicSubnet1_gateway',
    );
  });

  it('keeps what a path pattern may hold inside its label', () => {
    expect(mermaid(withRoute('/"];<script>&#'))).toContain('alb -- "/#quot;];#lt;script#gt;&#35;" --> ');
  });
});

describe('svg', () => {
  it('escapes what it writes, and balances its elements', () => {
    const text = svg(withRoute('/<b>&'));
    expect(text).toContain('>/&lt;b&gt;&amp;</text>');
    const tags = [...text.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)].filter(([, , , self]) => self === '');
    const count = (name: string, closing: string) =>
      tags.filter(([, close, tag]) => tag === name && close === closing).length;
    for (const name of new Set(tags.map(([, , tag = '']) => tag)))
      expect(count(name, '/')).toBe(count(name, ''));
  });
});

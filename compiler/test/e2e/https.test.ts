/* HTTPS in a sandbox: it is added to what runs, changed, and taken away again. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as plan } from '../../src/commands/plan.ts';
import { sandboxProject, type SandboxProject } from '../helpers/sandbox-project.ts';

let project: SandboxProject;

beforeEach(async () => {
  project = await sandboxProject('eu-west-1');
  describeApplication({});
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
});

afterEach(() => project.close());

function describeApplication(loadBalancer: object): void {
  const services = { api: { build: './api' } };
  project.write('platform.yaml', {
    app: 'shop',
    region: 'eu-west-1',
    network: { nat: 'none' },
    loadBalancer,
    services,
  });
}

const platform = () => project.resources('shop-test-platform');
const shipped = () =>
  project.json(deploy, { env: 'test', yes: true, push: true, allow: ['replace', 'outage'] });
const domain = { name: 'shop.example.com', hostedZoneId: 'Z0123456789ABC' };

it(
  'is added with its certificate and record, moves to a given certificate, and goes',
  { timeout: 60_000 },
  async () => {
    expect(await shipped()).toMatchObject({ code: 0, outputs: { Url: expect.stringMatching(/^http:/) } });
    const http = (await platform()).get('HttpListener')?.id;

    describeApplication({ domain });
    project.out();
    const planned = JSON.stringify(await project.json(plan, { env: 'test' }));
    for (const id of ['HttpsListener', 'Certificate', 'AliasRecord']) expect(planned).toContain(id);
    expect(await shipped()).toMatchObject({ code: 0, outputs: { Url: 'https://shop.example.com' } });
    const secure = await platform();
    expect(secure.get('HttpListener')?.id).toBe(http);
    expect(secure.get('Certificate')?.type).toBe('AWS::CertificateManager::Certificate');
    expect(secure.get('AliasRecord')?.type).toBe('AWS::Route53::RecordSet');
    const rules = async () =>
      [...(await project.resources('shop-test-api')).values()].filter(({ type }) =>
        type.endsWith('ListenerRule'),
      );
    const listenerPart = (arn: string | undefined) => arn?.split('/').slice(1, 4).join('/');
    expect((await rules()).map(({ id }) => listenerPart(id))).toEqual([
      listenerPart(secure.get('HttpsListener')?.id),
    ]);

    const certificate = 'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d';
    describeApplication({ certificate, domain: { name: domain.name } });
    expect(await shipped()).toMatchObject({ code: 0, outputs: { Url: 'https://shop.example.com' } });
    const given = await platform();
    expect([given.has('Certificate'), given.has('AliasRecord')]).toEqual([false, false]);
    expect(given.get('HttpsListener')?.id).toBe(secure.get('HttpsListener')?.id);

    describeApplication({});
    expect(await shipped()).toMatchObject({ code: 0, outputs: { Url: expect.stringMatching(/^http:/) } });
    expect((await platform()).has('HttpsListener')).toBe(false);
    expect((await rules()).map(({ id }) => listenerPart(id))).toEqual([listenerPart(http)]);
  },
);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { argumentsOf, folderHost, type FolderHost } from '../../test/helpers/folder-host.ts';
import { checkAll } from '../check-config.ts';
import { command as init } from '../commands/init.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { nodeMachine } from '../host/node-machine.ts';
import { promotionOrder } from './ci-github.ts';
import platformSchema from '../../../schemas/platform.schema.json' with { type: 'json' };
import { githubRepository, nameOf, proposals, repositoryOf } from './proposals.ts';

const folders: FolderHost[] = [];
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));

function folder(options: Parameters<typeof folderHost>[0] = {}): FolderHost {
  const made = folderHost({ env: {}, ...options });
  folders.push(made);
  return made;
}

const proposed = ({ host }: FolderHost) => proposals(nodeMachine.tree, host.cwd, host.env);
const read = (it: FolderHost, path: string) => readFileSync(join(it.folder, path), 'utf8');

describe('what is proposed', () => {
  it('comes from package.json, the Dockerfile, the git remote and the environment', () => {
    const it = folder({ env: { AWS_REGION: 'eu-west-1' } });
    it.write('package.json', { name: '@my-org/Shop_API' });
    it.write(
      'api/Dockerfile',
      'FROM node AS build\nEXPOSE 1234\nFROM node\n# the port\nEXPOSE 3000/tcp 9229\nCMD ["node", "x"]\n',
    );
    it.write('.git/config', '[remote "origin"]\n\turl = git@github.com:my-org/shop.git\n');
    expect(proposed(it)).toEqual({
      app: 'shop-api',
      region: 'eu-west-1',
      service: 'api',
      dockerfile: 'api/Dockerfile',
      port: 3000,
      healthPath: '/health',
      guessed: ['port', 'health'],
      environments: ['dev', 'prod'],
      github: 'my-org/shop',
    });
  });

  it('is a service to begin with where there is nothing, whatever the files hold', () => {
    const it = folder();
    it.write('package.json', '{ broken');
    it.write('.git/config', '[remote "origin"]\n\turl = https://gitlab.com/my-org/shop.git\n');
    expect(proposed(it)).toMatchObject({
      region: 'us-east-1',
      dockerfile: undefined,
      port: 8080,
      guessed: [],
      github: undefined,
    });
  });

  it.each([
    ['My Shop', 'my-shop'],
    ['2026-shop', 'shop'],
    ['a'.repeat(30), 'a'.repeat(20)],
    ['@scope/name', 'name'],
    ['日本', undefined],
  ])('as a name for %s is %s', (text, name) => expect(nameOf(text)).toBe(name));

  it.each([
    ['https://github.com/my-org/shop.git', 'my-org/shop'],
    ['https://someone:ghp_secret@github.com/my-org/shop', 'my-org/shop'],
    ['ssh://git@github.com/my-org/my.shop', 'my-org/my.shop'],
    ['https://github.com.evil.example/my-org/shop', undefined],
    ['git@github.com:ada_corp/shop.git', 'ada_corp/shop'],
    // What `access.github.repository` does not take is not proposed.
    ['https://github.com/ada__corp/shop', undefined],
    [`https://github.com/${'a'.repeat(35)}_corp/shop`, undefined],
  ])('for the remote %s is %s', (url, repository) =>
    expect(repositoryOf(`[core]\n[remote "origin"]\n\turl = ${url}\n\tfetch = x\n`)).toBe(repository),
  );
});

it('takes for a repository of GitHub what the schema takes', () => {
  const { pattern } = platformSchema.properties.access.properties.github.properties.repository;
  expect(githubRepository).toEqual(new RegExp(pattern));
});

describe('platc init', () => {
  it('writes a project that is valid, in an empty folder', async () => {
    const it = folder();
    expect(await init.run(it.host, argumentsOf({ yes: true, app: 'shop' }))).toBe(0);
    const checked = checkAll(it.host);
    expect(checked.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    expect(it.host.listFolder('environments')).toEqual(['dev.yaml', 'local.yaml', 'prod.yaml']);
    expect(read(it, 'platform.yaml')).toMatch(
      /^# yaml-language-server: \$schema=\.\/schemas\/platform\.schema\.json\napp: shop\n/,
    );
    expect(JSON.parse(read(it, 'schemas/platform.schema.json'))).toHaveProperty('$id');
    expect(it.out()).toContain('npx platc deploy --env local --push');
  });

  it.each([
    [
      'every flag',
      {
        app: 'shop',
        region: 'eu-central-1',
        service: 'web',
        port: '3000',
        health: '/healthz',
        environments: 'test,live',
        github: 'my-org/shop',
      },
    ],
    ['a repository of a managed user', { github: 'ada-l_corp/shop' }],
    ['another Dockerfile', { dockerfile: 'deep/er/Dockerfile' }],
    ['names that YAML takes for values', { app: 'null', service: 'true' }],
    ['a folder that YAML takes for a comment', { dockerfile: 'a #b/Dockerfile' }],
  ])('writes a project that is valid, with %s', async (_, flags) => {
    const it = folder();
    it.write('deep/er/Dockerfile', 'FROM scratch\n');
    it.write('a #b/Dockerfile', 'FROM scratch\n');
    expect(await init.run(it.host, argumentsOf({ yes: true, app: 'shop', ...flags }))).toBe(0);
    expect(checkAll(it.host).some(({ diagnostics }) => hasErrors(diagnostics))).toBe(false);
  });

  it('asks on a terminal, and takes what is answered', async () => {
    const it = folder({ interactive: true });
    const asked: string[] = [];
    const answers: Record<string, string> = { 'AWS Region': 'eu-north-1', 'Environments on AWS': 'dev' };
    const ask = (question: string) => {
      asked.push(question);
      return Promise.resolve(answers[question.replace(/ \(.*/, '')] ?? '');
    };
    const host = { ...it.host, terminal: { ...it.host.terminal, ask } };
    expect(await init.run(host, argumentsOf({ app: 'shop', json: true }))).toBe(0);
    expect(JSON.parse(it.out())).toMatchObject({
      answers: { app: 'shop', region: 'eu-north-1', environments: ['dev'] },
    });
    expect(asked.join()).not.toContain('Name of the application');
  });

  it('asks again for what will not do', async () => {
    const it = folder({ interactive: true });
    let asked = 0;
    const ask = (question: string) =>
      Promise.resolve(question.startsWith('The port') && (asked += 1) === 1 ? 'eighty' : '');
    await init.run({ ...it.host, terminal: { ...it.host.terminal, ask } }, argumentsOf({ app: 'shop' }));
    expect(asked).toBe(2);
    expect(it.err()).toContain('it is a number from 1 to 65535');
  });

  it.each([
    ['app', 'My App'],
    ['region', 'europe'],
    ['port', '0'],
    ['health', 'health'],
    ['health', '/health"\nkey: value'],
    ['environments', 'dev,common'],
    ['environments', 'dev,dev'],
    ['github', 'just-a-name'],
    ['github', '_corp/shop'],
    ['github', 'ada_/shop'],
    ['dockerfile', '../Dockerfile'],
    ['dockerfile', 'missing/Dockerfile'],
  ])('refuses --%s %s, and writes nothing', async (flag, value) => {
    const it = folder();
    await expect(init.run(it.host, argumentsOf({ yes: true, [flag]: value }))).rejects.toMatchObject({
      exitCode: 64,
    });
    expect(it.host.listFolder('.')).toEqual([]);
  });

  it('refuses a proposal that will not do where nobody looks at it, and writes nothing', async () => {
    const it = folder({ env: { AWS_REGION: 'us-east-1 # mine' } });
    await expect(init.run(it.host, argumentsOf({ yes: true, app: 'shop' }))).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(/^--region us-east-1 # mine: /),
    });
    expect(it.host.listFolder('.')).toEqual([]);
  });

  it('overwrites nothing: a project keeps its files, and gets the schemas of this version', async () => {
    const it = folder();
    it.write('platform.yaml', 'app: mine\n');
    it.write('schemas/platform.schema.json', '{}');
    expect(await init.run(it.host, argumentsOf({ yes: true, json: true }))).toBe(0);
    expect(read(it, 'platform.yaml')).toBe('app: mine\n');
    expect(read(it, 'schemas/platform.schema.json')).toContain('"$schema"');
    expect(JSON.parse(it.out())).toMatchObject({ kept: ['platform.yaml'] });
    expect(it.host.exists('environments')).toBe(false);
  });

  it('says of a second run that nothing was to do', async () => {
    const it = folder();
    await init.run(it.host, argumentsOf({ yes: true, app: 'shop' }));
    expect(it.out()).toContain('+ schemas/platform.schema.json');
    await init.run(it.host, argumentsOf({ yes: true }));
    const second = it.out();
    expect(second).not.toContain('+');
    expect(second).toContain('= schemas/platform.schema.json is there, and stays');
  });

  it('says what it took the service from', async () => {
    const [made, found] = [folder(), folder()];
    made.write('requirements.txt', 'fastapi\n');
    found.write('api/Dockerfile', 'FROM python\nEXPOSE 3000\n');
    await init.run(made.host, argumentsOf({ yes: true, app: 'shop' }));
    await init.run(found.host, argumentsOf({ yes: true, app: 'shop' }));
    expect(made.out()).toContain(
      '\nThere is no Dockerfile: service/ has a small Node service to begin with.\n',
    );
    expect(found.out()).toContain(
      '\napi: api/Dockerfile, port 3000, healthy while /health (guessed) answers 200.\nplatform.yaml takes others.\n',
    );
  });

  it('takes from the Dockerfile that it is given what it would take from one that it finds', async () => {
    const it = folder();
    it.write(
      'deep/Dockerfile',
      'FROM x\nENV PORT=5000\nEXPOSE $PORT\nHEALTHCHECK CMD curl localhost:$PORT/up\n',
    );
    await init.run(it.host, argumentsOf({ yes: true, app: 'shop', dockerfile: 'deep/Dockerfile' }));
    expect(it.out()).toContain('api: deep/Dockerfile, port 5000, healthy while /up answers 200.');
    expect(read(it, 'platform.yaml')).toContain('port: 5000\n    health: { path: "/up" }\n');
  });

  it('says of a question that its proposal is a guess, and not of what was given', async () => {
    const it = folder({ interactive: true });
    it.write('Dockerfile', 'FROM x\n');
    const asked: string[] = [];
    const ask = (question: string) => Promise.resolve(asked.push(question) > 0 ? '' : undefined);
    await init.run(
      { ...it.host, terminal: { ...it.host.terminal, ask } },
      argumentsOf({ health: '/up', json: true }),
    );
    expect(asked).toContain('The port that it listens on (8080, guessed): ');
    expect(JSON.parse(it.out())).toMatchObject({
      answers: { port: 8080, healthPath: '/up', guessed: ['port'] },
    });
  });

  it('keeps a file that stands where it would write one', async () => {
    const it = folder();
    it.write('service/server.js', '// mine\n');
    await init.run(it.host, argumentsOf({ yes: true, app: 'shop' }));
    expect(read(it, 'service/server.js')).toBe('// mine\n');
    expect(it.out()).toContain('= service/server.js is there, and stays');
  });
});

it('workflows go to production last, whatever it is called', () => {
  const it = folder();
  it.write('platform.yaml', 'app: shop\nregion: eu-west-1\nservices: {}\n');
  it.write('environments/local.yaml', 'target: sandbox\n');
  for (const name of ['dev', 'eu-live', 'production', 'qa', 'staging'])
    it.write(`environments/${name}.yaml`, "account: '123456789012'\n");
  expect(promotionOrder(it.host)).toEqual(['dev', 'staging', 'qa', 'eu-live', 'production']);
});

/*
 * A pull request of two commits, from its plan to the destruction of what it became: the bodies of the jobs, run as the workflows run
 * them, against a sandbox that stands for AWS and a GitHub that remembers. Each test goes on where the one before ended.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PutRetentionPolicyCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { scriptedProject, type ScriptedProject } from './scripted-project.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const environments = ['dev', 'staging', 'prod'];
const base = {
  app: 'shop',
  region: 'eu-west-1',
  network: { nat: 'none' },
  services: { api: { build: './api', cpu: 256, memory: 512, health: { path: '/healthz' } } },
};
let project: ScriptedProject;
let [first, head] = ['', ''];
let images = '';

beforeAll(async () => {
  project = await scriptedProject('eu-west-1');
  project.write('platform.yaml', base);
  for (const name of environments) project.write(`environments/${name}.yaml`, '{}\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');
  project.write('.gitignore', 'report*\n');
  first = project.commit('A shop');
  change({ cpu: 512, memory: 1024 });
  head = project.commit('More of everything for @everyone');
});
afterAll(() => project.close());

function change(service: object, more: object = {}): void {
  project.write('platform.yaml', {
    ...base,
    ...more,
    services: { api: { ...base.services.api, ...service } },
  });
}

/** What GitHub hands to a job. */
function event(document: object): Record<string, string> {
  const file = join(project.folder, '../event.json');
  writeFileSync(file, JSON.stringify(document));
  return { GITHUB_EVENT_PATH: file };
}

const plan = (out: string, ...args: readonly string[]) =>
  project.step(
    'plan',
    ['--base', first, '--out', out, ...args],
    event({ pull_request: { number: 7, head: { sha: head } } }),
  );

function comment(run: object = {}) {
  const finished = {
    id: 99,
    event: 'pull_request',
    conclusion: 'success',
    head_sha: head,
    head_repository: { full_name: 'somebody/shop' },
    html_url: 'https://github.com/my-org/shop/actions/runs/99',
  };
  const { folder } = project.github.artifact;
  return project.step('comment', [], {
    ...event({ workflow_run: { ...finished, ...run } }),
    FAKE_ARTIFACT: folder,
  });
}

describe('plan', () => {
  it('shows every environment, the policies and the cost, without an account', async () => {
    const { code, stdout, stderr, summary } = await plan('report');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(join(project.folder, 'report'))).toEqual(
      expect.arrayContaining(['comment.md', 'plan-prod.json', 'prod.sarif', 'pull-request.json']),
    );
    expect(JSON.parse(project.read('report/pull-request.json'))).toEqual({ number: 7, sha: head });
    const text = project.read('report/comment.md');
    expect(summary).toBe(`${text}\n`);
    for (const name of environments) expect(text).toContain(`### shop → ${name}\n`);
    expect(text).toContain('Cpu');
    expect(text).toContain('No changes: common.');
    expect(text).toMatch(/\| prod \| \d+&#46;\d\d \| \d+&#46;\d\d \| &#43;\d+&#46;\d\d \|/);
    expect(text).toMatch(/- dev&#58; (nothing|\d+) found/);
    // what a policy warns of is shown at its line
    expect(stdout).toMatch(/^::warning file=(platform|environments\/\w+)\.yaml,line=\d+,title=\w+::/m);
  });

  it('fails where data is replaced, unless that is meant; where a policy denies; and where the config is wrong', async () => {
    change({}, { network: { nat: 'none', cidr: '10.9.0.0/16' } });
    const refused = await plan('report-2', '--env', 'dev');
    expect(refused.code).toBe(4);
    expect(refused.stdout).toMatch(
      /^::error file=platform\.yaml,line=1,title=guard::dev: Vpc \(AWS::EC2::VPC\)/m,
    );
    expect(refused.summary).toContain('#### Refused without --allow');
    const meant = await plan('report-2', '--env', 'dev', '--allow', 'replace,,');
    expect(meant).toMatchObject({ code: 0, stdout: expect.stringContaining('::warning file=platform.yaml') });

    change(
      {},
      {
        policy: { level: 'deny' },
        registry: { immutableTags: false },
        network: { nat: 'none', flowLogs: false },
      },
    );
    const denied = await plan('report-3', '--env', 'prod', '--env', 'common');
    expect(denied.code).toBe(1);
    expect(denied.stdout).toMatch(/^::error file=.*yaml,line=\d+,title=\w+::/m);

    change({ healht: {} });
    const wrong = await plan('report-4');
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toContain('title=PLATC2001::`healht` is not a key of a service\n');
    expect(wrong.summary).toContain('#### The config is wrong');
    change({ cpu: 512, memory: 1024 });
  });
});

describe('the comment', () => {
  beforeAll(() => {
    project.github.pull.head.sha = head;
    project.github.artifact = { size_in_bytes: 20_000, folder: join(project.folder, 'report') };
  });

  it('is written once, and brought up to date in its place', async () => {
    expect(await comment()).toMatchObject({ code: 0, stdout: '#7: comment written\n' });
    expect(await comment({ conclusion: 'failure' })).toMatchObject({
      stdout: '#7: comment brought up to date\n',
    });
    const [shown, ...others] = project.github.comments;
    expect(others).toEqual([]);
    expect(shown?.body).toMatch(/^<!-- platc plan -->\n\n### Plan of [0-9a-f]{7}: did not pass\n/);
    // made harmless, the plan is still what it was
    const plainly = (text: string) =>
      text.replaceAll(/&#(\d+);/g, (_, code: string) =>
        code === '8203' ? '' : String.fromCodePoint(Number(code)),
      );
    expect(plainly(shown?.body ?? '')).toContain(plainly(project.read('report/comment.md')).trim());
  });

  it('of somebody who wants more is text', async () => {
    const hostile = [
      '<!-- platc plan --> @my-org/owners merge this, see #1 and www.evil.example and https://evil.example',
      '![x](https://evil.example/track.png) [click](javascript:alert(1)) <img src=x onerror=alert(1)>',
      '&commat;all &#64;my-org/owners &#x40;all \u202Egnp',
      '<details><summary>look</summary>',
      '<code>@nobody',
      'x'.repeat(70_000),
    ].join('\n');
    const folder = join(project.folder, 'report-5');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'comment.md'), hostile);
    writeFileSync(join(folder, 'pull-request.json'), '{"number":7}');
    project.github.artifact = { size_in_bytes: 1000, folder };
    expect(await comment()).toMatchObject({ code: 0 });
    const body = project.github.comments[0]?.body ?? '';
    const ours = '[The run](https://github.com/my-org/shop/actions/runs/99)';
    expect(body).toContain(ours);
    const theirs = body.slice(body.indexOf(ours) + ours.length);
    expect(theirs).not.toMatch(/[@[\]!`\\\u202E]|<(?!\/?(details|summary)>)|:\/\/|www\.|&(?!#\d+;)/);
    expect(theirs).not.toMatch(/&#64;(?!&#8203;)|&#35;(?!&#8203;)/);
    expect(theirs.match(/<details>/g)).toHaveLength(1);
    expect(theirs.trim().endsWith('</details>')).toBe(true);
    expect(body.length).toBeLessThan(65_536);
  });

  it.each<[string, () => object, string]>([
    ['not of a pull request', () => ({ event: 'push' }), 'not a run of a pull request'],
    ['of an earlier commit', () => ({ head_sha: first }), 'not of the newest commit'],
    [
      'of another repository',
      () => ({ head_repository: { full_name: 'other/shop' } }),
      'not of the newest commit',
    ],
    ['too large', () => ((project.github.artifact.size_in_bytes = 6_000_000), {}), 'a plan of 6000000 bytes'],
    ['of no number', () => (note('{"number":"7/../8"}'), {}), 'no number of a pull request'],
    ['of a closed pull request', () => ((project.github.pull.state = 'closed'), {}), '#7 is closed'],
  ])('is not written of a run %s', async (_, make, why) => {
    const { size_in_bytes: size } = project.github.artifact;
    const run = make();
    project.github.requests.length = 0;
    const { code, stdout } = await comment(run);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(why) });
    expect(project.github.requests.filter((request) => !request.startsWith('GET'))).toEqual([]);
    project.github.artifact.size_in_bytes = size;
    project.github.pull.state = 'open';
    note('{"number":7}');
  });

  function note(text: string): void {
    writeFileSync(join(project.github.artifact.folder, 'pull-request.json'), text);
  }
});

describe('deployment', () => {
  it('names what a destruction of everything would take, what they share at the end', async () => {
    const { code, outputs } = await project.step('destroy', ['--env', 'all', '--word', 'DESTROY', '--names']);
    expect(code).toBe(0);
    expect(JSON.parse(outputs['environments'] ?? '')).toEqual([...environments, 'common']);
    expect((await project.step('destroy', ['--env', 'dev', '--word', 'destroy', '--names'])).code).toBe(4);
  });

  it('builds once and takes the same digest from dev to prod, each verified over HTTP', async () => {
    for (const name of environments) project.write(`environments/${name}.yaml`, 'target: sandbox\n');
    project.commit('The environments are in the sandbox');
    const pushed = await project.step('push', ['--env', 'dev']);
    expect(pushed).toMatchObject({ code: 0 });
    images = pushed.outputs['images'] ?? '';
    expect(JSON.parse(images)).toEqual({ api: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    project.write('api/server.js', '// not what was built\n');
    for (const name of environments) {
      const deployed = await project.step('deploy', [
        '--env',
        name,
        '--images',
        images,
        '--allow',
        'nothing',
      ]);
      expect(deployed).toMatchObject({
        code: 0,
        outputs: { released: '["api"]', url: expect.stringMatching(/^http:/) },
      });
      const verified = await project.step('verify', ['--env', name, '--released', '["api"]', '--path', '']);
      expect(verified).toMatchObject({
        code: 0,
        summary: expect.stringContaining('healthy; /healthz answer'),
      });
      expect(await imageOf(name)).toBe(JSON.parse(images).api);
    }
    const again = await project.step('deploy', ['--env', 'prod', '--images', images]);
    expect(again).toMatchObject({ code: 0, outputs: { released: '[]' } });
  });

  it('takes a release back that does not answer, by itself', async () => {
    project.write('api/server.js', '// version 2\n');
    project.commit('Version 2');
    const pushed = await project.step('push', ['--env', 'dev']);
    const second = pushed.outputs['images'] ?? '';
    expect(second).not.toBe(images);
    expect(await project.step('deploy', ['--env', 'dev', '--images', second])).toMatchObject({ code: 0 });
    expect(await imageOf('dev')).toBe(JSON.parse(second).api);
    project.service.status = 500;
    const args = ['--env', 'dev', '--released', '["api"]', '--seconds', '0'];
    const failed = await project.step('verify', args);
    expect(failed).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^::error ::dev: GET http\S+\/healthz answers 500$/m),
    });
    expect(failed.summary).toContain('api is back at release 1, as release 3');
    expect(await imageOf('dev')).toBe(JSON.parse(images).api);
    const first = await project.step('verify', ['--env', 'prod', '--released', '["api"]', '--seconds', '0']);
    expect(first).toMatchObject({ code: 3, stdout: expect.stringContaining('api was not rolled back') });
    project.service.status = 200;
  });

  it('says what was released where one of two services fails, so that it can be taken back', async () => {
    const { api } = base.services;
    const admin = { ...api, routes: ['/admin/*'] };
    project.write('platform.yaml', {
      ...base,
      services: { api: { ...api, cpu: 1024, memory: 2048 }, admin },
    });
    project.commit('A second service, which ends as soon as it starts');
    const { outputs } = await project.step('push', ['--env', 'dev']);
    project.service.ends = 'admin';
    const failed = await project.step('deploy', ['--env', 'dev', '--images', outputs['images'] ?? '']);
    expect(failed).toMatchObject({ code: 3, outputs: { released: '["api"]' } });
    const args = ['--env', 'dev', '--released', failed.outputs['released'] ?? '', '--seconds', '0'];
    const verified = await project.step('verify', args);
    expect(verified).toMatchObject({ code: 3, stdout: expect.stringContaining('dev: not healthy: ') });
    expect(verified.summary).toContain('api is back at release 3, as release 5');
    change({ cpu: 512, memory: 1024 });
  });

  it('refuses images that are none, and names that are none', async () => {
    const tag = await project.step('deploy', ['--env', 'dev', '--images', '{"api":"latest"}']);
    expect(tag).toMatchObject({ code: 3, stdout: expect.stringContaining('latest is not a digest') });
    const missing = `{"api":"sha256:${'0'.repeat(64)}"}`;
    expect(await project.step('deploy', ['--env', 'dev', '--images', missing])).toMatchObject({ code: 4 });
    const strange = await project.step('push', ['--env=--yes']);
    expect(strange).toMatchObject({
      code: 3,
      stdout: '::error ::"--yes" is not the name of an environment\n',
    });
    expect(await project.step('push', ['--evn', 'dev'])).toMatchObject({ code: 64, stderr: '' });
  });
});

describe('drift', () => {
  const look = async (...names: readonly string[]) => {
    for (const name of names)
      expect(await project.step('drift', ['--env', name, '--out', 'report-6'])).toMatchObject({ code: 0 });
    return (await project.step('drift-issue', ['--from', 'report-6', '--env', 'staging prod common'])).stdout;
  };
  const keep = (days: number) =>
    new CloudWatchLogsClient({
      region: 'eu-west-1',
      endpoint: project.endpoint,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    }).send(
      new PutRetentionPolicyCommand({ logGroupName: '/platc/shop/staging/api', retentionInDays: days }),
    );

  it('opens one issue, keeps it, and closes it when nothing differs', async () => {
    expect(await look('staging', 'prod')).toBe('not everything could be compared\n');
    expect(await look('common')).toBe('nothing has drifted\n');
    expect(JSON.parse(project.read('report-6/common.json'))).toMatchObject({
      complete: true,
      stacks: [
        { name: 'shop-common', status: 'IN_SYNC' },
        { name: 'shop-registry-api', status: 'IN_SYNC' },
      ],
    });
    await keep(3);
    expect(await look('staging')).toBe('opened an issue\n');
    expect(await look()).toBe('issue #1 is open\n');
    const [issue, ...others] = project.github.issues;
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ state: 'open', labels: ['platc-drift'] });
    expect(issue?.body).toMatch(/### staging\n\n- shop-staging-api&#58; LogGroup/);
    expect(issue?.body).toMatch(/RetentionInDays&#58; "14" → "3" \(platform&#46;yaml&#58;1\)/);
    await keep(14);
    // one that could not be compared keeps it open
    const prod = project.read('report-6/prod.json');
    rmSync(join(project.folder, 'report-6/prod.json'));
    expect(await look('staging')).toBe('not everything could be compared\n');
    project.write('report-6/prod.json', prod);
    expect(await look()).toBe('closed issue #1\n');
    expect(project.github.issues[0]).toMatchObject({ state: 'closed' });
  });
});

describe('destroy', () => {
  it('deletes nothing without the word, then one environment after the other, and what they share', async () => {
    expect((await project.step('destroy', ['--env', 'dev', '--word', ''])).code).toBe(4);
    expect((await project.step('destroy', ['--env', 'common', '--word', 'DESTROY'])).code).toBe(4);
    for (const name of [...environments, 'common']) {
      const word = ['--env', name, '--word', 'DESTROY'];
      const listed = await project.step('destroy', [...word, '--list']);
      const some = name === 'common' ? 'shop-registry-api' : `shop-${name}-network`;
      expect(listed).toMatchObject({ code: 0, summary: expect.stringContaining(some) });
      const { code, summary } = await project.step('destroy', word);
      expect({ code, summary }).toEqual({ code: 0, summary: expect.stringContaining('DELETE&#95;COMPLETE') });
    }
    const { Stacks } = await (await project.aws().cloudFormation()).describeStacks({});
    expect(Stacks ?? []).toEqual([]);
    const { summary } = await project.step('destroy', ['--env', 'dev', '--word', 'DESTROY', '--list']);
    expect(summary).toContain('nothing: it is not deployed');
  });
});

/** The digest that a service runs. */
async function imageOf(environment: string): Promise<string> {
  const { Stacks } = await (
    await project.aws().cloudFormation()
  ).describeStacks({ StackName: `shop-${environment}-api` });
  const image = Stacks?.[0]?.Parameters?.find(({ ParameterKey }) => ParameterKey === 'Image')?.ParameterValue;
  return image?.split('@')[1] ?? '';
}

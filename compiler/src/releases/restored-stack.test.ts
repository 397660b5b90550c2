import { beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import type { Compilation } from '../compile.ts';
import type { Release } from '../deploy/release.ts';
import type { RenderedStack } from '../stack.ts';
import type { Foundation } from './foundation.ts';
import { restoredStack } from './restored-stack.ts';
import { body, image, Past, rendered } from './testing/past.ts';

const network: RenderedStack = { ...rendered, name: 'app-prod-network', kind: 'network', outputs: ['VpcId'] };
const foundation = (VpcId: string): Foundation => ({
  stacks: [network],
  outputs: new Map([[network.name, { VpcId }]]),
});
const compilation = {
  model: { config: { services: { api: { build: { context: './api' } } } } },
  sources: new Map([['platform.yaml', {}]]),
} as unknown as Compilation;

let past: Past;
let record: Release;
beforeEach(() => {
  past = new Past();
  past.aws.images.set('app/api', [{ imageDigest: image.split('@')[1] ?? '' }]);
  record = past.record(1);
});

const restore = (
  of: Release = record,
  on: Foundation = foundation('vpc-1'),
  today: RenderedStack = rendered,
) => restoredStack(past.aws, past.clock, past.releases, of, today, on, compilation);
const again =
  'Nothing was touched. Deploy its commit anew: git checkout 4f2a91c0ffee, then npx platc deploy --env prod --service api --push\nOr another release: npx platc history --env prod --service api';

describe('the stack of a release', () => {
  it('is what was recorded, with the tags of today', async () => {
    const today = { ...rendered, body: `${body}# of today\n`, tags: { app: 'renamed' } };
    const restored = await restore(record, foundation('vpc-1'), today);
    expect(restored).toMatchObject({ isCurrent: false, sources: new Map() });
    expect(restored.stack).toMatchObject({
      name: 'app-prod-api',
      body,
      parameters: ['Image'],
      resources: ['Service'],
      outputs: [],
      tags: { app: 'renamed' },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      lines: new Map(),
    });
  });

  it('knows its lines where the config still gives the same template', async () => {
    expect(await restore()).toMatchObject({
      isCurrent: true,
      sources: compilation.sources,
      stack: { lines: rendered.lines },
    });
  });

  it('whose image is not in ECR is believed', async () => {
    await restore({ ...record, image: `docker.io/library/nginx@sha256:${'b'.repeat(64)}` });
  });
});

describe('a release cannot be had again', () => {
  it('without its template', async () => {
    past.aws.objects.delete(`artifacts/${record.template}`);
    await expect(restore()).rejects.toMatchObject({
      exitCode: 4,
      message: 'api of prod: the template of release 1 is gone from the artifacts bucket',
      hint: again,
    });
  });

  it('without its template, also for who is denied what is missing', async () => {
    const s3 = await past.aws.s3();
    const denied = new AwsError('denied', 'AccessDenied', 'Access Denied', 'AWS denied S3 GetObject');
    past.aws.s3 = async () => ({
      ...s3,
      getObject: () => Promise.reject(denied),
      listObjectsV2: s3.listObjectsV2,
    });
    await expect(restore()).rejects.toBe(denied);
    past.aws.objects.delete(`artifacts/${record.template}`);
    await expect(restore()).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('the template of release 1 is gone'),
    });
  });

  it('by a template that somebody wrote over', async () => {
    past.aws.objects.set(`artifacts/${record.template}`, `${body}  More: {}\n`);
    await expect(restore()).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/is not the one that was recorded/),
    });
  });

  it('without its image', async () => {
    past.aws.images.set('app/api', []);
    await expect(restore()).rejects.toMatchObject({
      exitCode: 4,
      message: `api of prod: the image of release 1 is gone from its repository: ${image}`,
      hint: again,
    });
    past.aws.images.delete('app/api');
    await expect(restore()).rejects.toMatchObject({ exitCode: 4, details: { image } });
  });

  it('on another network, or without an output: each is named', async () => {
    const parameters = { ...record.parameters, KeyArn: 'key-1' };
    await expect(restore({ ...record, parameters }, foundation('vpc-2'))).rejects.toMatchObject({
      exitCode: 4,
      message: [
        'api of prod: release 1 needs outputs as they were then, and they have changed:',
        '  VpcId of app-prod-network',
        '    then  vpc-1',
        '    now   vpc-2',
        '  KeyArn',
        '    then  key-1',
        '    now   no stack has it',
      ].join('\n'),
      details: {
        changed: [
          { parameter: 'VpcId', before: 'vpc-1', now: 'vpc-2', stack: 'app-prod-network' },
          { parameter: 'KeyArn', before: 'key-1', now: undefined, stack: undefined },
        ],
      },
    });
  });

  it('with a hint that fits what is known of its code', async () => {
    past.aws.images.clear();
    await expect(restore({ ...record, dirty: true })).rejects.toMatchObject({
      hint: expect.stringContaining('Deploy its commit (and what differed from it then) anew: git checkout'),
    });
    const { commit: _, ...unknown } = record;
    await expect(restore(unknown)).rejects.toMatchObject({
      hint: expect.stringContaining('Deploy its code anew: npx platc deploy'),
    });
  });
});

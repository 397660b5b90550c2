import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { Aws } from '../aws/aws.ts';
import type { EcrApi } from '../aws/ecr.ts';
import { compileEnvironment } from '../compile.ts';
import type { ImageTags } from '../deploy/image-tags.ts';
import { awsOf } from './testing/aws-of.ts';
import { FakeClock } from '../deploy/testing/fake-clock.ts';
import { findImages } from './images.ts';

const COMMIT = 'c'.repeat(40);
const DIGEST = `sha256:${'d'.repeat(64)}`;
const OWN = `registry.example.com/own@sha256:${'a'.repeat(64)}`;

const compilation = compileEnvironment(
  memoryHost([
    [
      'platform.yaml',
      `app: shop\nregion: eu-central-1\nservices:\n  web: { build: ./web }\n  new: { build: ./web, routes: ["/new/*"] }\n  own: { image: "${OWN}", routes: ["/own/*"] }\n`,
    ],
    ['environments/dev.yaml', 'services: {}\n'],
    ['web/Dockerfile', 'FROM scratch\n'],
  ]),
  'dev',
);

const tags: ImageTags = { commit: COMMIT, dirty: false, of: () => [COMMIT] };

function connected(describe: () => void = () => undefined): Aws {
  const metadata = { $metadata: {} };
  const ecr: Partial<EcrApi> = {
    async describeImages({ repositoryName }) {
      describe();
      if (repositoryName !== 'shop/web')
        throw new AwsError('refused', 'RepositoryNotFoundException', 'none', 'none');
      return { ...metadata, imageDetails: [{ imageDigest: DIGEST }] };
    },
    describeRepositories: () =>
      Promise.resolve({
        ...metadata,
        repositories: [{ repositoryUri: '111111111111.dkr.ecr.eu-central-1.amazonaws.com/shop/web' }],
      }),
  };
  return awsOf({ ecr: () => Promise.resolve(ecr as EcrApi) });
}

describe('findImages', () => {
  const find = (aws: Aws) => {
    if (!compilation.model) throw new Error(JSON.stringify(compilation.diagnostics));
    return findImages(aws, new FakeClock(), tags, compilation.model, compilation.stacks);
  };

  it('finds what deploy would take, and goes on where there is no image yet', async () => {
    expect([...(await find(connected()))]).toEqual([
      [
        'web',
        {
          service: 'web',
          image: `111111111111.dkr.ecr.eu-central-1.amazonaws.com/shop/web@${DIGEST}`,
          rule: 'commit',
          tag: COMMIT,
        },
      ],
      ['own', { service: 'own', image: OWN, rule: 'config' }],
    ]);
  });

  it('does not take a refusal of AWS for a missing image', async () => {
    const denied = new AwsError('denied', 'AccessDenied', 'no', 'AWS denied it');
    await expect(
      find(
        connected(() => {
          throw denied;
        }),
      ),
    ).rejects.toBe(denied);
  });
});

import type { Release } from '../../deploy/release.ts';
import { templateHash } from '../../deploy/template-source.ts';
import { FakeAws } from '../../deploy/testing/fake-aws.ts';
import { FakeClock } from '../../deploy/testing/fake-clock.ts';
import { Releases } from '../../deploy/release.ts';
import type { Stack } from '../../aws/cloudformation.ts';
import type { RenderedStack } from '../../stack.ts';

export const image = `123456789012.dkr.ecr.eu-west-1.amazonaws.com/app/api@sha256:${'a'.repeat(64)}`;
export const body =
  'Parameters:\n  Image:\n    Type: String\nResources:\n  Service:\n    Type: AWS::ECS::Service\n';

export const rendered: RenderedStack = {
  name: 'app-prod-api',
  kind: 'service',
  service: 'api',
  body,
  parameters: ['Image', 'Release', 'VpcId'],
  resources: ['Service'],
  outputs: ['Release'],
  tags: { app: 'app' },
  capabilities: [],
  lines: new Map([[4, [['services', 'api']]]]),
  origin: ['services', 'api'],
};

/** An account with an artifacts bucket of release records that a test writes down. */
export class Past {
  readonly clock = new FakeClock();
  readonly aws = new FakeAws();
  readonly artifacts = { bucket: 'artifacts', region: 'eu-west-1', s3: () => this.aws.s3() };
  readonly releases = new Releases(this.artifacts, this.clock, 'prod', 'api');

  /** A release as it was recorded, with its template; succeeded, unless something else is said. */
  record(release: number, more: Partial<Release> = {}): Release {
    const hash = templateHash(body);
    const record: Release = {
      release,
      environment: 'prod',
      service: 'api',
      stack: rendered.name,
      result: 'succeeded',
      commit: '4f2a91c0ffee',
      dirty: false,
      who: 'arn:aws:iam::123456789012:user/ada',
      image,
      parameters: { Image: image, Release: String(release), VpcId: 'vpc-1' },
      templateHash: hash,
      template: `releases/prod/api/templates/${hash}.yaml`,
      flags: [],
      startedAt: '2026-03-04T12:30:10.000Z',
      ...(more.result !== 'started' && { endedAt: '2026-03-04T12:30:51.000Z' }),
      ...more,
    };
    this.aws.objects.set(
      `artifacts/releases/prod/api/${String(release).padStart(6, '0')}.json`,
      JSON.stringify(record),
    );
    this.aws.objects.set(`artifacts/${record.template}`, body);
    return record;
  }
}

/** The stack of the service with a release deployed. */
export function stackOf(release: number, status: Stack['StackStatus'] = 'UPDATE_COMPLETE'): Stack {
  return {
    StackName: rendered.name,
    StackStatus: status,
    CreationTime: undefined,
    Parameters: [{ ParameterKey: 'Release', ParameterValue: String(release) }],
  };
}

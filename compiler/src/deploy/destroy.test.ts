import { beforeEach, describe, expect, it } from 'vitest';
import { deletionOrder, deployedStacks } from './deployed-stacks.ts';
import { destroyStacks } from './destroy.ts';
import { FakeAws } from './testing/fake-aws.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { RecordedProgress } from './testing/recorded-progress.ts';

let clock: FakeClock;
let aws: FakeAws;
let progress: RecordedProgress;

beforeEach(() => {
  clock = new FakeClock();
  aws = new FakeAws(clock);
  progress = new RecordedProgress();
});

function stack(name: string, environment: string, app = 'app', status = 'CREATE_COMPLETE'): void {
  aws.formation.seed(name, status);
  aws.formation.tags.set(name, { 'managed-by': 'platc', app, environment });
}

const found = async (environment: string) =>
  (await deployedStacks(aws.formation, clock, 'app')).filter((one) => one.environment === environment);
const destroyed = async (environment: string) =>
  destroyStacks(aws, clock, progress, await found(environment));

describe('the stacks of an environment', () => {
  it('are known by their tags, not by the beginning of their names', async () => {
    stack('app-dev-api', 'dev');
    stack('app-dev-eu-api', 'dev-eu');
    stack('app-dev-other', 'dev', 'another-app');
    aws.formation.seed('app-dev-by-hand', 'CREATE_COMPLETE');
    expect((await found('dev')).map(({ name }) => name)).toEqual(['app-dev-api']);
  });

  it('include those that were planned and never made: they have no tags', async () => {
    aws.formation.seed('app-dev-api', 'REVIEW_IN_PROGRESS');
    aws.formation.seed('app-common', 'REVIEW_IN_PROGRESS');
    aws.formation.seed('app-registry-api', 'REVIEW_IN_PROGRESS');
    aws.formation.seed('other-dev-api', 'REVIEW_IN_PROGRESS');
    expect((await found('dev')).map(({ name }) => name)).toEqual(['app-dev-api']);
    expect((await found('common')).map(({ name }) => name)).toEqual(['app-common', 'app-registry-api']);
  });

  it('go in reverse order', async () => {
    for (const name of ['network', 'platform', 'api', 'my-platform']) stack(`app-dev-${name}`, 'dev');
    const order = deletionOrder(await found('dev')).map((group) => group.map(({ name }) => name));
    expect(order).toEqual([
      ['app-dev-api', 'app-dev-my-platform'],
      ['app-dev-platform'],
      ['app-dev-network'],
    ]);
  });
});

describe('destroying', () => {
  it('stops at a stack that cannot be deleted, and says why', async () => {
    stack('app-dev-network', 'dev');
    stack('app-dev-platform', 'dev');
    stack('app-dev-api', 'dev');
    aws.formation.undeletable.set('app-dev-platform', 'The load balancer is in use');
    const { stacks } = await destroyed('dev');
    expect(stacks).toEqual([
      { name: 'app-dev-api', status: 'DELETE_COMPLETE' },
      {
        name: 'app-dev-platform',
        status: 'DELETE_FAILED',
        failure: 'app-dev-platform could not be deleted, it is DELETE_FAILED: The load balancer is in use',
      },
      {
        name: 'app-dev-network',
        status: 'CREATE_COMPLETE',
        failure: 'not touched, since another stack could not be deleted',
      },
    ]);
    expect(aws.formation.statusOf('app-dev-network')).toBe('CREATE_COMPLETE');
    expect(progress.lines).toContain('app-dev-network skipped: not touched');
  });

  it('waits for an operation under way', async () => {
    stack('app-dev-api', 'dev');
    aws.formation.beginElsewhere('app-dev-api', 60);
    expect((await destroyed('dev')).stacks).toEqual([{ name: 'app-dev-api', status: 'DELETE_COMPLETE' }]);
    expect(progress.lines).toContain('app-dev-api following: UPDATE_IN_PROGRESS: waiting for its end');
  });

  it('empties what can only be deleted empty, and only what all environments share', async () => {
    stack('app-registry-api', 'common');
    stack('app-common', 'common');
    aws.formation.outputs.set('app-registry-api', { RepositoryName: 'app/api' });
    aws.formation.outputs.set('app-common', { ArtifactsBucketName: 'artifacts' });
    aws.images.set('app/api', [{ imageDigest: 'sha256:1' }]);
    aws.objects.set('artifacts/releases/dev/api/000001.json', '{}');
    aws.objects.set('another/x', '');
    expect((await destroyed('common')).stacks.map(({ status }) => status)).toEqual([
      'DELETE_COMPLETE',
      'DELETE_COMPLETE',
    ]);
    expect(aws.images.get('app/api')).toEqual([]);
    expect([...aws.objects.keys()]).toEqual(['another/x']);
  });

  it('is refused for a stack with termination protection, by AWS itself', async () => {
    stack('app-dev-api', 'dev');
    aws.formation.protectedStacks.add('app-dev-api');
    expect((await destroyed('dev')).stacks).toMatchObject([
      { status: 'CREATE_COMPLETE', failure: expect.stringContaining('TerminationProtection') },
    ]);
  });
});

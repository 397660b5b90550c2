import { describe, expect, it } from 'vitest';
import type { CloudFormationApi, Stack } from '../aws/cloudformation.ts';
import type { Aws } from '../aws/aws.ts';
import type { Compilation } from '../compile.ts';
import { readHistory } from './history.ts';
import { Past, rendered, stackOf } from './testing/past.ts';

const common: Stack = {
  StackName: 'app-common',
  StackStatus: 'CREATE_COMPLETE',
  CreationTime: undefined,
  Outputs: [{ OutputKey: 'ArtifactsBucketName', OutputValue: 'artifacts' }],
};
const compilation = {
  model: { config: { app: 'app' }, environment: 'prod' },
  shared: [{ ...rendered, name: 'app-common', kind: 'common', service: undefined }],
  stacks: [rendered],
} as unknown as Compilation;

/** The states of the last two releases, newest first, while the stack of the service is as given. */
async function states(past: Past, service: Stack) {
  const api: Pick<CloudFormationApi, 'describeStacks'> = {
    describeStacks: async ({ StackName }) => ({
      $metadata: {},
      Stacks: [StackName === common.StackName ? common : service],
    }),
  };
  const aws: Aws = Object.assign(past.aws, { cloudFormation: async () => api as CloudFormationApi });
  const { services } = await readHistory(aws, past.clock, compilation, { services: [], limit: 2 });
  const [history] = services;
  return { total: history?.total, states: history?.releases.map(({ release, state }) => [release, state]) };
}

describe('a release whose end nobody recorded', () => {
  it('is under way only if it is the last one and AWS is at work', async () => {
    const past = new Past();
    past.record(1);
    past.record(2, { result: 'started' });
    past.record(3, { result: 'started' });
    expect(await states(past, stackOf(3, 'UPDATE_IN_PROGRESS'))).toEqual({
      total: 3,
      states: [
        [3, 'under way'],
        [2, 'unfinished'],
      ],
    });
    expect(await states(past, stackOf(3))).toMatchObject({
      states: [
        [3, 'unfinished'],
        [2, 'unfinished'],
      ],
    });
  });
});

import { expect, it } from 'vitest';
import type { EcsApi } from '../aws/ecs.ts';
import { Rollout } from './rollout.ts';
import { FakeAws } from './testing/fake-aws.ts';

const since = new Date('2026-03-04T12:30:00Z');
const later = new Date('2026-03-04T12:35:00Z');
const $metadata = {};

/** The deployment that failed, then the one by which CloudFormation goes back. */
const failed = { serviceDeploymentArn: 'failed', createdAt: since };
const back = { serviceDeploymentArn: 'back', createdAt: later };

it.each([
  ['newest', [back, failed]],
  ['oldest', [failed, back]],
])('the breaker is that of the deployment that is watched, where ECS lists the %s first', async (_, list) => {
  const api: Partial<EcsApi> = {
    describeServices: async () => ({
      $metadata,
      services: [
        { deployments: [{ id: 'new', status: 'PRIMARY', createdAt: since, rolloutState: 'FAILED' }] },
      ],
    }),
    listTasks: async () => ({ $metadata, taskArns: [] }),
    listServiceDeployments: async () => ({ $metadata, serviceDeployments: [...list] }),
    describeServiceDeployments: async ({ serviceDeploymentArns: [arn] = [] }) => ({
      $metadata,
      serviceDeployments: [
        {
          deploymentCircuitBreaker: {
            status: 'DISABLED',
            failureCount: arn === 'failed' ? 3 : 0,
            threshold: 3,
          },
        },
      ],
    }),
  };
  const aws = Object.assign(new FakeAws(), { ecs: async () => api as EcsApi });
  const rollout = new Rollout(aws, { cluster: 'shop', arn: 'service/shop/api' }, since);
  await rollout.look();
  expect(rollout.breaker).toEqual({ failureCount: 3, threshold: 3 });
});

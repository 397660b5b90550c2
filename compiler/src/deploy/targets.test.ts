import { beforeEach, describe, expect, it } from 'vitest';
import type { Aws } from '../aws/aws.ts';
import type { EcsApi, Service, Task } from '../aws/ecs.ts';
import { countOf } from './targets.ts';

const ref = { arn: 'arn:aws:ecs:eu-west-1:123456789012:service/app-dev/api', cluster: 'app-dev' };
const newOne = { id: 'ecs-svc/2', runningCount: 1 };
let tasks: Task[];

beforeEach(() => {
  tasks = [
    task('old', 'ecs-svc/1', { networkInterfaces: [{ privateIpv4Address: '10.0.0.1' }] }),
    task('new', 'ecs-svc/2', { networkInterfaces: [{ privateIpv4Address: '10.0.0.2' }] }),
    task('bound', 'ecs-svc/2', { networkBindings: [{ bindIP: '10.0.0.9', hostPort: 32_768 }] }),
  ];
});

function task(taskArn: string, startedBy: string, container: object): Task {
  return { taskArn, startedBy, desiredStatus: 'RUNNING', containers: [container] };
}

/** Targets on a host's port are of EC2, which the sandbox does not have. */
const ecs: Pick<EcsApi, 'listTasks' | 'describeTasks'> = {
  listTasks: async () => ({ $metadata: {}, taskArns: tasks.map(({ taskArn = '' }) => taskArn) }),
  describeTasks: async () => ({ $metadata: {}, tasks }),
};
const aws = { ecs: async () => ecs } as unknown as Aws;

const count = (old: number, ...targets: { Id: string; Port: number }[]) => {
  const service: Service = { deployments: [newOne, { id: 'ecs-svc/1', runningCount: old }] };
  return countOf(aws, ref, service, newOne, targets);
};

describe('the healthy targets of a deployment', () => {
  it('are those that its own tasks are, not those of the one before', async () => {
    expect(await count(1, { Id: '10.0.0.1', Port: 8080 })).toBe(0);
    expect(await count(1, { Id: '10.0.0.1', Port: 8080 }, { Id: '10.0.0.2', Port: 8080 })).toBe(1);
    expect(await count(1, { Id: '10.0.0.9', Port: 32_768 }, { Id: '10.0.0.9', Port: 32_769 })).toBe(1);
  });

  it('are all once nothing of another one runs, without a question', async () => {
    tasks = [];
    expect(await count(0, { Id: '10.0.0.2', Port: 8080 })).toBe(1);
  });

  it('are none before it has a task', async () => {
    tasks = [];
    expect(await count(1, { Id: '10.0.0.1', Port: 8080 })).toBe(0);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { Properties, ResourceBehaviour } from '../../resource-behaviour.ts';
import { TestClock } from '../../test-clock.ts';
import { MemoryStore } from '../../store.ts';
import { differencesOf } from '../drift/compare.ts';
import { supportsDrift } from '../drift/unreadable-types.ts';
import { TestCloudFormation } from './harness.ts';
import { topic } from './templates.ts';

/** What calls outside of the stack have made of each topic, by logical id. */
let live: Map<string, Properties | 'deleted'>;
let cloud: TestCloudFormation;

const topics: ResourceBehaviour = {
  type: 'AWS::SNS::Topic',
  create: ({ generatedName }) => ({ physicalId: generatedName, attributes: {} }),
  update: ({ physicalId }) => ({ physicalId, attributes: {} }),
  remove: () => undefined,
  live: ({ logicalId }) => live.get(logicalId) ?? {},
};
const options = () => ({ behaviours: [topics] });

const template = {
  Resources: {
    Alerts: topic({ DisplayName: 'alerts' }),
    Other: topic({ DisplayName: 'other' }),
    Policy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [{ Ref: 'Alerts' }], PolicyDocument: { Statement: [] } },
    },
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 14 } },
  },
};

beforeEach(async () => {
  live = new Map();
  cloud = new TestCloudFormation(options());
  await cloud.create('demo', template);
});

const detect = async (more: object = {}): Promise<string> =>
  (await cloud.call('DetectStackDrift', { StackName: 'demo', ...more })).StackDriftDetectionId;
const status = (id: string) => cloud.call('DescribeStackDriftDetectionStatus', { StackDriftDetectionId: id });
const drifts = async (more: object = {}) =>
  (await cloud.call('DescribeStackResourceDrifts', { StackName: 'demo', ...more })).StackResourceDrifts;

async function detected(more: object = {}) {
  const id = await detect(more);
  await cloud.clock.advance(60_000);
  return status(id);
}

describe('the detection of drift', () => {
  it('takes its time, one at a time, and finds nothing where nothing was changed', async () => {
    expect(await cloud.stack('demo')).toMatchObject({
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    });
    const id = await detect();
    expect(await status(id)).toMatchObject({
      StackDriftDetectionId: id,
      DetectionStatus: 'DETECTION_IN_PROGRESS',
    });
    await expect(detect()).rejects.toThrow(/^Drift detection is already in progress for stack \[arn:/);
    await cloud.clock.advance(60_000);
    expect(await status(id)).toMatchObject({
      DetectionStatus: 'DETECTION_COMPLETE',
      StackDriftStatus: 'IN_SYNC',
      DriftedStackResourceCount: 0,
    });
    expect(await cloud.stack('demo')).toMatchObject({
      DriftInformation: { StackDriftStatus: 'IN_SYNC', LastCheckTimestamp: expect.any(Date) },
    });
  });

  it('names what was changed and deleted, and leaves out what cannot be read', async () => {
    live.set('Alerts', { DisplayName: 'mine' }).set('Other', 'deleted');
    expect(await detected()).toMatchObject({ StackDriftStatus: 'DRIFTED', DriftedStackResourceCount: 2 });
    expect(await drifts()).toMatchObject([
      {
        LogicalResourceId: 'Alerts',
        ResourceType: 'AWS::SNS::Topic',
        StackResourceDriftStatus: 'MODIFIED',
        ExpectedProperties: '{"DisplayName":"alerts"}',
        ActualProperties: '{"DisplayName":"mine"}',
        PropertyDifferences: [
          {
            PropertyPath: '/DisplayName',
            ExpectedValue: 'alerts',
            ActualValue: 'mine',
            DifferenceType: 'NOT_EQUAL',
          },
        ],
      },
      { LogicalResourceId: 'Other', StackResourceDriftStatus: 'DELETED' },
      { LogicalResourceId: 'Group', StackResourceDriftStatus: 'IN_SYNC' },
    ]);
    const [, deleted] = await drifts();
    expect(deleted).not.toHaveProperty('ExpectedProperties');
    expect(deleted).not.toHaveProperty('PropertyDifferences');
    expect(await drifts({ StackResourceDriftStatusFilters: ['DELETED'] })).toHaveLength(1);
    const { StackResources } = await cloud.call('DescribeStackResources', { StackName: 'demo' });
    expect(
      StackResources.map(
        (resource: { LogicalResourceId: string; DriftInformation: { StackResourceDriftStatus: string } }) =>
          `${resource.LogicalResourceId} ${resource.DriftInformation.StackResourceDriftStatus}`,
      ),
    ).toEqual(['Alerts MODIFIED', 'Other DELETED', 'Group IN_SYNC', 'Policy NOT_CHECKED']);

    live.clear();
    expect(await detected()).toMatchObject({ StackDriftStatus: 'IN_SYNC' });
  });

  it('gives its results page by page', async () => {
    await detected();
    const first = await cloud.call('DescribeStackResourceDrifts', { StackName: 'demo', MaxResults: 2 });
    expect(first.StackResourceDrifts).toHaveLength(2);
    const rest = await drifts({ NextToken: first.NextToken });
    expect(rest.map(({ LogicalResourceId }: { LogicalResourceId: string }) => LogicalResourceId)).toEqual([
      'Group',
    ]);
  });

  it('fails for one resource, and has results of the others', async () => {
    live.set('Other', { DisplayName: 'mine' });
    cloud.faults.fail({ operation: 'read', logicalId: 'Alerts' }, 'not authorized to perform: sns:Get');
    const failed = await detected();
    expect(failed).toMatchObject({
      DetectionStatus: 'DETECTION_FAILED',
      DetectionStatusReason:
        'Failed to detect drift on resource [Alerts]: not authorized to perform: sns:Get',
      StackDriftStatus: 'DRIFTED',
    });
    expect(failed).not.toHaveProperty('DriftedStackResourceCount');
    expect(await drifts()).toMatchObject([
      { StackResourceDriftStatus: 'UNKNOWN', DriftStatusReason: 'not authorized to perform: sns:Get' },
      { StackResourceDriftStatus: 'MODIFIED' },
      { StackResourceDriftStatus: 'IN_SYNC' },
    ]);
    live.clear();
    cloud.faults.fail({ operation: 'read', logicalId: 'Alerts' }, 'no');
    expect(await detected()).toMatchObject({ StackDriftStatus: 'UNKNOWN' });
  });

  it('is of some resources, where they are named', async () => {
    live.set('Alerts', 'deleted').set('Other', 'deleted');
    expect(await detected({ LogicalResourceIds: ['Other'] })).toMatchObject({ DriftedStackResourceCount: 1 });
    await expect(detect({ LogicalResourceIds: ['Nobody'] })).rejects.toThrow('does not exist');
  });

  it('is possible of one resource at once', async () => {
    live.set('Alerts', 'deleted');
    const one = (logicalId: string) =>
      cloud.call('DetectStackResourceDrift', { StackName: 'demo', LogicalResourceId: logicalId });
    expect((await one('Alerts')).StackResourceDrift).toMatchObject({ StackResourceDriftStatus: 'DELETED' });
    await expect(one('Policy')).rejects.toThrow('not supported');
    await expect(one('Nobody')).rejects.toThrow('does not exist');
  });

  it('goes on after the sandbox was killed', async () => {
    const clock = new TestClock(undefined, () => Promise.resolve());
    const store = new MemoryStore();
    cloud = new TestCloudFormation({ ...options(), clock, store });
    await cloud.create('demo', template);
    const id = await detect();
    await cloud.service.stop?.();
    cloud = new TestCloudFormation({ ...options(), clock, store });
    await cloud.service.start?.();
    await clock.advance(60_000);
    expect(await status(id)).toMatchObject({ DetectionStatus: 'DETECTION_COMPLETE' });
  });

  it('is refused while a stack is in another status, and of what there is not', async () => {
    cloud.faults.hold({ operation: 'update', logicalId: 'Alerts' });
    await cloud.call('UpdateStack', {
      StackName: 'demo',
      TemplateBody: JSON.stringify({ Resources: { Alerts: topic({ DisplayName: 'new' }) } }),
    });
    await expect(detect()).rejects.toThrow('UPDATE_IN_PROGRESS');
    await expect(cloud.call('DetectStackDrift', { StackName: 'nobody' })).rejects.toThrow('does not exist');
    await expect(status('nobody')).rejects.toThrow('does not exist');
  });
});

describe('differences', () => {
  it.each<[string, Properties, Properties, readonly string[]]>([
    ['what the template does not set', { A: { B: 1 } }, { A: { B: 1, C: 2 }, D: 3 }, []],
    ['a number as text', { A: '14' }, { A: 14 }, []],
    ['a member', { A: { 'b/c': { d: 1 } } }, { A: { 'b/c': { d: 2 } } }, ['/A/b~1c/d 1 → 2 NOT_EQUAL']],
    ['a property that is gone', { A: { B: 1 } }, { A: undefined }, ['/A {"B":1} → null REMOVE']],
    ['an item more', { A: ['x'] }, { A: ['x', 'y'] }, ['/A/1 null → y ADD']],
    ['an item less', { A: ['x', 'y'] }, { A: ['x'] }, ['/A/1 y → null REMOVE']],
    [
      'an item that changed',
      { A: [{ K: 'a', V: '1' }] },
      { A: [{ K: 'a', V: '2' }] },
      ['/A/0/V 1 → 2 NOT_EQUAL'],
    ],
    ['another kind of value', { A: ['x'] }, { A: 'x' }, ['/A ["x"] → x NOT_EQUAL']],
  ])('%s', (_, expected, actual, differences) => {
    expect(
      differencesOf(expected, actual).map(
        ({ PropertyPath, ExpectedValue, ActualValue, DifferenceType }) =>
          `${PropertyPath} ${ExpectedValue} → ${ActualValue} ${DifferenceType}`,
      ),
    ).toEqual(differences);
  });
});

describe('a type', () => {
  it.each([
    ['AWS::ECS::Service', true],
    ['AWS::Logs::LogGroup', true],
    ['AWS::SNS::TopicPolicy', false],
    ['AWS::IAM::Policy', false],
    ['Custom::Thing', false],
  ])('%s can be checked: %s', (type, supported) => expect(supportsDrift(type)).toBe(supported));
});

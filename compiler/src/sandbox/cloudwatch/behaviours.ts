import { AwsError } from '../aws-error.ts';
import type { CreatedResource, ResourceBehaviour, ResourceRequest } from '../resource-behaviour.ts';
import { ownerOf, setBy, text } from '../resource-owner.ts';
import type { CloudWatch } from './cloudwatch.ts';
import type { AlarmSettings } from './records.ts';

/** `AWS::CloudWatch::Alarm` and `::Dashboard`. */
export function cloudWatchBehaviours(cloudWatch: CloudWatch): readonly ResourceBehaviour[] {
  return [alarmBehaviour(cloudWatch), dashboardBehaviour(cloudWatch)];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
function alarmBehaviour(cloudWatch: CloudWatch): ResourceBehaviour {
  const { alarms } = cloudWatch;
  const put = (request: ResourceRequest, name: string): CreatedResource => {
    const { AlarmName: _name, Tags: _tags, ...properties } = request.properties;
    const settings: AlarmSettings = properties;
    const owner = ownerOf(request);
    const { arn } = alarms.put({ region: request.region, name, settings, tags: request.tags, owner });
    cloudWatch.touch();
    return { physicalId: name, attributes: { Arn: arn } };
  };
  return {
    type: 'AWS::CloudWatch::Alarm',
    create(request) {
      const name = text(request.properties['AlarmName']) ?? request.generatedName;
      const before = alarms.find(request.region, name);
      if (before && before.owner !== ownerOf(request)) throw alreadyExists('Alarm', name);
      return put(request, name);
    },
    update: (request) => put(request, request.physicalId),
    remove: ({ region, physicalId }) => alarms.delete(region, physicalId),
    live({ region, physicalId, properties }) {
      const alarm = alarms.find(region, physicalId);
      return alarm ? setBy(properties, { ...alarm.settings }) : 'deleted';
    },
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-dashboard.html */
function dashboardBehaviour({ context, dashboards }: CloudWatch): ResourceBehaviour {
  const put = (request: ResourceRequest, name: string): CreatedResource => {
    const body = text(request.properties['DashboardBody']) ?? '';
    checkBody(body);
    dashboards.put(name, { owner: ownerOf(request), name, body, modifiedAt: context.clock.now() });
    return { physicalId: name, attributes: {} };
  };
  return {
    type: 'AWS::CloudWatch::Dashboard',
    create(request) {
      const name = text(request.properties['DashboardName']) ?? request.generatedName;
      const before = dashboards.get(name);
      if (before && before.owner !== ownerOf(request)) throw alreadyExists('Dashboard', name);
      return put(request, name);
    },
    update: (request) => put(request, request.physicalId),
    remove: ({ physicalId }) => dashboards.delete(physicalId),
  };
}

/** What a dashboard is made of is checked no further: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
function checkBody(body: string): void {
  try {
    JSON.parse(body);
  } catch {
    throw new AwsError('DashboardInvalidInputError', 'The field DashboardBody must be a valid JSON object');
  }
}

function alreadyExists(what: 'Alarm' | 'Dashboard', name: string): AwsError {
  return new AwsError(
    'AlreadyExists',
    `Resource of type 'AWS::CloudWatch::${what}' with identifier '{"/properties/${what}Name":"${name}"}' already exists.`,
  );
}

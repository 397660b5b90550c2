import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse,
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse,
  Failure,
  ListServiceDeploymentsRequest,
  ListServiceDeploymentsResponse,
  StopServiceDeploymentRequest,
  StopServiceDeploymentResponse,
} from '@aws-sdk/client-ecs';
import { AwsError } from '../aws-error.ts';
import type { RequestContext } from '../context.ts';
import { listPage } from '../list-page.ts';
import { describeBrief, describeRevision, describeServiceDeployment } from './describe-deployment.ts';
import type { Ecs } from './ecs.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/view-service-deployment.html */
export function deploymentOperations(ecs: Ecs) {
  const { tables } = ecs;
  return {
    /** Newest first. */
    ListServiceDeployments(
      input: ListServiceDeploymentsRequest,
      { region }: RequestContext,
    ): ListServiceDeploymentsResponse {
      const service = ecs.findService(ecs.cluster(region, input.cluster), input.service);
      if (!service) throw new AwsError('ServiceNotFoundException', 'Service not found.');
      const { after, before } = input.createdAt ?? {};
      const records = tables.serviceDeployments
        .all()
        .filter(
          (record) =>
            record.serviceArn === service.arn &&
            record.createdAt >= service.createdAt &&
            (input.status === undefined ||
              input.status.length === 0 ||
              input.status.includes(record.status)) &&
            (after === undefined || record.createdAt >= after.getTime()) &&
            (before === undefined || record.createdAt <= before.getTime()),
        )
        .toReversed();
      const { items, next } = listPage(records, input.nextToken, input.maxResults ?? 20, 100);
      const serviceDeployments = items.map((record) => describeBrief(tables, record));
      return { serviceDeployments, ...(next === undefined ? {} : { nextToken: next }) };
    },

    DescribeServiceDeployments(input: DescribeServiceDeploymentsRequest): DescribeServiceDeploymentsResponse {
      const failures: Failure[] = [];
      const serviceDeployments = atMost20(input.serviceDeploymentArns).flatMap((arn) => {
        const record = tables.serviceDeployments.get(arn);
        if (record) return describeServiceDeployment(tables, record);
        failures.push({ arn, reason: 'MISSING' });
        return [];
      });
      return { serviceDeployments, failures };
    },

    DescribeServiceRevisions(input: DescribeServiceRevisionsRequest): DescribeServiceRevisionsResponse {
      const failures: Failure[] = [];
      const serviceRevisions = atMost20(input.serviceRevisionArns).flatMap((arn) => {
        const record = tables.revisions.get(arn);
        if (record) return describeRevision(tables, record);
        failures.push({ arn, reason: 'MISSING' });
        return [];
      });
      return { serviceRevisions, failures };
    },

    StopServiceDeployment(input: StopServiceDeploymentRequest): StopServiceDeploymentResponse {
      const arn = input.serviceDeploymentArn ?? '';
      const record = tables.serviceDeployments.get(arn);
      if (!record) throw new AwsError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
      if (input.stopType === 'ABORT') {
        throw new AwsError('UnsupportedFeatureException', 'The stop type ABORT is not available.');
      }
      const service = tables.services.get(record.serviceArn);
      if (!service || record.status !== 'IN_PROGRESS') {
        throw new AwsError('ConflictException', `The service deployment is in the ${record.status} state.`);
      }
      ecs.stopDeployment(service);
      return { serviceDeploymentArn: arn };
    },
  };
}

function atMost20(arns: readonly string[] | undefined): readonly string[] {
  if ((arns?.length ?? 0) <= 20) return arns ?? [];
  throw new AwsError('InvalidParameterException', 'At most 20 ARNs can be specified.');
}

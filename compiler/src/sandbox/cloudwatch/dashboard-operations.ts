import type {
  GetDashboardInput,
  GetDashboardOutput,
  ListDashboardsInput,
  ListDashboardsOutput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../aws-error.ts';
import type { AwsService } from '../context.ts';
import { listPage } from '../list-page.ts';
import type { CloudWatch } from './cloudwatch.ts';

const PAGE = 1000;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export function dashboardOperations({ context, dashboards }: CloudWatch): AwsService['operations'] {
  const arnOf = (name: string) =>
    `arn:${context.partition}:cloudwatch::${context.accountId}:dashboard/${name}`;
  return {
    GetDashboard({ DashboardName: name = '' }: GetDashboardInput): GetDashboardOutput {
      const dashboard = dashboards.get(name);
      if (!dashboard) throw new AwsError('DashboardNotFoundError', `Dashboard ${name} does not exist`, 404);
      return { DashboardName: name, DashboardArn: arnOf(name), DashboardBody: dashboard.body };
    },

    ListDashboards({ DashboardNamePrefix = '', NextToken }: ListDashboardsInput): ListDashboardsOutput {
      const wanted = dashboards.all().filter(({ name }) => name.startsWith(DashboardNamePrefix));
      const page = listPage(wanted, NextToken, undefined, PAGE);
      return {
        DashboardEntries: page.items.map(({ name, body, modifiedAt }) => ({
          DashboardName: name,
          DashboardArn: arnOf(name),
          LastModified: new Date(modifiedAt),
          Size: Buffer.byteLength(body),
        })),
        ...(page.next !== undefined && { NextToken: page.next }),
      };
    },
  };
}

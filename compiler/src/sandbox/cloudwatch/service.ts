import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../aws-error.ts';
import type { AwsService } from '../context.ts';
import { alarmOperations } from './alarm-operations.ts';
import type { CloudWatch } from './cloudwatch.ts';
import { dashboardOperations } from './dashboard-operations.ts';
import { metricOperations } from './metric-operations.ts';

/** Amazon CloudWatch as clients see it. Start it after what it measures, and stop it before. */
export function cloudWatchService({ cloudWatch }: { readonly cloudWatch: CloudWatch }): AwsService {
  return {
    signingName: 'monitoring',
    operations: {
      ...alarmOperations(cloudWatch),
      ...metricOperations(cloudWatch),
      ...dashboardOperations(cloudWatch),

      ListTagsForResource({ ResourceARN = '' }: ListTagsForResourceInput): ListTagsForResourceOutput {
        const alarm = cloudWatch.alarms.all().find(({ arn }) => arn === ResourceARN);
        if (!alarm) throw new AwsError('ResourceNotFoundException', `${ResourceARN} does not exist`, 404);
        return { Tags: Object.entries(alarm.tags).map(([Key, Value]) => ({ Key, Value })) };
      },
    },
    start: () => cloudWatch.start(),
    stop: () => cloudWatch.stop(),
  };
}

import { arn, type Place } from './names.ts';
import type { Statement } from './statement.ts';

/** The most that a role of a service can ever do, whatever its own policies say: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
export function boundaryPolicy({ app, environment, region }: Place): readonly Statement[] {
  const here = (service: string, resource: string) => arn(service, region, resource);
  const logGroups = `log-group:/platc/${app}/${environment}/*`;
  return [
    { sid: 'LogIn', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    {
      sid: 'Pull',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [here('ecr', `repository/${app}/*`)],
    },
    {
      sid: 'Log',
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [here('logs', logGroups), here('logs', `${logGroups}:*`)],
    },
    {
      // Which ones a service reads is in its own policy, by their ARNs.
      sid: 'Secrets',
      actions: ['secretsmanager:GetSecretValue', 'ssm:GetParameters'],
      resources: [here('secretsmanager', 'secret:*'), here('ssm', 'parameter/*')],
    },
  ];
}

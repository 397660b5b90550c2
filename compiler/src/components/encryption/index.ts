import { from } from '../../provenance.ts';
import { defineComponent } from '../component.ts';

/**
 * The environment's key. Its policy:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html,
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export const encryption = defineComponent({
  name: 'encryption',
  stack: 'network',
  origin: ({ model }) => model.root.at('encryption').at('kms'),
  when: ({ model }) => model.config.encryption.kms,
  view({ model }) {
    const source = model.root.at('encryption').at('kms');
    const { app } = model.config;
    const { environment } = model;
    const arns = (service: string, resource: string) =>
      from(
        {
          'Fn::Sub': [
            `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:\${Resource}`,
            { Resource: resource },
          ],
        },
        source,
      );
    return {
      description: from(`${app} ${environment}: log groups, alarm topic, artifacts`, source),
      alias: from(`alias/platc-${app}-${environment}`, source),
      logGroupArns: arns('logs', `log-group:/platc/${app}/${environment}/*`),
      alarmArns: arns('cloudwatch', `alarm:${app}-${environment}-*`),
    };
  },
});

import { from, type Cursor } from '../../provenance.ts';
import { defineComponent, LogicalId } from '../component.ts';
import { hash } from '../service/routes.ts';

/** The topic that tells of alarms, the load balancer's alarm, and the one of tasks that ended by themselves. */
export const alarms = defineComponent({
  name: 'alarms',
  stack: 'platform',
  origin: ({ model }) => model.root.at('alarms'),
  when: ({ model }) => model.config.alarms.enabled,
  view({ model }) {
    const config = model.root.at('alarms');
    const { app } = model.config;
    const { environment } = model;
    const ruleName = `${app}-${environment}-task-exits`;
    return {
      kms: model.root.at('encryption').at('kms'),
      name: from(`${app} ${environment}`, config),
      // CloudFormation makes the names of alarms from those of the stacks.
      alarmArns: arnsOf('cloudwatch', `alarm:${app}-${environment}-*`, config),
      ruleName: from(ruleName, config),
      ruleArn: arnsOf('events', `rule/${ruleName}`, config),
      subscriptions: config
        .at('notify')
        .items()
        .map((endpoint) => ({
          id: new LogicalId(hash(endpoint.value).toString(16).padStart(8, '0'), endpoint),
          protocol: endpoint.map((text) => (text.startsWith('https://') ? 'https' : 'email')),
          endpoint,
        })),
      loadBalancerErrors: config.at('loadBalancerErrors'),
      loadBalancerErrorsText: from(
        `The load balancer of ${app} ${environment} answers with errors of its own (5xx): no healthy task takes the requests, or none answers in time. See which targets fail, and why: npx platc status --env ${environment}. If it began with a release of a service, go back: npx platc rollback --env ${environment} --service <name>.`,
        config,
      ),
      taskExits: config.at('taskExits'),
      taskExitsText: from(
        `Tasks of ${app} ${environment} ended by themselves: a crash, or too little memory (exit code 137). Which ones and why is in the log group /platc/${app}/${environment}/task-exits; what they said before: npx platc logs --env ${environment}. Mend the service, or give it more memory; if it began with a release, go back: npx platc rollback --env ${environment} --service <name>.`,
        config,
      ),
      logGroup: from(`/platc/${app}/${environment}/task-exits`, config),
      metricNamespace: from(`platc/${app}/${environment}`, config),
    };
  },
});

function arnsOf(service: string, resource: string, source: Cursor<unknown>) {
  return from(
    {
      'Fn::Sub': [
        `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:\${Resource}`,
        { Resource: resource },
      ],
    },
    source,
  );
}

import { from } from '../../provenance.ts';
import { roleView } from '../access/role-view.ts';
import { defineComponent } from '../component.ts';

/** What went in and out of the VPC: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html */
export const flowLogs = defineComponent({
  name: 'flow-logs',
  stack: 'network',
  origin: ({ model }) => model.root.at('network').at('flowLogs'),
  when: ({ model }) => model.config.network.flowLogs,
  view({ model }) {
    const network = model.root.at('network');
    return {
      ...roleView(model, network.at('flowLogs')),
      logGroup: from(`/platc/${model.config.app}/${model.environment}/flow-logs`, network.at('flowLogs')),
      retention: network.at('flowLogsRetentionDays'),
      kms: model.root.at('encryption').at('kms'),
    };
  },
});

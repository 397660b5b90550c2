import { from } from '../../provenance.ts';
import { defineComponent } from '../component.ts';
import { dashboardBody } from './dashboard-body.ts';

export const dashboard = defineComponent({
  name: 'dashboard',
  stack: 'platform',
  origin: ({ model }) => model.root.at('dashboard'),
  when: ({ model }) => model.config.dashboard,
  view({ model }) {
    const source = model.root.at('dashboard');
    const name = `${model.environment}-${model.config.app}`;
    return {
      name: from(name, source),
      body: from({ 'Fn::Sub': JSON.stringify(dashboardBody(model)) }, source),
      url: from(
        {
          'Fn::Sub': [
            'https://${AWS::Region}.console.aws.amazon.com/cloudwatch/home?region=${AWS::Region}#dashboards/dashboard/${Name}',
            { Name: name },
          ],
        },
        source,
      ),
    };
  },
});

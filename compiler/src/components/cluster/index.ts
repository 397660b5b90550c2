import { defineComponent } from '../component.ts';

export const cluster = defineComponent({
  name: 'cluster',
  stack: 'platform',
  origin: ({ model }) => model.root.at('cluster'),
  view({ model }) {
    const config = model.root.at('cluster');
    return {
      insights: config.at('containerInsights').map((on) => (on ? 'enabled' : 'disabled')),
      capacityProvider: config
        .at('capacity')
        .map((capacity) => (capacity === 'spot' ? 'FARGATE_SPOT' : 'FARGATE')),
    };
  },
});

import { defineComponent } from '../component.ts';

/** The bucket for templates that are too large to be sent inline, and for release records. */
export const artifacts = defineComponent({
  name: 'artifacts',
  stack: 'common',
  origin: ({ model }) => model.root.at('app'),
  view: () => ({}),
});

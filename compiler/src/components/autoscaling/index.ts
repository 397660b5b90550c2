import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isSound, placeOf, type Model } from '../../model.ts';
import { defineComponent } from '../component.ts';

/** Target tracking: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html */
export const autoscaling = defineComponent({
  name: 'autoscaling',
  stack: 'service',
  origin: ({ service }) => service.at('scaling'),
  view({ service }) {
    const scaling = service.at('scaling');
    return {
      min: scaling.at('min'),
      max: scaling.at('max'),
      cpu: scaling.at('cpu'),
      memory: scaling.at('memory'),
      outCooldown: scaling.at('outCooldown'),
      inCooldown: scaling.at('inCooldown'),
    };
  },
  check: (model) =>
    model.root
      .at('services')
      .entries()
      .flatMap(([name]) => checkBounds(model, name)),
});

function checkBounds(model: Model, name: string): readonly Diagnostic[] {
  const scaling = model.root.at('services').at(name).at('scaling');
  const [min, max] = [scaling.at('min'), scaling.at('max')];
  if (!isSound(model, min, max) || min.value <= max.value) return [];
  return [
    diagnostic(
      'PLATC3007',
      { what: `services.${name}.scaling`, low: min.value, high: max.value },
      {
        place: placeOf(model, min.path),
        hint: 'lower min, or raise max',
        related: [{ place: placeOf(model, max.path), message: 'max is set here' }],
      },
    ),
  ];
}

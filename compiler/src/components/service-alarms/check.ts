import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ResolvedService } from '../../generated/config.ts';
import { isSound, placeOf, type Model } from '../../model.ts';
import type { Cursor } from '../../provenance.ts';
import { threshold } from './thresholds.ts';

/** Values of alarms that contradict those of scaling. */
export function checkAlarms(model: Model): readonly Diagnostic[] {
  if (!model.config.alarms.enabled) return [];
  return model.root
    .at('services')
    .entries()
    .flatMap(([name, service]) => [
      ...rings(model, service, name),
      ...(['cpu', 'memory'] as const).flatMap((metric) => ringsEarly(model, service, name, metric)),
    ]);
}

/** More tasks than scaling starts: such an alarm rings for ever. */
function rings(model: Model, service: Cursor<ResolvedService>, name: string): readonly Diagnostic[] {
  const [running, max] = [service.at('alarms').at('runningTasks'), service.at('scaling').at('max')];
  if (running.value === undefined || !isSound(model, running, max) || running.value <= max.value) return [];
  return [
    diagnostic(
      'PLATC3020',
      { service: name, running: running.value, max: max.value },
      { place: placeOf(model, running.path), hint: 'lower it, or raise scaling.max' },
    ),
  ];
}

/** Scaling keeps the utilisation at its target: an alarm at or below it rings while all is well. */
function ringsEarly(
  model: Model,
  service: Cursor<ResolvedService>,
  name: string,
  metric: 'cpu' | 'memory',
): readonly Diagnostic[] {
  const scaling = service.at('scaling');
  const [alarm, target] = [threshold(model, service, metric), scaling.at(metric)];
  if (!isSound(model, alarm, target, scaling.at('min'), scaling.at('max'))) return [];
  if (scaling.value.min >= scaling.value.max || alarm.value > target.value) return [];
  const [path = []] = alarm.paths;
  return [
    diagnostic(
      'PLATC3021',
      { service: name, metric, alarm: alarm.value, target: target.value },
      {
        place: placeOf(model, path),
        hint: `raise it above ${target.value}, or lower scaling.${metric}`,
        related: [{ place: placeOf(model, target.path), message: `scaling aims at ${target.value} % here` }],
      },
    ),
  ];
}

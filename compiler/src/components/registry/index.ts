import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPath } from '../../diagnostics/format.ts';
import { isSound, placeOf, type Model } from '../../model.ts';
import { from, type Cursor } from '../../provenance.ts';
import { defineComponent } from '../component.ts';

/** How many deployed images stay: far more than anybody rolls back. */
const KEEP_DEPLOYED = 500;

export const registry = defineComponent({
  name: 'registry',
  stack: 'registry',
  origin: ({ service }) => service.at('build'),
  view({ model, name, service }) {
    const config = model.root.at('registry');
    const app = model.root.at('app');
    return {
      name: from(`${app.value}/${name}`, app, service),
      scanOnPush: config.at('scanOnPush'),
      tagMutability: config.at('immutableTags').map((immutable) => (immutable ? 'IMMUTABLE' : 'MUTABLE')),
      lifecyclePolicy: config.at('keep').map(lifecyclePolicy),
    };
  },
  check: checkShared,
});

/**
 * An image is taken by the first rule that fits it, so the deployed ones are set apart first:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
function lifecyclePolicy(keep: number): string {
  const rule = (priority: number, description: string, selection: object) => ({
    rulePriority: priority,
    description,
    selection,
    action: { type: 'expire' },
  });
  return JSON.stringify({
    rules: [
      rule(1, 'deployed images', {
        tagStatus: 'tagged',
        tagPrefixList: ['deployed-'],
        countType: 'imageCountMoreThan',
        countNumber: KEEP_DEPLOYED,
      }),
      rule(2, 'untagged images', {
        tagStatus: 'untagged',
        countType: 'sinceImagePushed',
        countUnit: 'days',
        countNumber: 1,
      }),
      rule(3, 'never deployed', { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: keep }),
    ],
  });
}

/** The repositories belong to no environment, so an environment cannot differ in them. */
function checkShared(model: Model): readonly Diagnostic[] {
  const config = model.root.at('registry');
  const keys: Cursor<unknown>[] = [config.at('scanOnPush'), config.at('immutableTags'), config.at('keep')];
  return keys.flatMap((key) => {
    const place = placeOf(model, key.path, 'key');
    if (place.file === 'platform.yaml' || model.environment === 'common' || !isSound(model, key)) return [];
    return [
      diagnostic('PLATC3014', { path: formatPath(key.path) }, { place, hint: 'set it in platform.yaml' }),
    ];
  });
}

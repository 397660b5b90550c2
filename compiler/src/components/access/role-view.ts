import type { Model } from '../../model.ts';
import { from, type Sourced } from '../../provenance.ts';
import { boundaryArn, hasRoles, placeOf, rolePath } from './names.ts';

/** What every role of an environment's stacks has: a path that rights can name and, with `access`, the environment's boundary. */
export function roleView(model: Model, source: Sourced<unknown>) {
  const place = placeOf(model);
  return {
    rolePath: from(rolePath(place), model.root.at('app'), source),
    hasBoundary: from(hasRoles(model), model.root.at('access')),
    boundary: from({ 'Fn::Sub': boundaryArn(place) }, model.root.at('access')),
  };
}

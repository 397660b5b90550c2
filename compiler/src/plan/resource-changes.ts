import type { Path } from '../diagnostics/diagnostic.ts';
import { holdsData } from './holds-data.ts';
import { references } from './intrinsic.ts';
import type { Places } from './place.ts';
import type { PropertyChange, ResourceChange } from './plan.ts';
import type { Attribute, PropertyDifference } from './property-differences.ts';
import { isKnownAfterApply } from './resolve.ts';
import type { ResourceDifference } from './resource-difference.ts';
import { withoutSecretAt } from './secret.ts';
import type { Compared } from './stack-plan.ts';

/** Differences as a plan shows them: with places in the config, and without secrets. */
export function resourceChanges(
  compared: Compared,
  differences: readonly ResourceDifference[],
): readonly ResourceChange[] {
  return differences.map((difference) => {
    const { action, logicalId, type, replacement, policyAction } = difference;
    const goes = action === 'Remove' || replacement !== 'no';
    return {
      action,
      logicalId,
      type,
      replacement,
      ...(policyAction && { policyAction }),
      holdsData: holdsData(type),
      properties: difference.properties.map((property) => propertyChange(compared, logicalId, property)),
      usedBy: goes ? usersOf(compared, logicalId) : [],
      ...placeOf(compared.places, logicalId),
    };
  });
}

function placeOf(places: Places, logicalId: string, path?: Path) {
  const place = places.of('Resources', logicalId, path);
  return place && { place };
}

function propertyChange(
  { places }: Compared,
  logicalId: string,
  difference: PropertyDifference,
): PropertyChange {
  const { attribute, label, path, before, after, replacement, causes } = difference;
  return {
    attribute,
    property: label,
    ...(before !== undefined && { before: withoutSecretAt(before, path, label) }),
    ...(after !== undefined && { after: withoutSecretAt(after, path, label) }),
    replacement,
    causes,
    knownAfterApply: isKnownAfterApply(after),
    ...placeOf(places, logicalId, pathInResource(attribute, path)),
  };
}

function pathInResource(attribute: Attribute, path: Path): Path {
  return attribute === 'Properties' || attribute === 'Tags' ? ['Properties', ...path] : [attribute, ...path];
}

/** Later stacks with a parameter that an output fills which refers to the resource. */
function usersOf({ before, after, later }: Compared, logicalId: string): readonly string[] {
  const outputs = [...(before?.Outputs ?? []), ...after.Outputs]
    .filter(([, block]) => block.text.includes(logicalId) && references(block.value).has(logicalId))
    .map(([name]) => name);
  return later
    .filter(({ parameters }) => parameters.some((name) => outputs.includes(name)))
    .map(({ name }) => name);
}

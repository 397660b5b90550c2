import type { PropertyDifference } from '../aws/cloudformation.ts';
import type { Path } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../plan/intrinsic.ts';
import type { FilePlace, Places } from '../plan/place.ts';
import { withoutSecretAt } from '../plan/secret.ts';
import type { PropertyDrift } from './drift.ts';

/**
 * A difference as CloudFormation tells it, for people: items of lists by their names, structures as such, secrets masked.
 * @param expected the resource's properties, which name the items of their lists
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_PropertyDifference.html
 */
export function propertyDrift(
  {
    PropertyPath: path = '',
    ExpectedValue,
    ActualValue,
    DifferenceType: kind = 'NOT_EQUAL',
  }: PropertyDifference,
  expected: unknown,
  placeOf: (path: Path) => FilePlace | undefined,
): PropertyDrift {
  const parts = partsOf(path, expected);
  const label = parts.map(({ label: text }) => text).join('');
  const property = label.replace(/^\./, '');
  const keys = parts.map(({ key }) => key);
  const place = placeOf(['Properties', ...keys]);
  const shown = (text: string | undefined) => withoutSecretAt(valueOf(text), keys, label);
  return {
    property,
    path,
    kind,
    ...(kind !== 'ADD' && { expected: shown(ExpectedValue) }),
    ...(kind !== 'REMOVE' && { actual: shown(ActualValue) }),
    ...(place && { place }),
  };
}

/** Structures come as JSON; a text that looks like a number may be a text. */
function valueOf(text: string | undefined): unknown {
  if (text === undefined || !/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The steps of a JSON pointer: https://datatracker.ietf.org/doc/html/rfc6901 */
function partsOf(
  path: string,
  root: unknown,
): readonly { readonly key: string | number; readonly label: string }[] {
  let at = root;
  return path
    .split('/')
    .slice(1)
    .map((step) => {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const parent = at;
      if (!Array.isArray(parent)) {
        at = isRecord(parent) ? parent[name] : undefined;
        return { key: name, label: `.${name}` };
      }
      at = parent[Number(name)];
      const own = isRecord(at) ? (at['Name'] ?? at['Key']) : undefined;
      return { key: Number(name), label: `[${typeof own === 'string' ? own : name}]` };
    });
}

/** The place of the nearest node that the template has: what stands under a function is not in it. */
export function nearestPlace(
  places: Places,
  linesOf: ((path: Path) => unknown) | undefined,
  logicalId: string,
  path: Path,
): FilePlace | undefined {
  for (let end = path.length; end > 1; end -= 1) {
    const node = path.slice(0, end);
    if (linesOf?.(node) !== undefined) return places.of('Resources', logicalId, node);
  }
  return places.of('Resources', logicalId);
}

import type { Compilation } from '../compile.ts';
import type { Path } from '../diagnostics/diagnostic.ts';
import { placesOf, type FilePlace } from '../plan/place.ts';
import { readTemplate } from '../plan/template.ts';
import type { RenderedStack } from '../stack.ts';
import type { Cause } from './cause.ts';

/** A cause, and where in the config what it is about comes from. */
export interface PlacedCause extends Cause {
  readonly place?: FilePlace;
}

/**
 * Names the line of the config behind each cause: that of the property which its text points to, else of its resource or
 * of one that the text names, else of what the stack is there for.
 */
export function placedCauses(
  stack: RenderedStack,
  causes: readonly Cause[],
  { model, sources }: Compilation,
): readonly PlacedCause[] {
  const template = readTemplate(stack.body);
  const places = placesOf(stack, template, { origins: model.origins, sources });
  return causes.map((cause) => {
    const logicalId = cause.logicalId ?? stack.resources.find((name) => mentions(cause.reason, name));
    const path = pointerIn(cause.reason);
    const place =
      logicalId === undefined
        ? places.whole
        : path && template.Resources.get(logicalId)?.linesOf(path)
          ? places.of('Resources', logicalId, path)
          : places.of('Resources', logicalId);
    return { ...cause, ...(place && { place }) };
  });
}

function mentions(text: string, logicalId: string): boolean {
  return new RegExp(`\\b${logicalId}\\b`).test(text);
}

/**
 * CloudFormation's schema validation names a property by a JSON pointer: `#/Tags/0/Key: expected type: String`.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
function pointerIn(reason: string): Path | undefined {
  const pointer = /(?:^|[\s(])#\/([\w/:-]+?)(?=:?[\s)]|:$|$)/.exec(reason)?.[1];
  return pointer === undefined
    ? undefined
    : ['Properties', ...pointer.split('/').map((step) => (/^\d+$/.test(step) ? Number(step) : step))];
}

/** `platform.yaml:27  (Service)`; of a default the key, and the line of the nearest one around it. */
export function whereText({
  place,
  logicalId,
}: Pick<PlacedCause, 'place' | 'logicalId'>): string | undefined {
  if (!place) return undefined;
  const key = place.defaultOf === undefined ? '' : `, default of ${place.defaultOf}`;
  return `${place.file}:${place.line}${key}${logicalId === undefined ? '' : `  (${logicalId})`}`;
}

import { validationError } from '../errors.ts';
import type { OutputRecord } from '../records.ts';
import { resolve } from '../template/resolve.ts';
import { exportedValue } from './exports.ts';
import { liveScope } from './live-scope.ts';
import type { Turn } from './turn.ts';

/**
 * The outputs of a stack whose resources are all there.
 * @throws ValidationError when one is not a text
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
 */
export function outputsOf({ stack, services, tables }: Turn): OutputRecord[] {
  if (!stack.definition) return [];
  const instance = services.instances.get(stack, stack.definition);
  const scope = liveScope(
    instance,
    (logicalId) => tables.resource(stack.stackId, logicalId),
    (name) => exportedValue(tables, stack.region, name),
  );
  return [...instance.outputs].map(([key, { value, description, exportName }]) => ({
    key,
    value: text(resolve(value, scope), key),
    ...(description !== undefined && { description }),
    ...(exportName !== undefined && { exportName: text(resolve(exportName, scope), key) }),
  }));
}

function text(value: unknown, output: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw validationError(
    `Template format error: Output ${output} is malformed. The Value field of every Outputs member must evaluate to a String.`,
  );
}

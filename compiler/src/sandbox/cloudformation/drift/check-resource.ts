import { reasonOf } from '../engine/reason.ts';
import type { Providers } from '../engine/providers.ts';
import type { DriftRecord, ResourceRecord, StackRecord } from '../records.ts';
import { differencesOf } from './compare.ts';
import { supportsDrift } from './unreadable-types.ts';

/**
 * Compares one resource with its template. Undefined for what is not checked: a type that cannot be read, or a resource that
 * is not there by the stack's own account.
 */
export function checkResource(
  providers: Providers,
  stack: StackRecord,
  resource: ResourceRecord,
  now: number,
): DriftRecord | undefined {
  const { logicalId, type, physicalId, properties } = resource;
  if (physicalId === '' || resource.status === 'DELETE_COMPLETE' || !supportsDrift(type)) return undefined;
  const about = { logicalId, type, physicalId, at: now };
  try {
    const live = providers.live(stack, resource);
    if (live === 'deleted') return { ...about, status: 'DELETED', differences: [] };
    const actual = { ...properties, ...live };
    const differences = differencesOf(properties, actual);
    return {
      ...about,
      status: differences.length === 0 ? 'IN_SYNC' : 'MODIFIED',
      expected: JSON.stringify(properties),
      actual: JSON.stringify(actual),
      differences,
    };
  } catch (error) {
    return { ...about, status: 'UNKNOWN', reason: reasonOf(error), differences: [] };
  }
}

import type { ResourceRecord, StackRecord } from '../records.ts';
import type { IdentityRecord, Tables } from '../tables.ts';
import { identityKey } from './desired.ts';
import type { EngineServices } from './turn.ts';

/**
 * Who has the name that the template chose for a resource. One that its stack left behind has it until somebody deletes it by a
 * call to its service.
 */
export function nameTakenBy(
  { providers }: Pick<EngineServices, 'providers'>,
  tables: Tables,
  stack: StackRecord,
  resource: Pick<ResourceRecord, 'generatedName' | 'logicalId' | 'properties' | 'tags' | 'type'>,
): { readonly name: string; readonly owner: IdentityRecord } | undefined {
  const key = identityKey(stack.region, resource);
  const owner = key === undefined ? undefined : tables.identity(key);
  if (key === undefined || !owner) return undefined;
  const name = key.split(' ').at(-1) ?? '';
  const isKept = owner.logicalId === '';
  if (isKept && providers.live(stack, { ...resource, physicalId: name }) === 'deleted') return undefined;
  return { name, owner };
}

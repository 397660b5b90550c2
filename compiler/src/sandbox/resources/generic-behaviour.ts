import type { CreatedResource, ResourceBehaviour, ResourceRequest } from '../resource-behaviour.ts';
import type { Place } from './arn.ts';
import { attributeValues, physicalId } from './identity.ts';
import type { Resource } from './specification.ts';

/**
 * A resource that is only remembered: it has an id and attributes by its specification and does nothing.
 * Ids follow from the request alone, so that asking twice makes one resource.
 */
export function genericBehaviour(resource: Resource, place: Place): ResourceBehaviour {
  const describe = (request: ResourceRequest): CreatedResource => ({
    physicalId: physicalId(resource, request, place),
    attributes: attributeValues(resource, request, place),
  });
  return {
    type: resource.cloudFormationType,
    create: describe,
    update: (request) => ({ ...describe(request), physicalId: request.physicalId }),
    remove: () => undefined,
  };
}

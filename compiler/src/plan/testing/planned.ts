import type { PropertyChange, ResourceChange, StackPlan } from '../plan.ts';

/** A change of a resource; a modification of a topic that replaces nothing, unless something else is said. */
export function changeOf(fields: Partial<ResourceChange> = {}): ResourceChange {
  return {
    action: 'Modify',
    logicalId: 'A',
    type: 'AWS::SNS::Topic',
    replacement: 'no',
    holdsData: false,
    properties: [],
    usedBy: [],
    ...fields,
  };
}

export function propertyOf(name: string): PropertyChange {
  return { attribute: 'Properties', property: name, replacement: 'no', causes: [], knownAfterApply: false };
}

/** An update of a service's stack. */
export function stackPlanOf(changes: readonly ResourceChange[], fields: Partial<StackPlan> = {}): StackPlan {
  return {
    name: 'shop-prod-web',
    kind: 'service',
    state: 'update',
    from: 'change-set',
    notes: [],
    changes,
    parameters: [],
    outputs: [],
    tags: [],
    ...fields,
  };
}

import { AwsError } from '../../aws-error.ts';
import type { SandboxContext } from '../../context.ts';
import type {
  CreatedResource,
  ExistingResource,
  Properties,
  ResourceBehaviour,
  Settling,
} from '../../resource-behaviour.ts';
import { genericBehaviour } from '../../resources/generic-behaviour.ts';
import { resourceType } from '../../resources/specification.ts';
import type { ResourceFaults } from '../faults.ts';
import type { ResourceRecord, StackRecord } from '../records.ts';

type Operation = 'create' | 'delete' | 'update';

/** Calls what stands behind each resource type: its behaviour, or the generic store. Faults come in here. */
export class Providers {
  readonly #context: SandboxContext;
  readonly #behaviours: ReadonlyMap<string, ResourceBehaviour>;
  readonly #faults: ResourceFaults;

  constructor(context: SandboxContext, behaviours: readonly ResourceBehaviour[], faults: ResourceFaults) {
    this.#context = context;
    this.#behaviours = new Map(behaviours.map((behaviour) => [behaviour.type, behaviour]));
    this.#faults = faults;
  }

  create(stack: StackRecord, resource: ResourceRecord): CreatedResource {
    this.#failIfScripted(stack, resource, 'create');
    return this.#behaviour(resource.type).create(existing(stack, resource));
  }

  update(stack: StackRecord, resource: ResourceRecord, previous: Properties): CreatedResource {
    this.#failIfScripted(stack, resource, 'update');
    return this.#behaviour(resource.type).update(existing(stack, resource), previous);
  }

  remove(stack: StackRecord, resource: ResourceRecord): void {
    this.#failIfScripted(stack, resource, 'delete');
    this.#behaviour(resource.type).remove(existing(stack, resource));
  }

  settled(stack: StackRecord, resource: ResourceRecord, operation: Operation): Settling {
    if (this.#faults.isHeld({ stackName: stack.stackName, logicalId: resource.logicalId, operation }))
      return 'pending';
    return this.#behaviour(resource.type).settled?.(existing(stack, resource), operation) ?? 'done';
  }

  /** What calls to the service itself have made of a resource; nothing, where they cannot. */
  live(stack: StackRecord, resource: Identified): Properties | 'deleted' {
    this.#failIfScripted(stack, resource, 'read');
    return this.#behaviour(resource.type).live?.(existing(stack, resource)) ?? {};
  }

  #behaviour(type: string): ResourceBehaviour {
    const own = this.#behaviours.get(type);
    if (own) return own;
    const specification = resourceType(type);
    if (!specification) throw new AwsError('ValidationError', `Unrecognized resource type: ${type}`);
    return genericBehaviour(specification, this.#context);
  }

  #failIfScripted(stack: StackRecord, { logicalId }: Identified, operation: Operation | 'read'): void {
    const reason = this.#faults.takeFailure({ stackName: stack.stackName, logicalId, operation });
    if (reason !== undefined) throw new AwsError('ScriptedFault', reason);
  }
}

/** As much of a resource as its provider is told. */
type Identified = Pick<
  ResourceRecord,
  'generatedName' | 'logicalId' | 'physicalId' | 'properties' | 'tags' | 'type'
>;

function existing(stack: StackRecord, resource: Identified): ExistingResource {
  return {
    region: stack.region,
    stackName: stack.stackName,
    stackId: stack.stackId,
    logicalId: resource.logicalId,
    type: resource.type,
    properties: resource.properties,
    tags: {
      ...resource.tags,
      'aws:cloudformation:stack-name': stack.stackName,
      'aws:cloudformation:stack-id': stack.stackId,
      'aws:cloudformation:logical-id': resource.logicalId,
    },
    generatedName: resource.generatedName,
    physicalId: resource.physicalId,
  };
}

import type { ResourceStatus, StackStatus } from '@aws-sdk/client-cloudformation';
import type { SandboxContext } from '../../context.ts';
import { uuidFrom } from '../arn.ts';
import type { EventRecord, OperationRecord, ResourceRecord, StackRecord } from '../records.ts';
import { Tables } from '../tables.ts';
import { Transaction } from '../transaction.ts';
import type { InstanceCache } from './instance-cache.ts';
import type { Providers } from './providers.ts';

export interface EngineServices {
  readonly context: SandboxContext;
  readonly providers: Providers;
  readonly instances: InstanceCache;
}

/** One atomic move of one stack: what is read and written in it holds together. */
export class Turn {
  readonly services: EngineServices;
  readonly tables: Tables;
  readonly now: number;
  #stack: StackRecord;

  constructor(services: EngineServices, tables: Tables, stack: StackRecord) {
    this.services = services;
    this.tables = tables;
    this.now = services.context.clock.now();
    this.#stack = stack;
  }

  static open(services: EngineServices, stackId: string): Turn | undefined {
    const tables = new Tables(new Transaction(services.context.store));
    const stack = tables.stack(stackId);
    return stack && new Turn(services, tables, stack);
  }

  get stack(): StackRecord {
    return this.#stack;
  }

  /** Only called while an operation is under way. */
  get operation(): OperationRecord {
    if (!this.#stack.operation) throw new Error(`No operation is under way on ${this.#stack.stackId}`);
    return this.#stack.operation;
  }

  commit(): void {
    this.tables.transaction.commit();
  }

  change(changes: Partial<StackRecord>): void {
    this.replace({ ...this.#stack, ...changes });
  }

  replace(stack: StackRecord): void {
    this.#stack = stack;
    this.tables.putStack(stack);
  }

  changeOperation(changes: Partial<OperationRecord>): void {
    this.change({ operation: { ...this.operation, ...changes } });
  }

  /**
   * Sets the status of the stack and tells it as an event.
   * @param token of a request that is refused, and so begins no operation
   */
  setStatus(status: StackStatus, reason?: string, token?: string): void {
    const { statusReason: _, ...rest } = this.#stack;
    this.#stack = { ...rest, status, ...(reason !== undefined && { statusReason: reason }) };
    this.tables.putStack(this.#stack);
    this.#event({
      eventId: uuidFrom(this.services.context.randomHex(32)),
      logicalId: this.#stack.stackName,
      physicalId: this.#stack.stackId,
      type: 'AWS::CloudFormation::Stack',
      status,
      ...(reason !== undefined && { reason }),
      timestamp: this.now,
      ...(token !== undefined && { token }),
    });
  }

  /** Sets the status of a resource and tells it as an event. */
  setResource(resource: ResourceRecord, status: ResourceStatus, reason?: string): ResourceRecord {
    const { statusReason: _, ...rest } = resource;
    const record: ResourceRecord = {
      ...rest,
      status,
      timestamp: this.now,
      ...(reason !== undefined && { statusReason: reason }),
    };
    this.tables.putResource(this.#stack.stackId, record);
    const time = new Date(this.now).toISOString();
    this.#event({ ...resourceEvent(record, reason), eventId: `${record.logicalId}-${status}-${time}` });
    return record;
  }

  /** Tells about a resource that is no longer the one of its logical id. */
  tellDetached(resource: ResourceRecord, status: ResourceStatus, reason?: string): void {
    const { properties: _, ...event } = resourceEvent({ ...resource, status, timestamp: this.now }, reason);
    this.#event({
      ...event,
      eventId: `${resource.logicalId}-${uuidFrom(this.services.context.randomHex(32))}`,
    });
  }

  #event(event: EventRecord): void {
    const { operation } = this.#stack;
    this.tables.putEvent(this.#stack.stackId, {
      ...event,
      ...(operation && { operationId: operation.id }),
      ...(operation?.token !== undefined && { token: operation.token }),
    });
  }
}

function resourceEvent(record: ResourceRecord, reason: string | undefined): Omit<EventRecord, 'eventId'> {
  return {
    logicalId: record.logicalId,
    physicalId: record.physicalId,
    type: record.type,
    status: record.status,
    timestamp: record.timestamp,
    properties: JSON.stringify(record.properties),
    ...(reason !== undefined && { reason }),
  };
}

import type {
  ChangeSetRecord,
  DriftDetectionRecord,
  DriftRecord,
  EventRecord,
  ResourceRecord,
  StackRecord,
  StepRecord,
  UndoRecord,
} from './records.ts';
import type { Transaction } from './transaction.ts';

const STACKS = 'cloudformation.stacks';
const CHANGE_SETS = 'cloudformation.change-sets';
const IDENTITIES = 'cloudformation.identities';
const DRIFT_DETECTIONS = 'cloudformation.drift-detections';

/** Where a name that the template chose is taken. */
export interface IdentityRecord {
  readonly stackId: string;
  readonly logicalId: string;
}

/** A stack's own tables are named by the UUID at the end of its ARN. */
function uuid(stackId: string): string {
  return stackId.slice(stackId.lastIndexOf('/') + 1);
}

/** Typed access to the records of CloudFormation within a transaction. */
export class Tables {
  readonly transaction: Transaction;

  constructor(transaction: Transaction) {
    this.transaction = transaction;
  }

  stack(stackId: string): StackRecord | undefined {
    return this.transaction.get<StackRecord>(STACKS, stackId);
  }

  stacks(region?: string): StackRecord[] {
    const all = this.transaction.list<StackRecord>(STACKS).map(([, stack]) => stack);
    return region === undefined ? all : all.filter((stack) => stack.region === region);
  }

  putStack(stack: StackRecord): void {
    this.transaction.put(STACKS, stack.stackId, stack);
  }

  changeSet(id: string): ChangeSetRecord | undefined {
    return this.transaction.get<ChangeSetRecord>(CHANGE_SETS, id);
  }

  changeSets(stackId?: string): ChangeSetRecord[] {
    const all = this.transaction.list<ChangeSetRecord>(CHANGE_SETS).map(([, changeSet]) => changeSet);
    return stackId === undefined ? all : all.filter((changeSet) => changeSet.stackId === stackId);
  }

  putChangeSet(changeSet: ChangeSetRecord): void {
    this.transaction.put(CHANGE_SETS, changeSet.id, changeSet);
  }

  deleteChangeSet(id: string): void {
    this.transaction.delete(CHANGE_SETS, id);
  }

  resource(stackId: string, logicalId: string): ResourceRecord | undefined {
    return this.transaction.get<ResourceRecord>(`cloudformation.resources.${uuid(stackId)}`, logicalId);
  }

  resources(stackId: string): ResourceRecord[] {
    return this.transaction
      .list<ResourceRecord>(`cloudformation.resources.${uuid(stackId)}`)
      .map(([, record]) => record);
  }

  putResource(stackId: string, record: ResourceRecord): void {
    this.transaction.put(`cloudformation.resources.${uuid(stackId)}`, record.logicalId, record);
  }

  deleteResource(stackId: string, logicalId: string): void {
    this.transaction.delete(`cloudformation.resources.${uuid(stackId)}`, logicalId);
  }

  undo(stackId: string, logicalId: string): UndoRecord | undefined {
    return this.transaction.get<UndoRecord>(`cloudformation.undo.${uuid(stackId)}`, logicalId);
  }

  undos(stackId: string): readonly (readonly [logicalId: string, undo: UndoRecord])[] {
    return this.transaction.list<UndoRecord>(`cloudformation.undo.${uuid(stackId)}`);
  }

  putUndo(stackId: string, logicalId: string, undo: UndoRecord): void {
    this.transaction.put(`cloudformation.undo.${uuid(stackId)}`, logicalId, undo);
  }

  clearUndo(stackId: string): void {
    for (const [key] of this.undos(stackId))
      this.transaction.delete(`cloudformation.undo.${uuid(stackId)}`, key);
  }

  steps(stackId: string): StepRecord[] {
    return this.transaction.list<StepRecord>(`cloudformation.steps.${uuid(stackId)}`).map(([, step]) => step);
  }

  putStep(stackId: string, step: StepRecord): void {
    this.transaction.put(`cloudformation.steps.${uuid(stackId)}`, step.key, step);
  }

  clearSteps(stackId: string): void {
    for (const { key } of this.steps(stackId))
      this.transaction.delete(`cloudformation.steps.${uuid(stackId)}`, key);
  }

  /** Oldest first. */
  events(stackId: string): EventRecord[] {
    return this.transaction
      .list<EventRecord>(`cloudformation.events.${uuid(stackId)}`)
      .map(([, event]) => event);
  }

  /** Two events of one kind at one time, as after a clock was set back, are told apart by a number. */
  putEvent(stackId: string, event: EventRecord): void {
    const table = `cloudformation.events.${uuid(stackId)}`;
    let { eventId } = event;
    for (let count = 2; this.transaction.get(table, eventId); count += 1)
      eventId = `${event.eventId}-${count}`;
    this.transaction.put(table, eventId, { ...event, eventId });
  }

  driftDetection(id: string): DriftDetectionRecord | undefined {
    return this.transaction.get<DriftDetectionRecord>(DRIFT_DETECTIONS, id);
  }

  driftDetections(): DriftDetectionRecord[] {
    return this.transaction.list<DriftDetectionRecord>(DRIFT_DETECTIONS).map(([, detection]) => detection);
  }

  putDriftDetection(detection: DriftDetectionRecord): void {
    this.transaction.put(DRIFT_DETECTIONS, detection.id, detection);
  }

  drift(stackId: string, logicalId: string): DriftRecord | undefined {
    return this.transaction.get<DriftRecord>(`cloudformation.drifts.${uuid(stackId)}`, logicalId);
  }

  /** Of the resources that the stack still has. */
  drifts(stackId: string): DriftRecord[] {
    return this.resources(stackId).flatMap(({ logicalId }) => this.drift(stackId, logicalId) ?? []);
  }

  putDrift(stackId: string, drift: DriftRecord): void {
    this.transaction.put(`cloudformation.drifts.${uuid(stackId)}`, drift.logicalId, drift);
  }

  identity(key: string): IdentityRecord | undefined {
    return this.transaction.get<IdentityRecord>(IDENTITIES, key);
  }

  putIdentity(key: string, identity: IdentityRecord): void {
    this.transaction.put(IDENTITIES, key, identity);
  }

  deleteIdentity(key: string): void {
    this.transaction.delete(IDENTITIES, key);
  }
}

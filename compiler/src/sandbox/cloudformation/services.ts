import type { Engine } from './engine/engine.ts';
import { type EngineServices, Turn } from './engine/turn.ts';
import type { StackRecord } from './records.ts';
import { Tables } from './tables.ts';
import type { ReadSsmParameter } from './template/dynamic-references.ts';
import { Transaction } from './transaction.ts';

/** Text of an object in the sandbox's S3; undefined when bucket or key do not exist. */
export type ReadS3Object = (request: {
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}) => string | undefined | Promise<string | undefined>;

/** What the operations share. */
export interface CloudFormation extends EngineServices {
  readonly engine: Engine;
  readonly readS3Object: ReadS3Object;
  readonly readSsmParameter: ReadSsmParameter;
  /** Goes on with the creation of change sets. */
  wakeChangeSets(): void;
  /** Goes on with the detection of drift. */
  wakeDriftDetections(): void;
}

/** For reading, or for writing what is no stack. */
export function openTables({ context }: EngineServices): Tables {
  return new Tables(new Transaction(context.store));
}

/** A move on a stack that was found in the same tables. */
export function turnOn(services: EngineServices, tables: Tables, stack: StackRecord): Turn {
  return new Turn(services, tables, stack);
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { Table } from '../table.ts';
import type { LogEvent, StoredEvent } from './stream-file.ts';
import { StreamFile } from './stream-file.ts';

export interface GroupRecord {
  readonly name: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Absent: for ever. */
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
  readonly logGroupClass: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Of the stack resource that made it. */
  readonly owner?: string;
}

export interface StreamRecord {
  readonly name: string;
  readonly created: number;
}

/** The table of metric filters. */
export const METRIC_FILTERS = 'logs/metric-filters';

const instances = new WeakMap<SandboxContext, LogGroups>();

/** Told of events as they come in. */
export type LogListener = (group: GroupRecord, events: readonly LogEvent[]) => void;

/** The one keeper of a sandbox's logs, so that whoever appends and whoever reads see the same. */
export function logGroupsOf(context: SandboxContext): LogGroups {
  let groups = instances.get(context);
  if (!groups) instances.set(context, (groups = new LogGroups(context)));
  return groups;
}

export interface LogDestination {
  readonly region: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Whether a group that does not exist is made, as `awslogs-create-group` asks. */
  readonly createGroup: boolean;
}

/**
 * Adds events to a stream, which is made where it does not exist; with no events only that. Returns whether the log
 * group exists. For what inside the sandbox writes logs.
 */
export function appendLogEvents(
  context: SandboxContext,
  { region, logGroupName, logStreamName, createGroup }: LogDestination,
  events: readonly LogEvent[],
): boolean {
  const groups = logGroupsOf(context);
  let group = groups.find(region, logGroupName);
  if (!group && createGroup) {
    group = groups.put({
      name: logGroupName,
      region,
      created: context.clock.now(),
      logGroupClass: 'STANDARD',
    });
  }
  if (!group) return false;
  groups.createStream(group, logStreamName);
  groups.append(group, logStreamName, events);
  return true;
}

export class LogGroups {
  readonly #context: SandboxContext;
  readonly #groups: Table<GroupRecord>;
  readonly #files = new Map<string, StreamFile>();
  readonly #listeners = new Set<LogListener>();

  constructor(context: SandboxContext) {
    this.#context = context;
    this.#groups = new Table(context.store, 'logs.groups');
  }

  all(region: string): readonly GroupRecord[] {
    return this.#groups.all().filter((group) => group.region === region);
  }

  find(region: string, name: string): GroupRecord | undefined {
    return this.#groups.get(`${region}/${name}`);
  }

  /** By name, or by ARN. Throws `ResourceNotFoundException`. */
  require(region: string, nameOrArn: string | undefined): GroupRecord {
    const name = nameOrArn?.replace(/^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(?::.*)?$/, '$1') ?? '';
    const group = this.find(region, name);
    if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    return group;
  }

  put(group: GroupRecord): GroupRecord {
    return this.#groups.put(`${group.region}/${group.name}`, group);
  }

  delete(group: GroupRecord): void {
    const streams = this.streams(group);
    for (const { name } of streams.all()) this.deleteStream(group, name);
    // Its metric filters go with it.
    const filters = this.#context.store.list<{ readonly logGroupName: string; readonly region: string }>(
      METRIC_FILTERS,
    );
    for (const [key, filter] of filters) {
      if (filter.region === group.region && filter.logGroupName === group.name)
        this.#context.store.delete(METRIC_FILTERS, key);
    }
    this.#groups.delete(`${group.region}/${group.name}`);
  }

  /** By name. */
  streams({ region, name }: GroupRecord): Table<StreamRecord> {
    return new Table(this.#context.store, `logs.streams.${region}/${name}`);
  }

  /** Does nothing where it exists. */
  createStream(group: GroupRecord, name: string): void {
    const streams = this.streams(group);
    if (!streams.get(name)) streams.put(name, { name, created: this.#context.clock.now() });
  }

  deleteStream(group: GroupRecord, name: string): void {
    this.#file(group, name).delete();
    this.#files.delete(this.#path(group, name));
    this.streams(group).delete(name);
  }

  append(group: GroupRecord, stream: string, events: readonly LogEvent[]): void {
    this.#file(group, stream).append(events, this.#context.clock.now());
    for (const listener of this.#listeners) listener(group, events);
  }

  onAppend(listener: LogListener): void {
    this.#listeners.add(listener);
  }

  /** Sorted by `eventId`, without what is older than the group keeps. */
  events(group: GroupRecord, stream: string): StoredEvent[] {
    const days = group.retentionInDays;
    const oldest = days === undefined ? -Infinity : this.#context.clock.now() - days * 86_400_000;
    return this.#file(group, stream)
      .events.filter(({ timestamp }) => timestamp >= oldest)
      .toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
  }

  arn({ region, name }: GroupRecord): string {
    return `arn:${this.#context.partition}:logs:${region}:${this.#context.accountId}:log-group:${name}`;
  }

  #file(group: GroupRecord, stream: string): StreamFile {
    const path = this.#path(group, stream);
    let file = this.#files.get(path);
    if (!file) this.#files.set(path, (file = new StreamFile(path)));
    return file;
  }

  #path({ region, name }: GroupRecord, stream: string): string {
    const hash = createHash('sha256')
      .update(JSON.stringify([region, name, stream]))
      .digest('hex');
    return join(this.#context.stateDir, 'logs', `${hash}.jsonl`);
  }
}

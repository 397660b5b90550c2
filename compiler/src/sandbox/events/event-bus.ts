import type { SandboxContext } from '../context.ts';
import { stableHex } from '../resources/physical-id.ts';
import { Table } from '../table.ts';
import { matchesPattern } from './event-pattern.ts';

export interface RuleRecord {
  /** Of the stack resource that made it. */
  readonly owner: string;
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  /** Absent for one with a schedule only. */
  readonly pattern?: unknown;
  readonly enabled: boolean;
  /** ARNs. */
  readonly targets: readonly string[];
}

/** What a service tells: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export interface PublishedEvent {
  readonly region: string;
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  /** Asked for only where somebody listens. */
  readonly detail: () => object;
}

/** Adds a line to a log stream; returns whether the log group exists. */
type WriteLog = (
  destination: {
    readonly region: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
    readonly createGroup: boolean;
  },
  events: readonly { readonly timestamp: number; readonly message: string }[],
) => boolean;

/**
 * The default event bus of each region, as far as events of services go to log groups.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
 */
export class EventBus {
  readonly rules: Table<RuleRecord>;
  readonly context: SandboxContext;
  readonly #writeLog: WriteLog;

  constructor(context: SandboxContext, writeLog: WriteLog) {
    this.context = context;
    this.rules = new Table(context.store, 'events/rules');
    this.#writeLog = writeLog;
  }

  publish({ region, source, detailType, resources, detail }: PublishedEvent): void {
    const rules = this.rules
      .all()
      .filter((rule) => rule.region === region && rule.enabled && rule.pattern !== undefined);
    if (rules.length === 0) return;
    const { clock, accountId, randomHex } = this.context;
    const timestamp = clock.now();
    const event = {
      version: '0',
      id: uuid(randomHex(32)),
      'detail-type': detailType,
      source,
      account: accountId,
      time: `${new Date(timestamp).toISOString().slice(0, 19)}Z`,
      region,
      resources,
      detail: JSON.parse(JSON.stringify(detail())) as unknown,
    };
    for (const { pattern, targets, arn } of rules) {
      if (!matchesPattern(pattern, event)) continue;
      for (const target of targets) {
        const logGroupName = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(target)?.[1];
        if (logGroupName === undefined) continue;
        const logStreamName = uuid(stableHex(arn, 32));
        const message = JSON.stringify(event);
        this.#writeLog({ region, logGroupName, logStreamName, createGroup: false }, [{ timestamp, message }]);
      }
    }
  }
}

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

import type { EngineServices } from '../engine/turn.ts';
import type { DriftDetectionRecord, DriftRecord, StackRecord } from '../records.ts';
import { openTables } from '../services.ts';
import type { Tables } from '../tables.ts';
import { checkResource } from './check-resource.ts';

/** How long a detection takes here; on AWS it is up to several minutes. */
const DETECTION_MS = 1000;

/** Brings drift detections to their end, on the clock and from the store alone. */
export class DriftDetections {
  readonly #services: EngineServices;
  #cancel: () => void = () => undefined;

  constructor(services: EngineServices) {
    this.#services = services;
  }

  /** Looks at what is under way, now and again until nothing is. */
  wake(): void {
    this.#cancel();
    const { clock } = this.#services.context;
    const due = openTables(this.#services).driftDetections().filter(isUnderWay);
    if (due.length === 0) return;
    const at = Math.min(...due.map(({ startedAt }) => startedAt)) + DETECTION_MS;
    this.#cancel = clock.after(Math.max(0, at - clock.now()), () => this.#advance());
  }

  stop(): void {
    this.#cancel();
  }

  #advance(): void {
    const now = this.#services.context.clock.now();
    const tables = openTables(this.#services);
    for (const detection of tables.driftDetections().filter(isUnderWay)) {
      if (detection.startedAt + DETECTION_MS <= now)
        tables.putDriftDetection(this.#ended(tables, detection, now));
    }
    tables.transaction.commit();
    this.wake();
  }

  #ended(tables: Tables, detection: DriftDetectionRecord, now: number): DriftDetectionRecord {
    const stack = tables.stack(detection.stackId);
    const checked = stack ? this.#check(tables, stack, detection, now) : [];
    const unknown = checked.find(({ status }) => status === 'UNKNOWN');
    const drifted = checked.filter(({ status }) => status === 'MODIFIED' || status === 'DELETED').length;
    const status = drifted > 0 ? 'DRIFTED' : unknown ? 'UNKNOWN' : 'IN_SYNC';
    if (stack) tables.putStack({ ...stack, drift: { status, at: detection.startedAt } });
    return {
      ...detection,
      status: unknown ? 'DETECTION_FAILED' : 'DETECTION_COMPLETE',
      ...(unknown && {
        reason: `Failed to detect drift on resource [${unknown.logicalId}]: ${unknown.reason}`,
      }),
      drift: status,
      drifted,
    };
  }

  #check(
    tables: Tables,
    stack: StackRecord,
    { logicalIds }: DriftDetectionRecord,
    now: number,
  ): readonly DriftRecord[] {
    return tables
      .resources(stack.stackId)
      .filter(({ logicalId }) => logicalIds.length === 0 || logicalIds.includes(logicalId))
      .flatMap((resource) => {
        const drift = checkResource(this.#services.providers, stack, resource, now);
        if (!drift) return [];
        tables.putDrift(stack.stackId, drift);
        return [drift];
      });
  }
}

function isUnderWay({ status }: DriftDetectionRecord): boolean {
  return status === 'DETECTION_IN_PROGRESS';
}

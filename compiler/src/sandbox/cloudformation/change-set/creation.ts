import { reasonOf } from '../engine/reason.ts';
import { CALL_MS } from '../engine/timing.ts';
import type { EngineServices } from '../engine/turn.ts';
import type { ChangeSetRecord, StackRecord, ValidationFinding } from '../records.ts';
import { openTables } from '../services.ts';
import type { Tables } from '../tables.ts';
import { buildChanges } from './build.ts';

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Brings change sets from CREATE_PENDING over CREATE_IN_PROGRESS to their end, on the clock and from the store alone. */
export class ChangeSetCreation {
  readonly #services: EngineServices;
  #cancel: () => void = () => undefined;

  constructor(services: EngineServices) {
    this.#services = services;
  }

  /** Looks at what is pending, now and again until nothing is. */
  wake(): void {
    this.#cancel();
    const due = openTables(this.#services)
      .changeSets()
      .filter(isUnderWay)
      .map(({ at }) => at);
    if (due.length === 0) return;
    const ms = Math.max(0, Math.min(...due) - this.#services.context.clock.now());
    this.#cancel = this.#services.context.clock.after(ms, () => this.#advance());
  }

  stop(): void {
    this.#cancel();
  }

  #advance(): void {
    const now = this.#services.context.clock.now();
    const tables = openTables(this.#services);
    for (const changeSet of tables
      .changeSets()
      .filter((candidate) => isUnderWay(candidate) && candidate.at <= now)) {
      const stack = tables.stack(changeSet.stackId);
      const next: ChangeSetRecord =
        changeSet.status === 'CREATE_PENDING' || !stack
          ? { ...changeSet, status: 'CREATE_IN_PROGRESS', at: now + CALL_MS }
          : this.#created(tables, stack, changeSet);
      tables.putChangeSet(next);
    }
    tables.transaction.commit();
    this.wake();
  }

  #created(tables: Tables, stack: StackRecord, changeSet: ChangeSetRecord): ChangeSetRecord {
    try {
      const { differences, findings, changed, warning } = buildChanges(
        this.#services,
        tables,
        stack,
        changeSet.definition,
      );
      if (!changed) return { ...changeSet, status: 'FAILED', statusReason: NO_CHANGES };
      if (findings.length > 0 && !changeSet.disableValidation) {
        return {
          ...changeSet,
          status: 'FAILED',
          statusReason: validationReason(findings),
          differences,
          findings,
        };
      }
      return {
        ...changeSet,
        status: 'CREATE_COMPLETE',
        executionStatus: 'AVAILABLE',
        differences,
        ...(warning !== undefined && { statusReason: warning }),
      };
    } catch (error) {
      return { ...changeSet, status: 'FAILED', statusReason: reasonOf(error) };
    }
  }
}

function isUnderWay({ status }: ChangeSetRecord): boolean {
  return status === 'CREATE_PENDING' || status === 'CREATE_IN_PROGRESS';
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html */
function validationReason(findings: readonly ValidationFinding[]): string {
  const names = findings.map(({ name }) =>
    name === 'NAME_CONFLICT_VALIDATION'
      ? 'AWS::EarlyValidation::ResourceExistenceCheck'
      : 'AWS::EarlyValidation::PropertyValidation',
  );
  return `The following hook(s)/validation failed: [${[...new Set(names)].join(', ')}]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.`;
}

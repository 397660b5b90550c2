/** Which work of which resource. Without a stack name it is any stack's. */
export interface FaultTarget {
  readonly stackName?: string;
  readonly logicalId: string;
  readonly operation: 'create' | 'delete' | 'read' | 'update';
}

interface Failure extends FaultTarget {
  readonly reason: string;
  times: number;
}

/** What tests script: resources that fail, or that do not come to an end. Nothing happens unless asked for. */
export class ResourceFaults {
  readonly #failures: Failure[] = [];
  readonly #held = new Set<FaultTarget>();

  /** The work fails with `reason`, `times` times; for `Infinity`, always. */
  fail(target: FaultTarget, reason: string, times = 1): void {
    this.#failures.push({ ...target, reason, times });
  }

  /** The work stays under way until the function that this gives is called. */
  hold(target: FaultTarget): () => void {
    this.#held.add(target);
    return () => this.#held.delete(target);
  }

  /** Nothing fails or is held any more. */
  clear(): void {
    this.#failures.length = 0;
    this.#held.clear();
  }

  /** The reason to fail with, if any; counts as one time. */
  takeFailure(work: Required<FaultTarget>): string | undefined {
    const failure = this.#failures.find((candidate) => candidate.times > 0 && matches(candidate, work));
    if (!failure) return undefined;
    failure.times -= 1;
    return failure.reason;
  }

  isHeld(work: Required<FaultTarget>): boolean {
    return [...this.#held].some((target) => matches(target, work));
  }
}

function matches(target: FaultTarget, work: Required<FaultTarget>): boolean {
  return (
    target.logicalId === work.logicalId &&
    target.operation === work.operation &&
    (target.stackName === undefined || target.stackName === work.stackName)
  );
}

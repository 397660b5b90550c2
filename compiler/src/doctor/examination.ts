import type { Aws } from '../aws/aws.ts';
import type { Compilation } from '../compile.ts';
import type { Host } from '../host/host.ts';
import type { Machine } from '../host/machine.ts';

/** What one check found. */
export interface Finding {
  /** `note`: worth knowing, and no fault. `unknown`: it could not be found out. */
  readonly state: 'ok' | 'note' | 'fault' | 'unknown';
  readonly text: string;
  /** How to mend it; what to know, for a note. */
  readonly mend?: string;
}

/** What checks look at. */
export interface Patient {
  readonly host: Host;
  readonly machine: Machine;
  readonly environment: string;
  /** Undefined where the config has errors. */
  readonly compilation: Compilation | undefined;
  /** Undefined where there is no way to the account. */
  readonly aws: Aws | undefined;
}

/** One check. It gives nothing where there is nothing to check; what it throws is a bug, or an interruption. */
export interface Check {
  /** What it is about, a word or two: `credentials`. */
  readonly name: string;
  run(patient: Patient): Promise<readonly Finding[]>;
}

/** The findings of one check. */
export interface Diagnosis extends Finding {
  readonly check: string;
}

/** Runs checks one after another, and gives what they found in that order. */
export async function examine(checks: readonly Check[], patient: Patient): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  for (const { name, run } of checks) {
    patient.host.interrupted.throwIfAborted();
    for (const finding of await run(patient)) found.push({ check: name, ...finding });
  }
  return found;
}

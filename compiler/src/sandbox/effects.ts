import { closeSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock.ts';

export interface Effect {
  /** ISO 8601, of the sandbox's clock. */
  readonly time: string;
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Appends to `effects.jsonl` what really happened, a line an effect, at once and in order. */
export class EffectJournal {
  readonly #file: number;
  readonly #clock: Clock;

  constructor(stateDir: string, clock: Clock) {
    this.#file = openSync(join(stateDir, 'effects.jsonl'), 'a');
    this.#clock = clock;
  }

  append(kind: string, detail: Readonly<Record<string, unknown>>): void {
    const effect: Effect = { time: new Date(this.#clock.now()).toISOString(), kind, detail };
    writeSync(this.#file, `${JSON.stringify(effect)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** All effects of a state folder so far; a last line that was cut off is left out. */
export async function readEffects(stateDir: string): Promise<readonly Effect[]> {
  const text = await readFile(join(stateDir, 'effects.jsonl'), 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line): Effect => JSON.parse(line));
}

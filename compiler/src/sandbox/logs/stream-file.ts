import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

export interface StoredEvent extends LogEvent {
  readonly ingestionTime: number;
  /** Digits only; sorts by time, then by order of arrival, then by stream. */
  readonly eventId: string;
}

/** Bytes of a file of events; one full file is kept beside the one that grows. */
const largestFile = 4 * 1024 * 1024;

type Line = readonly [timestamp: number, ingestionTime: number, sequence: number, message: string];

/**
 * The events of one stream: a file of JSON lines that only grows, and the same in memory. When it is full it takes
 * the place of the one before, whose events are gone.
 */
export class StreamFile {
  readonly #path: string;
  readonly #streamDigits: string;
  #events: StoredEvent[];
  #older: number;
  #size: number;
  #sequence: number;

  constructor(path: string) {
    this.#path = path;
    const hash = createHash('sha256').update(path).digest().readUIntBE(0, 6);
    this.#streamDigits = String(hash).padStart(15, '0');
    const older = this.#read(this.#previous);
    const current = this.#read(path);
    this.#events = [...older, ...current];
    this.#older = older.length;
    this.#size = existsSync(path) ? readFileSync(path).byteLength : 0;
    this.#sequence = this.#events.length === 0 ? 0 : Number(this.#events.at(-1)?.eventId.slice(14, 26)) + 1;
  }

  /** In the order of arrival. */
  get events(): readonly StoredEvent[] {
    return this.#events;
  }

  append(events: readonly LogEvent[], ingestionTime: number): void {
    if (events.length === 0) return;
    const lines = events.map((event): Line => {
      const sequence = this.#sequence;
      this.#sequence += 1;
      return [event.timestamp, ingestionTime, sequence, event.message];
    });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const size = Buffer.byteLength(text);
    if (this.#size + size > largestFile && this.#size > 0) this.#rotate();
    mkdirSync(dirname(this.#path), { recursive: true });
    appendFileSync(this.#path, text);
    this.#size += size;
    this.#events.push(...lines.map((line) => this.#stored(line)));
  }

  delete(): void {
    rmSync(this.#path, { force: true });
    rmSync(this.#previous, { force: true });
  }

  get #previous(): string {
    return `${this.#path}.1`;
  }

  #rotate(): void {
    renameSync(this.#path, this.#previous);
    this.#events = this.#events.slice(this.#older);
    this.#older = this.#events.length;
    this.#size = 0;
  }

  /** A last line that was cut off was never acknowledged. */
  #read(path: string): StoredEvent[] {
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').split('\n');
    const torn = lines.pop();
    const events = lines.map((line): StoredEvent => this.#stored(JSON.parse(line)));
    if (torn) this.#rewriteWithout(path, lines);
    return events;
  }

  #rewriteWithout(path: string, lines: readonly string[]): void {
    rmSync(path);
    appendFileSync(path, lines.map((line) => `${line}\n`).join(''));
  }

  #stored([timestamp, ingestionTime, sequence, message]: Line): StoredEvent {
    const digits = (value: number, length: number): string =>
      String(Math.max(0, value)).padStart(length, '0');
    return {
      timestamp,
      message,
      ingestionTime,
      eventId: digits(timestamp, 14) + digits(sequence, 12) + this.#streamDigits,
    };
  }
}

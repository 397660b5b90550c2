import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WriteQueue } from '../../src/log/write-queue.ts';

/** A reader that takes as many bytes as it is told, and then stalls; no more than so many bytes wait for it. */
function reader(most = 100) {
  const got: Buffer[] = [];
  const reader = { room: Infinity, failure: undefined as NodeJS.ErrnoException | undefined };
  const lost: number[] = [];
  const put = vi.fn<(bytes: Buffer) => number>((bytes) => {
    if (reader.failure) throw reader.failure;
    const taken = Math.min(reader.room, bytes.length);
    if (taken === 0) throw Object.assign(new Error('try again'), { code: 'EAGAIN' });
    reader.room -= taken;
    got.push(bytes.subarray(0, taken));
    return taken;
  });
  const queue = new WriteQueue({ put, most, lost: (lines) => lost.push(lines) });
  return { reader, queue, put, lost, got: () => Buffer.concat(got).toString() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what is written', () => {
  it('is taken at once where there is room', () => {
    const { queue, put, got, lost } = reader();
    queue.write(Buffer.from('a\n'));
    queue.write(Buffer.from('é\n'));
    expect([got(), put.mock.calls.length, lost]).toEqual(['a\né\n', 2, []]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for a reader that stalls, and comes whole and in order', () => {
    const { queue, reader: slow, got, put } = reader();
    slow.room = 2;
    queue.write(Buffer.from('één\n'));
    queue.write(Buffer.from('twee\n'));
    queue.write(Buffer.from('drie\n'));
    expect([got(), put.mock.calls.length]).toEqual(['é', 2]);
    slow.room = 6;
    vi.advanceTimersByTime(10);
    expect(got()).toBe('één\ntw');
    slow.room = Infinity;
    vi.advanceTimersByTime(10);
    expect(got()).toBe('één\ntwee\ndrie\n');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is dropped in whole pieces where too much waits, and counted once there is room again', () => {
    const { queue, reader: slow, got, lost } = reader(10);
    slow.room = 0;
    queue.write(Buffer.from('a\nb\n'));
    queue.write(Buffer.from('c\nd\n'));
    queue.write(Buffer.from('lost\nlost\nlost\n'));
    queue.write(Buffer.from('e\n'));
    queue.write(Buffer.from('lost\n'));
    expect(lost).toEqual([]);
    slow.room = Infinity;
    vi.advanceTimersByTime(10);
    expect([got(), lost]).toEqual(['a\nb\nc\nd\ne\n', [4]]);
    queue.write(Buffer.from('f\n'));
    expect(lost).toEqual([4]);
  });

  it('is lost where the reader is gone, and the next is tried again', () => {
    const { queue, reader: dead, got, lost } = reader();
    dead.room = 0;
    queue.write(Buffer.from('a\nb\n'));
    dead.failure = Object.assign(new Error('no reader'), { code: 'EPIPE' });
    vi.advanceTimersByTime(10);
    queue.write(Buffer.from('c\n'));
    expect(vi.getTimerCount()).toBe(0);
    Object.assign(dead, { failure: undefined, room: Infinity });
    queue.write(Buffer.from('d\n'));
    expect([got(), lost]).toEqual(['d\n', [3]]);
  });
});

describe('what waits at the end', () => {
  it('is written as soon as there is room', () => {
    const { queue, reader: slow, got } = reader();
    slow.room = 0;
    queue.write(Buffer.from('a\n'));
    slow.room = Infinity;
    queue.drain(0);
    expect(got()).toBe('a\n');
  });

  it('is waited for no longer than it may', () => {
    vi.useRealTimers();
    const { queue, reader: slow, put, got } = reader();
    slow.room = 0;
    queue.write(Buffer.from('a\n'));
    queue.drain(25);
    expect(got()).toBe('');
    expect(put.mock.calls.length).toBeGreaterThan(2);
  });
});

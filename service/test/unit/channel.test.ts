import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { Channel } from '../../src/cluster/channel.ts';
import { channelPair } from '../channels.ts';

describe('a channel', () => {
  it('carries news and questions both ways', async () => {
    const { here, there } = channelPair();
    const heard: string[] = [];
    there.hear('level', (level) => heard.push(level));
    await here.tell('level', 'debug');
    there.answer('hit', ({ key, window }) => ({ current: key.length, ttl: window }));
    here.answer('scrape', async () => 'text');
    expect(await here.ask('hit', { key: 'abc', window: 5 }, 100)).toEqual({ current: 3, ttl: 5 });
    expect(await there.ask('scrape', null, 100)).toBe('text');
    expect(heard).toEqual(['debug']);
  });

  it('passes on why there is no answer', async () => {
    const { here, there } = channelPair();
    there.answer('scrape', () => Promise.reject(new Error('no idea')));
    await expect(here.ask('scrape', null, 100)).rejects.toThrow('no idea');
    there.answer('scrape', () => {
      throw 'nothing';
    });
    await expect(here.ask('scrape', null, 100)).rejects.toThrow('nothing');
  });

  it('waits no longer than it was told, and takes no late answer', async () => {
    vi.useFakeTimers();
    const { here, there } = channelPair();
    let answer: (text: string) => void = () => {};
    there.answer('scrape', () => new Promise((resolve) => (answer = resolve)));
    const asked = here.ask('scrape', null, 1_000).catch((error: unknown) => String(error));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked).toContain('no answer to "scrape" within 1000 ms');
    answer('late');
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
  });

  it('fails every question when the other process ends', async () => {
    const { here, there, close } = channelPair();
    there.answer('scrape', () => new Promise(() => {}));
    const asked = here.ask('scrape', null, 60_000);
    close();
    await expect(asked).rejects.toThrow('the other process has ended');
    await expect(here.ask('scrape', null, 60_000)).rejects.toThrow('the other process has ended');
    await here.tell('alive', null);
  });

  it('fails a question that cannot be sent', async () => {
    const channel = new Channel({
      send: (_message, sent) => sent(new Error('the pipe is closed')),
      onMessage: () => {},
      onClose: () => {},
    });
    await expect(channel.ask('scrape', null, 60_000)).rejects.toThrow('the pipe is closed');
  });

  it('leaves alone what others send', () => {
    const events = new EventEmitter();
    const channel = new Channel({
      send: () => {},
      onMessage: (listener) => events.on('message', listener),
      onClose: () => {},
    });
    channel.hear('ready', () => expect.unreachable());
    events.emit('message', { cmd: 'NODE_something' });
    events.emit('message', { answer: 99 });
    events.emit('message', { tell: 'nothing that is known' });
  });
});

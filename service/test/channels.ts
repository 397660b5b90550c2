import { EventEmitter } from 'node:events';
import { Channel } from '../src/cluster/channel.ts';

/** Two ends of a channel in one process. */
export function channelPair(): { here: Channel; there: Channel; close: () => void } {
  const [a, b] = [new EventEmitter(), new EventEmitter()];
  const end = (own: EventEmitter, other: EventEmitter) =>
    new Channel({
      send: (message, sent) => {
        other.emit('message', message);
        sent(null);
      },
      onMessage: (listener) => own.on('message', listener),
      onClose: (listener) => own.on('close', listener),
    });
  const close = () => {
    a.emit('close');
    b.emit('close');
  };
  return { here: end(a, b), there: end(b, a), close };
}

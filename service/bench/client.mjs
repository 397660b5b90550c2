import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Sends a number of requests over connections that stay open, one at a time on each, and fails where an answer is not
 * 200. It can stop after any number, and it never sleeps while answers are due: to wake a client up costs whoever
 * answers it, and the server that leaves it time to fall asleep pays that more often than the one that does not.
 */
export class Client {
  #request;
  #sockets = [];
  #toSend = 0;
  #toCome = 0;
  #finished = () => {};

  static async open(url, connections) {
    const client = new Client();
    const { host, hostname, port, pathname, search } = new URL(url);
    client.#request = `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    for (let count = 0; count < connections; count += 1) {
      const socket = connect({ host: hostname, port, noDelay: true });
      await once(socket, 'connect');
      let before = Buffer.alloc(0);
      socket.on('data', (data) => {
        const answer = before.length === 0 ? data : Buffer.concat([before, data]);
        const whole = isWhole(answer);
        before = whole ? Buffer.alloc(0) : answer;
        if (whole) client.#answered(socket);
      });
      client.#sockets.push(socket);
    }
    return client;
  }

  /** Resolves when as many requests as that were answered. */
  send(amount) {
    return new Promise((resolve) => {
      this.#finished = resolve;
      this.#toSend = amount;
      this.#toCome = amount;
      for (const socket of this.#sockets) this.#next(socket);
      const stayAwake = () => this.#toCome > 0 && setImmediate(stayAwake);
      stayAwake();
    });
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
  }

  #answered(socket) {
    this.#toCome -= 1;
    if (this.#toCome === 0) this.#finished();
    this.#next(socket);
  }

  #next(socket) {
    if (this.#toSend === 0) return;
    this.#toSend -= 1;
    socket.write(this.#request);
  }
}

// There is one answer at a time, with its length in a header, as all of these servers send it.
function isWhole(answer) {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = answer.latin1Slice(0, end);
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 200 ') || length === undefined)
    throw new Error(`not what was asked for:\n${head}`);
  return answer.length >= end + 4 + Number(length);
}

import { get } from 'node:http';
import type { Settings } from './settings.ts';

const TIMEOUT = 2_000;
// An address that means "all of them" can be listened on, but not called.
const CALLABLE = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

/** Whether the service with these settings answers on this machine within two seconds. */
export function probe({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<boolean> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(TIMEOUT);
    get({ host: CALLABLE.get(host) ?? host, port, path: '/health/live', signal }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

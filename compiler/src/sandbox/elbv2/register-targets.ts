import { BlockList, isIP } from 'node:net';
import { AwsError } from '../aws-error.ts';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');

/**
 * Targets are on this machine only: the sandbox opens no connection to others.
 * @throws AwsError `InvalidTarget` for any other address
 */
export function checkTarget(id: string): void {
  if (isIP(id) === 4 && LOOPBACK.check(id, 'ipv4')) return;
  throw new AwsError('InvalidTarget', `Target '${id}' is not an address of this machine (127.0.0.0/8)`);
}

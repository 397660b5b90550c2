import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SandboxContext } from '../../context.ts';
import { Table } from '../../table.ts';

/** Of a password of `GetAuthorizationToken`. */
export const PASSWORD_MS = 12 * 3_600_000;

/** The one user that there is. https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html */
export const USER = 'AWS';

/** A password for the registry of a region, good for twelve hours. It says which region, as ECR's own do. */
export function makePassword(context: SandboxContext, region: string): string {
  const content = Buffer.from(JSON.stringify({ region, expires: context.clock.now() + PASSWORD_MS }));
  return `${content.toString('base64url')}.${sign(context, content)}`;
}

/** The region that a password is for; undefined where it is none, or its time is over. */
export function regionOfPassword(context: SandboxContext, password: string): string | undefined {
  const [encoded = '', signature = ''] = password.split('.');
  const content = Buffer.from(encoded, 'base64url');
  const expected = Buffer.from(sign(context, content));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const { region, expires }: { region: string; expires: number } = JSON.parse(content.toString());
  return context.clock.now() < expires ? region : undefined;
}

function sign(context: SandboxContext, content: Buffer): string {
  return createHmac('sha256', key(context)).update(content).digest('base64url');
}

/** Made once for each state, so that a login outlives a restart. */
function key(context: SandboxContext): string {
  const keys = new Table<string>(context.store, 'ecr.keys');
  return keys.get('password') ?? keys.put('password', context.randomHex(64));
}

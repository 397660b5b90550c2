import type { SandboxContext } from '../context.ts';

/** `arn:aws:ecs:<region>:<account>:<resource>` */
export function ecsArn(context: SandboxContext, region: string, resource: string): string {
  return `arn:${context.partition}:ecs:${region}:${context.accountId}:${resource}`;
}

/** The region of an ARN. */
export function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}

/** What stands after the last slash: a name, an id, `family:revision`. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Nineteen digits, as ECS numbers deployments and revisions. */
export function longNumber(context: SandboxContext): string {
  const number = BigInt(`0x${context.randomHex(16)}`) % 9_000_000_000_000_000_000n;
  return String(1_000_000_000_000_000_000n + number);
}

/** The id of a container's network interface, an event, a runtime: `8-4-4-4-12` hexadecimal digits. */
export function uuid(context: SandboxContext): string {
  return context.randomHex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** 32 hexadecimal digits as a version 4 UUID. */
export function uuidFrom(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

interface Owner {
  readonly partition: string;
  readonly accountId: string;
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
export function stackArn(
  { partition, accountId }: Owner,
  region: string,
  name: string,
  uuid: string,
): string {
  return `arn:${partition}:cloudformation:${region}:${accountId}:stack/${name}/${uuid}`;
}

export function changeSetArn(
  { partition, accountId }: Owner,
  region: string,
  name: string,
  uuid: string,
): string {
  return `arn:${partition}:cloudformation:${region}:${accountId}:changeSet/${name}/${uuid}`;
}

export function isArn(nameOrArn: string): boolean {
  return nameOrArn.startsWith('arn:');
}

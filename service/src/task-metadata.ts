// The endpoint is on the task's own host, so an answer that takes longer is not coming.
const TIMEOUT = 1_000;

/**
 * The ARN of the Amazon ECS task that this process runs in.
 *
 * @param uri the value of `ECS_CONTAINER_METADATA_URI_V4`
 * @throws when the endpoint cannot be read within a second
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html
 */
export async function taskArn(uri: string): Promise<string | undefined> {
  const response = await fetch(`${uri}/task`, { signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new Error(`the task metadata endpoint answered ${response.status}`);
  const metadata: unknown = await response.json();
  if (typeof metadata !== 'object' || metadata === null || !('TaskARN' in metadata)) return undefined;
  return typeof metadata.TaskARN === 'string' ? metadata.TaskARN : undefined;
}

/**
 * The fourth part of an ARN.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function regionOf(arn: string): string | undefined {
  return arn.split(':')[3] || undefined;
}

import { allPages } from '../aws/client.ts';
import type { CloudFormationApi } from '../aws/cloudformation.ts';
import { holdsData } from '../plan/holds-data.ts';
import type { Style } from '../host/host.ts';
import { patiently, type Clock } from './clock.ts';
import type { DeployedStack } from './deployed-stacks.ts';

/** A stack that a destruction would delete, as it is in the account. */
export interface DoomedStack {
  readonly name: string;
  readonly status: string;
  /** Termination protection: it goes only with `--allow delete`. */
  readonly protected: boolean;
  /** How many it has. */
  readonly resources: number;
  /** Those that hold data, as `<logical id> (<type>)`. */
  readonly data: readonly string[];
}

/** Looks at what would go, and changes nothing. */
export async function doomed(
  api: CloudFormationApi,
  clock: Clock,
  { name, id, status, isProtected }: DeployedStack,
): Promise<DoomedStack> {
  const all = await allPages(
    (token) =>
      patiently(clock, () =>
        api.listStackResources({ StackName: id, ...(token !== undefined && { NextToken: token }) }),
      ),
    ({ StackResourceSummaries }) => StackResourceSummaries,
    ({ NextToken }) => NextToken,
  );
  const there = all.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE');
  return {
    name,
    status,
    protected: isProtected,
    resources: there.length,
    data: there
      .filter(({ ResourceType = '' }) => holdsData(ResourceType))
      .map(({ LogicalResourceId, ResourceType }) => `${LogicalResourceId} (${ResourceType})`),
  };
}

/** One line a stack, and below it what holds data. */
export function listText(environment: string, stacks: readonly DoomedStack[], style: Style): string {
  if (stacks.length === 0) return `${environment} is not deployed: there is nothing to delete\n`;
  const rows = stacks.flatMap(({ name, status, protected: isProtected, resources, data }) => [
    `  ${name}  ${status}, ${resources} ${resources === 1 ? 'resource' : 'resources'}${isProtected ? ', protected' : ''}\n`,
    ...data.map((one) => `    ${style.yellow('data')} ${one}\n`),
  ]);
  return `${environment}: destroy would delete\n${rows.join('')}`;
}

import type { CloudFormationApi, Stack } from '../aws/cloudformation.ts';
import { allPages } from '../aws/client.ts';
import { patiently, type Clock } from './clock.ts';

/** A stack of an application as it is in the account, whatever the config says today. */
export interface DeployedStack {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  /** By its tag: an environment, or `common`. */
  readonly environment: string;
  /** How many kinds of stacks may use it: those of rank 0 are used by nobody. */
  readonly rank: number;
  /** Termination protection: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html */
  readonly isProtected: boolean;
  readonly outputs: Readonly<Record<string, string>>;
}

/** All stacks of an application in the account and region, by the tags that platc gave them. */
export async function deployedStacks(
  api: CloudFormationApi,
  clock: Clock,
  app: string,
): Promise<readonly DeployedStack[]> {
  const stacks = await allPages(
    (token) => patiently(clock, () => api.describeStacks(token === undefined ? {} : { NextToken: token })),
    ({ Stacks }) => Stacks,
    ({ NextToken }) => NextToken,
  );
  return stacks.flatMap((stack) => {
    const environment = environmentOf(stack, app);
    if (environment === undefined || stack.StackStatus === 'DELETE_COMPLETE') return [];
    return [
      {
        name: stack.StackName ?? '',
        id: stack.StackId ?? '',
        status: stack.StackStatus ?? '',
        environment,
        rank: rankOf(stack.StackName ?? '', app, environment),
        isProtected: stack.EnableTerminationProtection ?? false,
        outputs: Object.fromEntries(
          (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']),
        ),
      },
    ];
  });
}

/** A stack gets its tags when its first change set is executed; one that never was is known by its name alone. */
function environmentOf(stack: Stack, app: string): string | undefined {
  const tags = Object.fromEntries((stack.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  if (tags['managed-by'] === 'platc') return tags['app'] === app ? tags['environment'] : undefined;
  const name = stack.StackName ?? '';
  if (stack.StackStatus !== 'REVIEW_IN_PROGRESS' || !name.startsWith(`${app}-`)) return undefined;
  if (name === `${app}-common` || name === `${app}-access` || name.startsWith(`${app}-registry-`))
    return 'common';
  return /^([a-z][a-z0-9]*)-/.exec(name.slice(app.length + 1))?.[1];
}

/** Stacks in the order in which they are deleted: what is used after what uses it. Those of one group depend on nothing in it. */
export function deletionOrder(stacks: readonly DeployedStack[]): readonly (readonly DeployedStack[])[] {
  const ranks = [...new Set(stacks.map(({ rank }) => rank))].toSorted((a, b) => a - b);
  return ranks.map((wanted) => stacks.filter(({ rank }) => rank === wanted));
}

/** Services and registries first, then platform, network, access, and the artifacts that everything may have used. */
function rankOf(name: string, app: string, environment: string): number {
  const prefix = environment === 'common' ? `${app}-` : `${app}-${environment}-`;
  return ['platform', 'network', 'access', 'common'].indexOf(name.slice(prefix.length)) + 1;
}

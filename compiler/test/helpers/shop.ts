import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { stringify } from 'yaml';
import { command as deploy } from '../../src/commands/deploy.ts';
import { command as plan } from '../../src/commands/plan.ts';
import { command as status } from '../../src/commands/status.ts';
import type { Host } from '../../src/host/host.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { EnvironmentStatus } from '../../src/status/status.ts';
import { sandboxProject, type Happening, type SandboxProject } from './sandbox-project.ts';

/** The application `shop` with the service `api`, whose environment `test` is a sandbox in eu-west-1. */
export interface Shop extends SandboxProject {
  /** Settings for an SDK client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Writes platform.yaml anew: keys of the application, and of its service. */
  describe(config: object, api?: object): void;
  /** `platc deploy --env test --push --yes` */
  ship(given?: { readonly allow?: readonly string[] }): Promise<Record<string, unknown>>;
  /** What `platc plan` shows: see `planLines`. */
  planned(): Promise<readonly string[]>;
  status(): Promise<EnvironmentStatus & { readonly code: number }>;
  stack(name: string): Promise<{
    readonly parameters: Readonly<Record<string, string>>;
    readonly outputs: Readonly<Record<string, string>>;
  }>;
  /** By name. */
  logGroups(): Promise<
    Readonly<Record<string, { readonly kmsKeyId?: string | undefined; retentionInDays?: number | undefined }>>
  >;
}

/**
 * The changes of a plan, sorted: `<stack> <action> <logical id> <changed properties> ← <file>: <the line that it names>`.
 * @param host which has the files
 */
export function planLines({ stacks }: Pick<Plan, 'stacks'>, host: Host): readonly string[] {
  const lineAt = ({ file, line }: { readonly file: string; readonly line: number }) => {
    const text = new TextDecoder().decode(host.readFile(file));
    return `${file}: ${text.split('\n')[line - 1]?.trim()}`;
  };
  return stacks
    .flatMap(({ name, changes }) =>
      changes.map(({ logicalId, action, properties, place }) => {
        const from = properties[0]?.place ?? place;
        const changed = [name, action, logicalId, ...properties.map(({ property }) => property)].join(' ');
        return action === 'Remove' || !from ? changed : `${changed} ← ${lineAt(from)}`;
      }),
    )
    .toSorted();
}

export async function openShop(happening: Happening = {}): Promise<Shop> {
  const project = await sandboxProject('eu-west-1', happening);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = { endpoint: project.endpoint, region: 'eu-west-1', credentials };
  const describe = (config: object, api: object = {}) =>
    project.write(
      'platform.yaml',
      stringify({
        app: 'shop',
        region: 'eu-west-1',
        network: { nat: 'none' },
        services: { api: { build: './api', ...api } },
        ...config,
      }),
    );
  describe({});
  project.write('environments/test.yaml', 'target: sandbox\n');
  project.write('api/package.json', { name: 'api' });
  project.write('api/server.js', '// version 1\n');
  project.write('api/Dockerfile', 'FROM node\nCOPY server.js /app/\nCMD ["node", "/app/server.js"]\n');

  const pairs = (list: readonly (readonly [string | undefined, string | undefined])[]) =>
    Object.fromEntries(list.map(([key = '', value = '']) => [key, value]));

  return {
    ...project,
    client,
    describe,
    ship: (given = {}) => project.json(deploy, { env: 'test', yes: true, push: true, ...given }),
    async planned() {
      return planLines((await project.json(plan, { env: 'test' })) as unknown as Plan, project.host);
    },
    async status() {
      const document = await project.json(status, { env: 'test', 'exit-code': true });
      return document as unknown as EnvironmentStatus & { readonly code: number };
    },
    async stack(name) {
      const { Stacks } = await (await project.aws().cloudFormation()).describeStacks({ StackName: name });
      const [found] = Stacks ?? [];
      return {
        parameters: pairs(
          (found?.Parameters ?? []).map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
        ),
        outputs: pairs((found?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
      };
    },
    async logGroups() {
      const { logGroups = [] } = await new CloudWatchLogsClient(client).send(
        new DescribeLogGroupsCommand({}),
      );
      return Object.fromEntries(logGroups.map((group) => [group.logGroupName ?? '', group]));
    },
  };
}

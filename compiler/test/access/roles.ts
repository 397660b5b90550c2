import { compileShared } from '../../src/compile.ts';
import { ACCOUNT, deployed, type Policy } from '../helpers/iam.ts';
import { memoryHost } from '../helpers/memory-host.ts';

export const REGION = 'eu-central-1';
export const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
export const ZONE = 'Z0123456789ABC';
export const BUCKET = 'arn:aws:s3:::shop-common-artifactsbucket-1abc';

/** An application with the roles of two environments, dev and prod. */
export const platform = {
  app: 'shop',
  region: REGION,
  services: { api: { image: `registry.example.com/api@sha256:${'a'.repeat(64)}` } },
  access: {
    github: { repository: 'my-org/shop', organizationId: '11', repositoryId: '22', provider: PROVIDER },
  },
};

export type Resources = ReturnType<typeof deployed>;

/** The resources of `<app>-access` as IAM gets them. */
export function accessOf(application: object = platform): Resources {
  const compiled = compileShared(
    memoryHost([
      ['platform.yaml', JSON.stringify(application)],
      ['environments/dev.yaml', `account: '${ACCOUNT}'\n`],
      [
        'environments/prod.yaml',
        `loadBalancer: { domain: { name: shop.example.com, hostedZoneId: ${ZONE} } }\n`,
      ],
    ]),
  );
  const stack = compiled.model && compiled.shared.find(({ kind }) => kind === 'access');
  return deployed(stack?.body ?? '', REGION, {
    ArtifactsBucketName: 'shop-common-artifactsbucket-1abc',
    GitHubProvider: PROVIDER,
  });
}

/** The policies written into a role. */
export function inlinePolicies(resources: Resources, role: string): readonly Policy[] {
  const policies = resources.get(role)?.properties['Policies'] as readonly Policy[];
  return policies.map((policy) => policy['PolicyDocument'] as Policy);
}

export const here = (service: string, resource: string) =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
export const iam = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;
export const inAccount = { 'aws:ResourceAccount': ACCOUNT };
export const tags = (environment: string, app = 'shop') => ({
  'aws:ResourceTag/app': app,
  'aws:ResourceTag/environment': environment,
});

type Row = readonly [action: string, resource: string, context?: Readonly<Record<string, string>>];

/** Each row with its context, empty where it has none. */
export const rows = (...table: readonly Row[]) =>
  table.map(([action, resource, context]) => ({ action, resource, context }));

export function statementsOf(policy: Policy): readonly Policy[] {
  return policy['Statement'] as readonly Policy[];
}

export function actionsOf(policy: Policy): readonly string[] {
  return statementsOf(policy).flatMap((statement) => statement['Action'] as readonly string[]);
}

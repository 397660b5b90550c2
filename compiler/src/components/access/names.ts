import type { Model } from '../../model.ts';
import { originOf } from '../../provenance.ts';

/** Whose rights a policy describes. The names are checked by the schema, so that they may stand in ARNs and in `Fn::Sub`. */
export interface Place {
  readonly app: string;
  readonly environment: string;
  readonly region: string;
}

/** Whether an environment gets roles from `<app>-access`: not the one on this machine. */
export function hasRoles(model: Model): boolean {
  return model.config.access !== undefined && model.config.target === 'aws';
}

export function placeOf({ config: { app, region }, environment }: Model): Place {
  return { app, environment, region };
}

/** The Region of `<app>-access`: that of platform.yaml, also where the environment has another. */
export function homeRegion(model: Model): string {
  const home = originOf(model.origins, ['region'])?.overrides?.value;
  return typeof home === 'string' ? home : model.config.region;
}

/** Where the roles of an environment's own stacks live. Those of `<app>-access` live elsewhere, so that no execution role reaches itself. */
export function rolePath({ app, environment }: Pick<Place, 'app' | 'environment'>): string {
  return `/platc/${app}/${environment}/`;
}

/** Where the roles and policies of `<app>-access` live. */
export function accessPath(app: string): string {
  return `/platc-access/${app}/`;
}

export function boundaryName({ app, environment }: Place): string {
  return `${app}-${environment}-boundary`;
}

/** Who says of a token what GitHub's jobs are; the name of an OIDC provider is its address. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** What every role that the execution role makes must carry. */
export function boundaryArn(place: Place): string {
  return iamArn(`policy${accessPath(place.app)}${boundaryName(place)}`);
}

export function executionRoleName({ app, environment }: Place): string {
  return `${app}-${environment}-execution`;
}

export function executionRoleArn(place: Place): string {
  return iamArn(`role${accessPath(place.app)}${executionRoleName(place)}`);
}

/** What pipelines do, each with a role of its own. What environments share is compared only: the rest is for a person. */
export const pipelines = ['deploy', 'destroy', 'drift'] as const;
export type Pipeline = (typeof pipelines)[number];

/** The environment of GitHub whose jobs take a role. The workflows `deploy-environment`, `destroy` and `drift` name the same. */
export function githubEnvironment(pipeline: Pipeline, environment: string): string {
  return pipeline === 'deploy' ? environment : `${pipeline}-${environment}`;
}

/** The name of an environment as a part of logical ids; `checkAccess` keeps two from becoming the same. */
export function idOf(environment: string): string {
  const letters = environment.replaceAll('-', '');
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

/** The output of `<app>-access` with the ARN of an environment's execution role. */
export function executionRoleOutput(environment: string): string {
  return `ExecutionRoleArn${idOf(environment)}`;
}

/** IAM is global: its ARNs have no Region. */
export function iamArn(resource: string): string {
  return `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${resource}`;
}

export function arn(service: string, region: string, resource: string): string {
  return `arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${resource}`;
}

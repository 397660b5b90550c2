import type { Model } from '../../model.ts';
import { from, type Sourced } from '../../provenance.ts';
import { defineComponent, LogicalId, type View } from '../component.ts';
import { boundaryPolicy } from './boundary-policy.ts';
import { checkAccess } from './check-access.ts';
import { commonDriftPolicy } from './common-drift-policy.ts';
import { deployPolicy } from './deploy-policy.ts';
import { destroyPolicy } from './destroy-policy.ts';
import { driftPolicy } from './drift-policy.ts';
import { areas, executionPolicies, type Scope } from './execution-policy.ts';
import {
  accessPath,
  arn,
  boundaryName,
  executionRoleName,
  githubEnvironment,
  hasRoles,
  idOf,
  placeOf,
  type Pipeline,
  type Place,
} from './names.ts';
import { substituted, substitutedConditions, type Statement } from './statement.ts';
import { githubTrust } from './trust.ts';

/** Who may deploy, destroy and compare: for each environment a role for each of its pipelines, and one that CloudFormation acts as; one that compares what they share. */
export const access = defineComponent({
  name: 'access',
  stack: 'access',
  origin: ({ model }) => model.root.at('access'),
  when: ({ model }) =>
    model.environment === 'common' &&
    model.config.access !== undefined &&
    (model.config.access.github?.provider === undefined || model.environments.some(hasRoles)),
  view({ model }) {
    const config = model.root.at('access');
    const provider = config.at('github').at('provider');
    const own = model.environments.filter(hasRoles);
    return {
      makesProvider: provider.value === undefined,
      provider,
      hasConditions: own.some((environment) => environment.config.account !== undefined),
      usesBucket: own.length > 0,
      roles: [
        ...own.flatMap((environment) => environmentRoles(environment, model, config)),
        ...(own.length > 0 ? [commonRole(model, config)] : []),
      ],
      environments: own.map((environment) => environmentView(environment, config)),
    };
  },
  check: checkAccess,
});

function environmentView(own: Model, access: Sourced<unknown>): View {
  const place = placeOf(own);
  const { app, environment } = place;
  const policies = executionPolicies(scopeOf(own));
  const value = <T>(made: T) => from(made, access);
  const laidOut = (statements: readonly Statement[]) => statements.map((one) => statementView(one, access));
  const { account } = own.config;
  return {
    id: new LogicalId(idOf(environment)),
    hasAccount: account !== undefined,
    account: value(account ?? ''),
    path: value(accessPath(app)),
    executionName: value(executionRoleName(place)),
    boundaryName: value(boundaryName(place)),
    executionDescription: value(`CloudFormation changes ${environment} of ${app} with it`),
    boundaryDescription: value(`The most that a role of ${environment} of ${app} can do`),
    stacks: value(substituted(arn('cloudformation', place.region, `stack/${app}-${environment}-*/*`))),
    boundary: laidOut(boundaryPolicy(place)),
    execution: areas.map((area) => ({
      area: new LogicalId(area),
      environmentId: new LogicalId(idOf(environment)),
      hasAccount: account !== undefined,
      description: value(`${area} of ${environment} of ${app}`),
      path: value(accessPath(app)),
      statements: laidOut(policies.get(area) ?? []),
    })),
  };
}

function environmentRoles(own: Model, common: Model, access: Sourced<unknown>): readonly View[] {
  const place = placeOf(own);
  const bucket = bucketOf(own, common, place);
  const role = roleOf(own, common, access);
  return [
    role('deploy', 'deploy', deployPolicy(place, bucket)),
    role('destroy', 'destroy', destroyPolicy(place, bucket)),
    role('drift', 'look for drift in', driftPolicy(scopeOf(own))),
  ];
}

/** In each account that this stack is deployed in: what environments share belongs to none of them. */
function commonRole(common: Model, access: Sourced<unknown>): View {
  const place = placeOf(common);
  const statements = commonDriftPolicy(place, bucketOf(common, common, place));
  return roleOf(common, common, access)('drift', 'look for drift in', statements);
}

/** A role for pipelines of an environment, or of what all share. */
function roleOf({ config, environment }: Model, common: Model, access: Sourced<unknown>) {
  const { app, account } = config;
  const value = <T>(made: T) => from(made, access);
  return (pipeline: Pipeline, does: string, statements: readonly Statement[]): View => ({
    kind: new LogicalId(idOf(pipeline)),
    environmentId: new LogicalId(idOf(environment)),
    hasAccount: account !== undefined && environment !== 'common',
    name: value(`${app}-${environment}-${pipeline}`),
    path: value(accessPath(app)),
    description: value(`Pipelines ${does} ${environment} of ${app} with it`),
    trust: value(githubTrust(common.config.access?.github ?? {}, githubEnvironment(pipeline, environment))),
    policyName: value(pipeline),
    statements: statements.map((one) => statementView(one, access)),
  });
}

function scopeOf(own: Model): Scope {
  const zone = own.config.loadBalancer.domain?.hostedZoneId;
  return { ...placeOf(own), hostedZones: zone === undefined ? [] : [zone] };
}

/** An environment in another Region has an artifacts bucket there, whose name only CloudFormation knows in full. */
function bucketOf(own: Model, common: Model, { app }: Place): string {
  const name = isAtHome(own, common) ? '${ArtifactsBucketName}' : `${app}-common-artifactsbucket-*`;
  return `arn:\${AWS::Partition}:s3:::${name}`;
}

function isAtHome(own: Model, common: Model): boolean {
  return own.config.region === common.config.region;
}

function statementView({ sid, actions, resources, conditions }: Statement, access: Sourced<unknown>): View {
  const value = <T>(made: T) => from(made, access);
  return {
    sid: value(sid),
    actions: value(actions),
    resources: value(resources.map(substituted)),
    hasConditions: conditions !== undefined,
    conditions: value(substitutedConditions(conditions ?? {})),
  };
}

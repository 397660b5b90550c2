import type { Model } from '../../model.ts';
import { from, type Sourced } from '../../provenance.ts';
import { defineComponent, LogicalId, type View } from '../component.ts';
import { boundaryPolicy } from './boundary-policy.ts';
import { checkAccess } from './check-access.ts';
import { deployPolicy } from './deploy-policy.ts';
import { destroyPolicy } from './destroy-policy.ts';
import { driftPolicy } from './drift-policy.ts';
import { areas, executionPolicies } from './execution-policy.ts';
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

/** Who may deploy, destroy and compare: for each environment a role for each of its pipelines, and one that CloudFormation acts as. */
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
      usesBucket: own.some((environment) => isAtHome(environment, model)),
      environments: own.map((environment) => environmentView(environment, model, config)),
    };
  },
  check: checkAccess,
});

function environmentView(own: Model, common: Model, access: Sourced<unknown>): View {
  const place = placeOf(own);
  const { app, environment } = place;
  const zone = own.config.loadBalancer.domain?.hostedZoneId;
  const scope = { ...place, hostedZones: zone === undefined ? [] : [zone] };
  const policies = executionPolicies(scope);
  const bucket = bucketOf(own, common, place);
  const value = <T>(made: T) => from(made, access);
  const laidOut = (statements: readonly Statement[]) => statements.map((one) => statementView(one, access));
  const { account } = own.config;
  const role = (pipeline: Pipeline, does: string, statements: readonly Statement[]): View => ({
    kind: new LogicalId(idOf(pipeline)),
    environmentId: new LogicalId(idOf(environment)),
    hasAccount: account !== undefined,
    name: value(`${app}-${environment}-${pipeline}`),
    path: value(accessPath(app)),
    description: value(`Pipelines ${does} ${environment} of ${app} with it`),
    trust: value(githubTrust(common.config.access?.github ?? {}, githubEnvironment(pipeline, environment))),
    policyName: value(pipeline),
    statements: laidOut(statements),
  });
  return {
    id: new LogicalId(idOf(environment)),
    hasAccount: account !== undefined,
    account: value(account ?? ''),
    path: value(accessPath(app)),
    roles: [
      role('deploy', 'deploy', deployPolicy(place, bucket)),
      role('destroy', 'destroy', destroyPolicy(place, bucket)),
      role('drift', 'look for drift in', driftPolicy(scope)),
    ],
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

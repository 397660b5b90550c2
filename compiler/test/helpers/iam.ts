import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { parse } from 'yaml';
import { shortForms } from '../../src/plan/intrinsic.ts';

export const ACCOUNT = '123456789012';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A policy as IAM gets it. */
export type Policy = { readonly [key: string]: Json };

export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>> | undefined;
}

/** A template's resources by logical id, with what CloudFormation fills in filled in. */
export function deployed(
  body: string,
  region: string,
  parameters: Readonly<Record<string, string>>,
): ReadonlyMap<string, { readonly type: string; readonly properties: Policy }> {
  const known: Readonly<Record<string, string>> = {
    'AWS::AccountId': ACCOUNT,
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    ...parameters,
  };
  const fill = (value: Json): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => fill(item));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[name, given] = ['', null]] = entries;
    if (name === 'Ref' && typeof given === 'string') return known[given] ?? given;
    if (name === 'Fn::Sub' && typeof given === 'string')
      return given.replaceAll(/\$\{([^}]+)\}/g, (_, key: string) => known[key] ?? `<${key}>`);
    return Object.fromEntries(entries.map(([key, child]) => [key, fill(child)]));
  };
  const template = parse(body, { customTags: shortForms }) as {
    readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Policy }>>;
  };
  return new Map(
    Object.entries(template.Resources).map(([id, { Type, Properties }]) => [
      id,
      { type: Type, properties: fill(Properties) as Policy },
    ]),
  );
}

const CALLER = `arn:aws:sts::${ACCOUNT}:assumed-role/role/session`;

/** KMS asks the key first: this is how a key hands the decision to the policies of its account. */
const KEY_POLICY: Policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

/** What IAM says to a call of a role. Throws where the call, a condition key or a policy is none that IAM knows. */
export async function decide(call: Call, policies: readonly Policy[]): Promise<string> {
  const about = `${call.action} on ${call.resource}`;
  const onKey = call.action.startsWith('kms:');
  const simulation = await runSimulation(
    simulationOf(call, CALLER, policies, onKey ? KEY_POLICY : undefined),
    {},
  );
  if (simulation.resultType === 'error') throw new Error(`${about}: ${JSON.stringify(simulation.errors)}`);
  const results = simulation.resultType === 'single' ? [simulation.result] : simulation.results;
  const ignored = results.flatMap(({ ignoredContextKeys = [] }) => ignoredContextKeys);
  if (ignored.length > 0) throw new Error(`${about}: IAM has no ${ignored.join(', ')} there`);
  return simulation.overallResult;
}

/**
 * What a role's trust policy says to a token of an OIDC provider. The service reference names `aud` and `sub` for no
 * provider, so that a validated simulation would drop them. The one that is not takes no policies of resources: the
 * conditions are judged as those of a caller from the provider that the statement names.
 */
export function decideTrust(call: Call, provider: string, trust: Policy): string {
  const statements = (trust['Statement'] as readonly Policy[])
    .filter(({ Principal }) => JSON.stringify(Principal) === JSON.stringify({ Federated: provider }))
    .map((statement) => ({ ...without(statement, 'Principal'), Resource: '*' }));
  const asked: Policy = { Version: '2012-10-17', Statement: statements };
  return runUnsafeSimulation(simulationOf(call, CALLER, [asked], undefined), {});
}

export function without(statement: Policy, element: string): Policy {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== element));
}

function simulationOf(
  call: Call,
  principal: string,
  policies: readonly Policy[],
  resourcePolicy: Policy | undefined,
): Simulation {
  const account = call.resource.split(':')[4] ?? '';
  return {
    request: {
      principal,
      action: call.action,
      resource: { resource: call.resource, accountId: account === '' ? ACCOUNT : account },
      contextVariables: { ...call.context },
    },
    identityPolicies: policies.map((policy, index) => ({ name: String(index), policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resourcePolicy && { resourcePolicy }),
  };
}

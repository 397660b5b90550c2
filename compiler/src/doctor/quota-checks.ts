import { AwsError } from '../aws/aws-error.ts';
import type { Compilation } from '../compile.ts';
import { resourcesOf } from '../resources.ts';
import type { Check, Finding, Patient } from './examination.ts';

/** What an environment needs of one quota. */
export interface Need {
  readonly what: string;
  /** As Service Quotas names it: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
  readonly service: string;
  readonly code: string;
  readonly amount: number;
}

/** Whether the account's limits have room for the environment alone; what else runs there is not looked at. */
export const quotaChecks: readonly Check[] = [{ name: 'quotas', run: quotas }];

/** While a release rolls out, as many tasks as `maximumPercent` allows run at their highest scale. */
export function needs({ model, stacks }: Compilation): readonly Need[] {
  const { services, cluster } = model.config;
  const vcpu = Object.values(services).reduce(
    (sum, { cpu, scaling, deployment }) =>
      sum + (cpu / 1024) * Math.floor((scaling.max * deployment.maximumPercent) / 100),
    0,
  );
  const count = (type: string) =>
    stacks.flatMap(resourcesOf).filter((resource) => resource.type === type).length;
  const spot = cluster.capacity === 'spot';
  const all: readonly Need[] = [
    {
      what: `${spot ? 'Fargate Spot' : 'Fargate'} vCPU, at most`,
      service: 'fargate',
      code: spot ? 'L-36FBB829' : 'L-3032A538',
      amount: vcpu,
    },
    { what: 'VPCs', service: 'vpc', code: 'L-F678F1CE', amount: count('AWS::EC2::VPC') },
    { what: 'Elastic IP addresses', service: 'ec2', code: 'L-0263D0A3', amount: count('AWS::EC2::EIP') },
    {
      what: 'Application Load Balancers',
      service: 'elasticloadbalancing',
      code: 'L-53DA6B97',
      amount: count('AWS::ElasticLoadBalancingV2::LoadBalancer'),
    },
  ];
  return all.filter(({ amount }) => amount > 0);
}

async function quotas({ aws, compilation, environment }: Patient): Promise<readonly Finding[]> {
  if (!aws || !compilation || environment === 'common' || compilation.model.config.target !== 'aws')
    return [];
  const api = await aws.serviceQuotas();
  const findings: Finding[] = [];
  for (const { what, service, code, amount } of needs(compilation)) {
    try {
      const { Quota } = await api.getServiceQuota({ ServiceCode: service, QuotaCode: code });
      findings.push(verdict(what, amount, Quota?.Value));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const text = `${what}: ${amount} needed, the limit cannot be read (${error.code})`;
      findings.push({ state: 'unknown', text, mend: error.hint ?? error.message });
      // A quota alone may be unknown here; whoever may not ask for one may ask for none.
      // https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html
      if (error.kind !== 'refused') break;
    }
  }
  return findings;
}

/** Whether an amount fits below a limit. */
export function verdict(what: string, amount: number, limit: number | undefined): Finding {
  if (limit === undefined) return { state: 'unknown', text: `${what}: ${amount} needed, no limit is told` };
  if (amount <= limit) return { state: 'ok', text: `${what}: ${amount} of ${limit}` };
  return {
    state: 'fault',
    text: `${what}: ${amount} needed, the account's limit is ${limit}`,
    mend: 'Ask for more in the Service Quotas console, in this account and Region, or lower `scaling.max`.',
  };
}

import type { Aws } from '../../aws/aws.ts';

/** An account of which a test needs only some services; it is the same in each Region, and after an interruption. */
export function awsOf(services: Partial<Aws>): Aws {
  const unused = () => Promise.reject(new Error('not used'));
  const aws: Aws = {
    region: 'eu-central-1',
    identity: () => Promise.resolve({ account: '111111111111', arn: 'arn' }),
    cloudFormation: unused,
    cloudWatch: unused,
    serviceQuotas: unused,
    ecs: unused,
    elb: unused,
    logs: unused,
    ecr: unused,
    s3: unused,
    inRegion: () => aws,
    uninterrupted: () => aws,
    ...services,
  };
  return aws;
}

import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { Parameters } from './parameters.ts';

/**
 * The value behind `secrets[].valueFrom` of a container definition: name or ARN of a parameter. Throws `AwsError`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 */
export function resolveSecret(context: SandboxContext, valueFrom: string, region: string): string {
  if (valueFrom.includes(':secretsmanager:')) {
    throw new AwsError('NotImplemented', 'The sandbox has no Secrets Manager; use a parameter of ssm');
  }
  const arnRegion = /^arn:[^:]+:ssm:([^:]+):/.exec(valueFrom)?.[1];
  const parameter = new Parameters(context).find(arnRegion ?? region, valueFrom);
  if (!parameter) throw new AwsError('ParameterNotFound', `invalid ssm parameters: ${valueFrom}`);
  return parameter.value;
}

import { stableHex } from './physical-id.ts';

/**
 * Names that have a limit of their own. Where nothing is said here a name may have 255 characters.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
const LONGEST: Readonly<Record<string, number>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 32,
  'AWS::ElasticLoadBalancingV2::TargetGroup': 32,
  'AWS::IAM::InstanceProfile': 128,
  'AWS::IAM::Role': 64,
  'AWS::IAM::User': 64,
  'AWS::Lambda::Function': 64,
  'AWS::S3::Bucket': 63,
  'AWS::SQS::Queue': 80,
};

const LOWER_CASE = new Set([
  'AWS::S3::Bucket',
  'AWS::ECR::Repository',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
]);
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The name of a resource that the template does not name: stack name, logical id and twelve random characters.
 * Which part is cut where the whole is too long is not documented; here it is the front, never the suffix.
 * @param seed the same seed gives the same name
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
export function generatedName(type: string, stackName: string, logicalId: string, seed: string): string {
  const suffix = alphanumeric(seed, 12);
  const front = type === 'AWS::SSM::Parameter' ? `CFN-${logicalId}` : `${stackName}-${logicalId}`;
  const name = `${front.slice(0, (LONGEST[type] ?? 255) - 13)}-${suffix}`;
  return LOWER_CASE.has(type) ? name.toLowerCase() : name;
}

function alphanumeric(seed: string, length: number): string {
  const digits = Buffer.from(stableHex(seed, length * 2), 'hex');
  return Array.from(digits, (byte) => ALPHANUMERIC.charAt(byte % ALPHANUMERIC.length)).join('');
}

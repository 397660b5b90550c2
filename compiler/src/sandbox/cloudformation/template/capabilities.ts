import { AwsError } from '../../aws-error.ts';
import type { Template } from './template.ts';

/** IAM types and the property by which each can be given a name. */
const IAM_NAMES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

export interface RequiredCapabilities {
  readonly capabilities: readonly ('CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM')[];
  readonly reason?: string;
}

/**
 * What a template needs the caller to acknowledge.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html
 */
export function requiredCapabilities(template: Template): RequiredCapabilities {
  const iam = Object.values(template.resources).filter(({ type }) => type in IAM_NAMES);
  if (iam.length === 0) return { capabilities: [] };
  const named = iam.some(({ type, properties }) => properties[IAM_NAMES[type] ?? ''] !== undefined);
  const types = [...new Set(iam.map(({ type }) => type))];
  return {
    capabilities: [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'],
    reason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
  };
}

/** @throws InsufficientCapabilitiesException when one is missing; the capability for names covers the other. */
export function checkCapabilities(template: Template, given: readonly string[]): void {
  const { capabilities } = requiredCapabilities(template);
  const missing = capabilities.filter(
    (capability) => !given.includes(capability) && !given.includes('CAPABILITY_NAMED_IAM'),
  );
  if (missing.length > 0) {
    throw new AwsError(
      'InsufficientCapabilitiesException',
      `Requires capabilities : [${missing.join(', ')}]`,
    );
  }
}

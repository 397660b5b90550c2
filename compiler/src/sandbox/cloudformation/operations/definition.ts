import type { Capability, Parameter, Tag } from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors.ts';
import type { StackDefinition, StackRecord } from '../records.ts';
import type { CloudFormation } from '../services.ts';
import { checkCapabilities } from '../template/capabilities.ts';
import { parameterValues } from '../template/parameter-values.ts';
import { type Template, parseTemplate } from '../template/template.ts';
import { tagsFrom } from './tags.ts';

/** What CreateStack, UpdateStack and CreateChangeSet have in common. */
export interface DefinitionInput {
  readonly Parameters?: readonly Parameter[] | undefined;
  readonly Capabilities?: readonly Capability[] | undefined;
  readonly ResourceTypes?: readonly string[] | undefined;
  readonly NotificationARNs?: readonly string[] | undefined;
  readonly RoleARN?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

/**
 * What a stack shall be made from. What is left out is kept from before: tags, notifications and role.
 * @throws ValidationError, InsufficientCapabilitiesException
 */
export function definitionFrom(
  cloudFormation: CloudFormation,
  stack: Pick<StackRecord, 'region' | 'stackId' | 'stackName'>,
  templateBody: string,
  input: DefinitionInput,
  previous: StackDefinition | undefined,
): StackDefinition {
  const template = parseTemplate(templateBody);
  checkResourceTypes(template, input.ResourceTypes);
  const { RoleARN: roleArn = previous?.roleArn } = input;
  const definition: StackDefinition = {
    templateBody,
    ...(template.description !== undefined && { description: template.description }),
    parameters: parameterValues(
      template,
      input.Parameters ?? [],
      previous?.parameters,
      stack.region,
      cloudFormation.readSsmParameter,
    ),
    tags: input.Tags ? tagsFrom(input.Tags) : (previous?.tags ?? {}),
    capabilities: input.Capabilities ?? [],
    notificationArns: input.NotificationARNs ?? previous?.notificationArns ?? [],
    ...(roleArn !== undefined && { roleArn }),
  };
  cloudFormation.instances.check(stack, definition);
  checkCapabilities(template, definition.capabilities);
  return definition;
}

function checkResourceTypes(template: Template, allowed: readonly string[] | undefined): void {
  if (!allowed || allowed.length === 0) return;
  const matches = (type: string): boolean =>
    allowed.some(
      (pattern) => pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1))),
    );
  const refused = Object.values(template.resources).find(({ type }) => !matches(type));
  if (!refused) return;
  throw validationError(
    `Resource type ${refused.type} is not allowed by parameter ResourceTypes [${allowed.join(', ')}]`,
  );
}

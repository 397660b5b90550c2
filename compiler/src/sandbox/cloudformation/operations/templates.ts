import type {
  GetTemplateInput,
  GetTemplateOutput,
  GetTemplateSummaryInput,
  GetTemplateSummaryOutput,
  ParameterDeclaration,
  ValidateTemplateInput,
  ValidateTemplateOutput,
} from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../context.ts';
import { validationError } from '../errors.ts';
import { type CloudFormation, openTables } from '../services.ts';
import { requiredCapabilities } from '../template/capabilities.ts';
import { isArn } from '../arn.ts';
import { type Template, parseTemplate } from '../template/template.ts';
import { findChangeSet, findStack } from './find-stack.ts';
import { templateText } from './template-source.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export function getTemplate(
  cloudFormation: CloudFormation,
  { StackName: stackName, ChangeSetName: changeSetName }: GetTemplateInput,
  { region }: RequestContext,
): GetTemplateOutput {
  const tables = openTables(cloudFormation);
  const stages: GetTemplateOutput['StagesAvailable'] = ['Original', 'Processed'];
  if (changeSetName !== undefined) {
    if (!stackName && !isArn(changeSetName)) throw validationError('StackName is a required parameter.');
    const changeSet = findChangeSet(tables, region, changeSetName, stackName);
    if (!changeSet)
      throw new AwsError('ChangeSetNotFound', `ChangeSet [${changeSetName}] does not exist`, 404);
    return { TemplateBody: changeSet.definition.templateBody, StagesAvailable: stages };
  }
  if (!stackName) throw validationError('StackName is required if ChangeSetName is not specified.');
  const stack = findStack(tables, region, stackName);
  if (!stack) throw validationError(`Stack with id ${stackName} does not exist`);
  return {
    ...(stack.definition && { TemplateBody: stack.definition.templateBody }),
    StagesAvailable: stages,
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export async function getTemplateSummary(
  cloudFormation: CloudFormation,
  input: GetTemplateSummaryInput,
  { region }: RequestContext,
): Promise<GetTemplateSummaryOutput> {
  const given = await templateText(cloudFormation, region, input);
  const template = parseTemplate(given ?? deployedTemplate(cloudFormation, region, input.StackName));
  const types = [...new Set(Object.values(template.resources).map(({ type }) => type))];
  const { capabilities, reason } = requiredCapabilities(template);
  return {
    Parameters: declarations(template),
    ...(template.description !== undefined && { Description: template.description }),
    ...(capabilities.length > 0 && { Capabilities: [...capabilities] }),
    ...(reason !== undefined && { CapabilitiesReason: reason }),
    ResourceTypes: types,
    Version: '2010-09-09',
    ...(template.metadata && { Metadata: JSON.stringify(template.metadata) }),
    DeclaredTransforms: [],
    ResourceIdentifierSummaries: [],
  };
}

function deployedTemplate(
  cloudFormation: CloudFormation,
  region: string,
  stackName: string | undefined,
): string {
  if (!stackName) throw validationError('Either Template URL or Template Body must be specified.');
  const stack = findStack(openTables(cloudFormation), region, stackName);
  if (!stack) throw validationError(`Stack with id ${stackName} does not exist`);
  if (!stack.definition)
    throw validationError('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
  return stack.definition.templateBody;
}

function declarations(template: Template): ParameterDeclaration[] {
  return Object.entries(template.parameters).map(([key, parameter]) => ({
    ParameterKey: key,
    ...(parameter.defaultValue !== undefined && { DefaultValue: parameter.defaultValue }),
    ParameterType: parameter.type,
    NoEcho: parameter.noEcho,
    ...(parameter.description !== undefined && { Description: parameter.description }),
    ParameterConstraints: parameter.allowedValues ? { AllowedValues: [...parameter.allowedValues] } : {},
  }));
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export async function validateTemplate(
  cloudFormation: CloudFormation,
  input: ValidateTemplateInput,
  { region }: RequestContext,
): Promise<ValidateTemplateOutput> {
  const body = await templateText(cloudFormation, region, input);
  if (body === undefined) throw validationError('Either Template URL or Template Body must be specified.');
  const template = parseTemplate(body);
  const { capabilities, reason } = requiredCapabilities(template);
  return {
    Parameters: declarations(template).map(({ ParameterKey, DefaultValue, NoEcho, Description }) => ({
      ParameterKey,
      DefaultValue,
      NoEcho,
      Description,
    })),
    ...(template.description !== undefined && { Description: template.description }),
    ...(capabilities.length > 0 && { Capabilities: [...capabilities] }),
    ...(reason !== undefined && { CapabilitiesReason: reason }),
    DeclaredTransforms: [],
  };
}

import { validationError } from '../errors.ts';
import { type JsonObject, isObject } from './json.ts';
import { refuseNulls } from './nulls.ts';
import { parseOutputs } from './outputs.ts';
import { parseParameters } from './parameter-declarations.ts';
import { parseResources } from './resources.ts';
import { checkLimits } from './limits.ts';
import { parseTemplateBody } from './parse.ts';

export interface ParameterDeclaration {
  readonly type: string;
  readonly defaultValue?: string;
  readonly description?: string;
  readonly noEcho: boolean;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
  readonly constraintDescription?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition?: string;
  readonly metadata?: JsonObject;
  readonly updatePolicy?: JsonObject;
  readonly deletionPolicy?: DeletionPolicy;
  readonly updateReplacePolicy?: DeletionPolicy;
}

export interface TemplateOutput {
  readonly value: unknown;
  readonly description?: string;
  /** An expression. */
  readonly exportName?: unknown;
  readonly condition?: string;
}

/** A template whose structure is sound. Expressions in it are not resolved yet. */
export interface Template {
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly parameters: Readonly<Record<string, ParameterDeclaration>>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly conditions: JsonObject;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<Record<string, TemplateOutput>>;
}

const SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
]);

/** Sections that exist and that this sandbox does not carry out. */
const UNSUPPORTED_SECTIONS = ['Hooks', 'Rules', 'Transform'];

/**
 * Parses a template and checks its structure.
 * @throws ValidationError with CloudFormation's text for what is wrong
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function parseTemplate(body: string): Template {
  const template = parseTemplateBody(body);
  for (const section of UNSUPPORTED_SECTIONS) {
    if (section in template) {
      throw validationError(
        `Template format error: the section ${section} is not supported by this endpoint.`,
      );
    }
  }
  const unknown = Object.keys(template).filter((key) => !SECTIONS.has(key));
  if (unknown.length > 0)
    throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  const version = template['AWSTemplateFormatVersion'];
  if (version !== undefined && version !== '2010-09-09') {
    throw validationError('Template format error: unsupported value for AWSTemplateFormatVersion.');
  }
  const resources = parseResources(template['Resources']);
  refuseNulls(template);
  const metadata = optionalObject(template, 'Metadata');
  const parsed: Template = {
    ...(typeof template['Description'] === 'string' && { description: template['Description'] }),
    ...(metadata && { metadata }),
    parameters: parseParameters(optionalObject(template, 'Parameters') ?? {}),
    mappings: parseMappings(optionalObject(template, 'Mappings') ?? {}),
    conditions: optionalObject(template, 'Conditions') ?? {},
    resources,
    outputs: parseOutputs(optionalObject(template, 'Outputs') ?? {}),
  };
  checkLimits(parsed);
  return parsed;
}

function optionalObject(template: JsonObject, section: string): JsonObject | undefined {
  const value = template[section];
  if (value === undefined) return undefined;
  if (!isObject(value)) throw validationError(`Template format error: ${section} must be an object.`);
  return value;
}

function parseMappings(mappings: JsonObject): Template['mappings'] {
  for (const [name, mapping] of Object.entries(mappings)) {
    if (!isObject(mapping))
      throw validationError(`Template format error: Every Mappings member ${name} must be a map`);
    for (const attributes of Object.values(mapping)) {
      const values = isObject(attributes) ? Object.values(attributes) : [undefined];
      if (
        !values.every(
          (value) => ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value),
        )
      ) {
        throw validationError('Template format error: Every Mappings attribute must be a String or a List.');
      }
    }
  }
  return mappings as Template['mappings'];
}

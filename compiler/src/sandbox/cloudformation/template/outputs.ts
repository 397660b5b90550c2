import { validationError } from '../errors.ts';
import { type JsonObject, isObject } from './json.ts';
import type { TemplateOutput } from './template.ts';

/**
 * The Outputs section.
 * @throws ValidationError when an output has no value
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
 */
export function parseOutputs(section: JsonObject): Record<string, TemplateOutput> {
  return Object.fromEntries(
    Object.entries(section).map(([name, output]) => [name, parseOutput(name, output)]),
  );
}

function parseOutput(name: string, output: unknown): TemplateOutput {
  if (!/^[a-zA-Z0-9]+$/.test(name)) {
    throw validationError(`Template format error: Output ${name} is non alphanumeric.`);
  }
  if (!isObject(output) || output['Value'] === undefined) {
    throw validationError('Template format error: Every Outputs member must contain a Value object');
  }
  const { Value: value, Description: description, Export: exported, Condition: condition } = output;
  return {
    value,
    ...(typeof description === 'string' && { description }),
    ...(isObject(exported) && exported['Name'] !== undefined && { exportName: exported['Name'] }),
    ...(typeof condition === 'string' && { condition }),
  };
}

import { constraintError, validationError } from '../errors.ts';
import type { Template } from './template.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST = { mappings: 200, outputs: 200, parameters: 200, resources: 500 } as const;
const MOST_MAPPING_ATTRIBUTES = 200;
const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION = 1024;
const LARGEST_BODY = 51_200;
const LARGEST_STORED_BODY = 1_000_000;

/** @throws ValidationError when a template that came with the request is too large (bytes). */
export function checkBodySize(body: string): void {
  if (Buffer.byteLength(body) > LARGEST_BODY) {
    throw constraintError(
      'templateBody',
      body,
      `Member must have length less than or equal to ${LARGEST_BODY}`,
    );
  }
}

/** @throws ValidationError when a template from S3 is too large (bytes). */
export function checkStoredBodySize(body: string): void {
  if (Buffer.byteLength(body) > LARGEST_STORED_BODY) {
    throw validationError(`Template may not exceed ${LARGEST_STORED_BODY} bytes in size.`);
  }
}

/** @throws ValidationError when a section has too many members, or a name or description is too long. */
export function checkLimits(template: Template): void {
  for (const [section, most] of Object.entries(MOST)) {
    const names = Object.keys(template[section as keyof typeof MOST]);
    if (names.length > most) {
      throw validationError(
        `Template format error: Number of ${section}, ${names.length}, is greater than maximum allowed, ${most}`,
      );
    }
    const long = names.find((name) => name.length > LONGEST_NAME);
    if (long)
      throw validationError(`Template format error: Name ${long} is longer than ${LONGEST_NAME} characters.`);
  }
  for (const [name, mapping] of Object.entries(template.mappings)) {
    const count = Object.values(mapping).reduce((sum, attributes) => sum + Object.keys(attributes).length, 0);
    if (count > MOST_MAPPING_ATTRIBUTES) {
      throw validationError(
        `Template format error: Number of attributes in mapping ${name}, ${count}, is greater than maximum allowed, ${MOST_MAPPING_ATTRIBUTES}`,
      );
    }
  }
  if (template.description && Buffer.byteLength(template.description) > LONGEST_DESCRIPTION) {
    throw validationError(
      `Template format error: 'Description' length is greater than ${LONGEST_DESCRIPTION}.`,
    );
  }
}

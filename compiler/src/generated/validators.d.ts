// Made by `npm run generate`. Do not edit.
import type { ErrorObject } from 'ajv';

export type ValidationError = Omit<ErrorObject, 'schemaPath'>;

interface Validate {
  (data: unknown): boolean;
  errors?: ValidationError[] | null;
}

export const config: Validate;

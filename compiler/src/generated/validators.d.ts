// Made by `npm run generate`. Do not edit.
import type { ErrorObject } from 'ajv';

interface Validate {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
}

export const config: Validate;

import { AwsError } from '../../aws-error.ts';
import { resourceType } from '../../resources/specification.ts';
import type { ResourceRecord } from '../records.ts';
import type { TemplateInstance } from '../template/instance.ts';
import { isObject } from '../template/json.ts';
import type { Scope } from '../template/resolve.ts';

/** Resolves against the resources that exist. */
export function liveScope(
  instance: TemplateInstance,
  resource: (logicalId: string) => ResourceRecord | undefined,
  importValue: (name: string) => string,
): Scope {
  return {
    ...instance.scope,
    ref: (logicalId) => resource(logicalId)?.physicalId,
    getAtt: (logicalId, attribute) => {
      const record = resource(logicalId);
      const value = record && attributeOf(record, attribute);
      if (value === undefined) {
        throw new AwsError(
          'ValidationError',
          `Resource type ${record?.type ?? logicalId} does not support attribute {${attribute}}.`,
        );
      }
      return value;
    },
    importValue,
  };
}

/** The value of an attribute; `A.B` may be a member of an attribute `A` that is an object. */
export function attributeOf(record: ResourceRecord, attribute: string): unknown {
  if (Object.hasOwn(record.attributes, attribute)) return record.attributes[attribute];
  return attribute
    .split('.')
    .reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), record.attributes);
}

/** Whether the specification of a type knows an attribute. */
export function supportsAttribute(type: string, attribute: string): boolean {
  return Object.hasOwn(resourceType(type)?.attributes ?? {}, attribute);
}

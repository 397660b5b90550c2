import { AwsError } from '../aws-error.ts';
import type { Properties } from '../resource-behaviour.ts';

/** A list of `{Key, Value}` over defaults. */
export function attributesFrom(
  defaults: Readonly<Record<string, string>>,
  given: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = { ...defaults };
  for (const { Key, Value } of given ?? []) {
    if (Key === undefined) continue;
    if (!(Key in defaults)) throw new AwsError('ValidationError', `Attribute key '${Key}' is not recognized`);
    attributes[Key] = Value ?? '';
  }
  return attributes;
}

/** Properties as the resource specification types them; the engine has checked them against it. */
export function typed<T>(properties: Properties): Partial<T> {
  return properties as Partial<T>;
}

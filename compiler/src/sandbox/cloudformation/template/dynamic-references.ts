import { validationError } from '../errors.ts';

/** Reads a parameter of the sandbox's SSM; undefined when there is none. */
export type ReadSsmParameter = (request: {
  readonly region: string;
  readonly name: string;
  readonly version?: number;
}) => { readonly value: string; readonly type: string } | undefined;

/**
 * Replaces `{{resolve:ssm:name}}` and `{{resolve:ssm:name:version}}` in a text. Secure strings and secrets have no
 * store here, so they stay as written: a resource that needs the value fails where it reads it.
 * @throws ValidationError when a parameter does not exist
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html
 */
export function resolveDynamicReferences(text: string, region: string, read: ReadSsmParameter): string {
  return text.replaceAll(
    /\{\{resolve:ssm:([a-zA-Z0-9_.\-/]+)(?::(\d+))?\}\}/g,
    (_, name: string, version?: string) => {
      const parameter = read({ region, name, ...(version && { version: Number(version) }) });
      if (!parameter) {
        throw validationError(`Parameters: [ssm:${name}:${version ?? ''}] cannot be found.`);
      }
      return parameter.value;
    },
  );
}

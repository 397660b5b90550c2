import type { Tag } from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors.ts';
import type { Tags } from '../records.ts';

const MOST_TAGS = 50;

/**
 * @throws ValidationError when there are too many tags, or one has a reserved key
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Tag.html
 */
export function tagsFrom(list: readonly Tag[]): Tags {
  if (list.length > MOST_TAGS) throw validationError(`Tags cannot be more than ${MOST_TAGS}`);
  for (const { Key: key = '' } of list) {
    if (key.startsWith('aws:')) {
      throw validationError('aws: prefixed tag key names are not allowed for external use.');
    }
  }
  return Object.fromEntries(list.map(({ Key: key, Value: value }) => [String(key), value ?? '']));
}

export function tagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

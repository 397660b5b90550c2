import type { Properties, ResourceRequest } from './resource-behaviour.ts';

/** Tells a resource that was made before the sandbox was killed from one of the same name that somebody else made. */
export function ownerOf({ stackId, logicalId, generatedName }: ResourceRequest): string {
  return `${stackId}/${logicalId}/${generatedName}`;
}

/** A property that is a text, and undefined for any other value. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A property that is a structure; an empty one for any other value. */
export function structure(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Booleans reach resource providers as such or as text. */
export function flag(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Of the live properties of a resource those that its template sets, too. */
export function setBy(template: Properties, live: Properties): Properties {
  return Object.fromEntries(Object.entries(live).filter(([name]) => name in template));
}

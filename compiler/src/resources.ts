import { readTemplate } from './plan/template.ts';
import type { RenderedStack } from './stack.ts';

/** A resource of a rendered stack as its template has it: intrinsic functions in their long form. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The resources of a rendered stack, in the order of its template. */
export function resourcesOf({ body }: RenderedStack): readonly TemplateResource[] {
  return [...readTemplate(body).Resources].map(([logicalId, { value }]) => {
    // platc rendered it: every resource has a type.
    const { Type, Properties } = value as {
      readonly Type: string;
      readonly Properties?: TemplateResource['properties'];
    };
    return { logicalId, type: Type, properties: Properties ?? {} };
  });
}

import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeOf, type Model } from '../model.ts';
import type { RenderedStack } from '../stack.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LIMITS = { bytes: 1_000_000, resources: 500, parameters: 200, outputs: 200 } as const;

/** Limits of CloudFormation that a rendered template may not pass. */
export function check(model: Model, stacks: readonly RenderedStack[]): readonly Diagnostic[] {
  return stacks.flatMap((stack) => {
    const options = { place: placeOf(model, stack.origin, 'key') };
    const bytes = Buffer.byteLength(stack.body);
    const counts = [
      ['resources', stack.resources.length],
      ['parameters', stack.parameters.length],
      ['outputs', stack.outputs.length],
    ] as const;
    return [
      ...(bytes > LIMITS.bytes
        ? [diagnostic('PLATC4001', { stack: stack.name, bytes, limit: LIMITS.bytes }, options)]
        : []),
      ...counts.flatMap(([what, count]) =>
        count > LIMITS[what]
          ? [diagnostic('PLATC4002', { stack: stack.name, count, what, limit: LIMITS[what] }, options)]
          : [],
      ),
    ];
  });
}

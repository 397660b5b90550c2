import type { ChosenImage } from '../deploy/images.ts';
import type { RenderedStack } from '../stack.ts';
import type { Places } from './place.ts';
import type { PlannedImage, PlanRequest, ResourceChange } from './plan.ts';
import type { Template } from './template.ts';

/** A stack's two templates, and where the new one comes from. */
export interface Compared {
  readonly stack: RenderedStack;
  readonly before: Template | undefined;
  readonly after: Template;
  readonly places: Places;
  /** The stacks after it, which its outputs may feed. */
  readonly later: readonly RenderedStack[];
}

/** The stacks that are planned, and all whose outputs may fill their parameters. */
export function stacksOf({ stacks, compilation }: PlanRequest) {
  return { planned: stacks ?? compilation.stacks, all: [...compilation.shared, ...compilation.stacks] };
}

/**
 * What CloudFormation refuses, though templates say it: another type under the same logical id.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-get-template.html
 */
export function typeNotes(changes: readonly ResourceChange[]): readonly string[] {
  return changes
    .filter(({ properties }) => properties.some(({ attribute }) => attribute === 'Type'))
    .map(
      ({ logicalId }) => `${logicalId} has another type, which CloudFormation refuses under the same name`,
    );
}

const imageRules = {
  option: 'given by --image',
  pushed: 'just pushed',
  config: 'named in the config',
  commit: 'of this commit',
  deployed: 'the one that is deployed',
  release: 'the one of that release',
} as const;

/** Which image a service gets, and why. */
export function imageText({ image, rule, tag }: Omit<ChosenImage, 'service'>): PlannedImage {
  return {
    reference: image,
    rule:
      rule === 'commit' && tag !== undefined
        ? `tag ${tag.replace(/^[0-9a-f]{40}/, (hash) => hash.slice(0, 7))}`
        : imageRules[rule],
  };
}

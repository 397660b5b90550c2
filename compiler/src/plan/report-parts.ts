import {
  fateOf,
  placeText,
  printable,
  propertyText,
  valueChangesText,
  valueText,
  verbOf,
} from './describe.ts';
import type { FilePlace } from './place.ts';
import type { Plan, ResourceChange, StackPlan, ValueChange } from './plan.ts';
import { endangersData } from './summary.ts';

/** What there is to say of a resource, or of a stack beside its resources, and where that comes from. */
export interface Part {
  readonly text: string;
  /** Empty where the resource's own place says it. */
  readonly place: string;
  /** Whether it quotes names and values. */
  readonly isCode: boolean;
}

/** The resources whose data is in danger: they stand first in every report. */
export function dangersOf(
  plan: Plan,
): readonly { readonly stack: StackPlan; readonly change: ResourceChange; readonly text: string }[] {
  return plan.stacks.flatMap((stack) =>
    stack.changes.filter(endangersData).map((change) => {
      const verb = `${change.replacement === 'conditional' ? '' : 'is '}${verbOf(change)}`;
      return { stack, change, text: `holds data and ${verb}: ${fateOf(change)}` };
    }),
  );
}

/** A part for each property, then what becomes of the resource, who uses it, and how its tasks are replaced. */
export function partsOf(stack: StackPlan, change: ResourceChange): readonly Part[] {
  const note = (text: string): readonly Part[] => (text === '' ? [] : [{ text, place: '', isCode: false }]);
  const properties = change.properties.map((property) => ({
    text: propertyText(property),
    place: ownPlace(property.place, change),
    isCode: true,
  }));
  const isRolledOut = change.type === 'AWS::ECS::Service' && change.action === 'Modify';
  return [
    ...(properties.length > 0 ? properties : [{ text: change.type, place: '', isCode: true }]),
    ...note(fateOf(change)),
    ...note(change.usedBy.length > 0 ? `used by ${change.usedBy.join(', ')}` : ''),
    ...note(isRolledOut ? (stack.rollout?.scale ?? '') : ''),
  ];
}

function ownPlace(place: FilePlace | undefined, change: ResourceChange): string {
  const text = placeText(place);
  return text === placeText(change.place) ? '' : text;
}

/** What changes of a stack beside its resources. */
export function extrasOf(stack: StackPlan): readonly (Part & { readonly name: string })[] {
  const values = (name: string, changes: readonly ValueChange[]) =>
    changes.length === 0
      ? []
      : [{ name, text: valueChangesText(changes), place: placesText(changes), isCode: true }];
  const { image } = stack;
  return [
    ...values('parameters', stack.parameters),
    ...values('outputs', stack.outputs),
    ...values('stack tags', stack.tags),
    ...(image
      ? [
          {
            name: 'image',
            text: `${valueText(image.reference, 60)}, ${printable(image.rule)}`,
            place: '',
            isCode: true,
          },
        ]
      : []),
  ];
}

function placesText(changes: readonly ValueChange[]): string {
  return [...new Set(changes.map(({ place }) => placeText(place)))].filter((text) => text !== '').join(', ');
}

/** Why CloudFormation would not do it, and what of the config it would not do. */
export function refusalOf(stack: StackPlan): string | undefined {
  if (stack.refused === undefined) return undefined;
  const place = placeText(stack.place);
  return `${valueText(stack.refused, 1000)}${place === '' ? '' : ` (${place})`}`;
}

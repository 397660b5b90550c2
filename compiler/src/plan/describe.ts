import { intrinsic, isRecord } from './intrinsic.ts';
import type { Plan, PropertyChange, ResourceChange, ResourceRef, StackPlan, ValueChange } from './plan.ts';
import type { FilePlace } from './place.ts';
import { KNOWN_AFTER_APPLY } from './resolve.ts';
import { endangersData } from './summary.ts';

/** Control characters, and those that turn the direction of text or hide in it: as escapes, so that a value cannot paint over a report. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** A value on one line: functions by name, the middle of what is long left out. */
export function valueText(value: unknown, limit = 44): string {
  return shortened(printable(plain(value)), limit);
}

function plain(value: unknown): string {
  if (value === undefined) return '(none)';
  if (value === KNOWN_AFTER_APPLY) return '(known at deploy)';
  if (typeof value === 'string')
    return value === '' ? '""' : value.replaceAll(KNOWN_AFTER_APPLY, '(known at deploy)');
  const call = intrinsic(value);
  if (call) {
    const [name, argument] = call;
    if (name === 'Ref') return String(argument);
    if (name === 'Fn::GetAtt') return Array.isArray(argument) ? argument.join('.') : String(argument);
    if (name === 'Fn::Sub' && typeof argument === 'string') return argument;
  }
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`;
  if (isRecord(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}: ${plain(item)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}

function shortened(text: string, limit: number): string {
  const characters = Array.from(text.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/, '$1…'));
  if (characters.length <= limit) return characters.join('');
  const tail = Math.floor((limit - 1) * 0.6);
  return `${characters.slice(0, limit - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}

/** `Cpu 256 → 512`, `TaskDefinition follows TaskDefinition`. */
export function propertyText(change: PropertyChange): string {
  const { property, before, after, causes, knownAfterApply } = change;
  const name = printable(property);
  const from = causes
    .map((cause) => (cause.kind === 'resource' ? cause.name : `${cause.kind} ${cause.name}`))
    .join(', ');
  if (knownAfterApply && from !== '') return `${name} follows ${from}`;
  return `${name} ${valueText(before)} → ${valueText(after)}${from === '' ? '' : ` (${from})`}`;
}

/** Parameters, outputs or tags: `Release 41 → 42; VpcId, VpcCidr known at deploy (shop-prod-network)`. */
export function valueChangesText(changes: readonly ValueChange[]): string {
  const later = changes.filter(({ knownAfterApply }) => knownAfterApply);
  const now = changes
    .filter(({ knownAfterApply }) => !knownAfterApply)
    .map(({ name, before, after }) => `${printable(name)} ${valueText(before)} → ${valueText(after)}`);
  const waiting = [...new Set(later.map(({ source }) => source))].map((source) => {
    const names = later.filter((value) => value.source === source).map(({ name }) => printable(name));
    const from = source === undefined || source === 'deploy' ? '' : ` (${printable(source)})`;
    return `${names.join(', ')} known at deploy${from}`;
  });
  return [...now, ...waiting].join('; ');
}

/** What happens to a resource, in one word or three. */
export function verbOf({ action, replacement }: ResourceChange): string {
  if (action === 'Add') return 'new';
  if (action === 'Import') return 'imported';
  if (action === 'Remove') return 'removed';
  return replacement === 'yes' ? 'replaced' : replacement === 'conditional' ? 'may be replaced' : 'updated';
}

export function symbolOf({ action, replacement }: ResourceChange): '+' | '-' | '~' | '±' {
  if (action === 'Add' || action === 'Import') return '+';
  if (action === 'Remove') return '-';
  return replacement === 'no' ? '~' : '±';
}

/** What becomes of a resource that goes, where there is anything to say: of its data, or that it stays somewhere. */
export function fateOf(change: ResourceChange): string {
  if (change.action !== 'Remove' && change.replacement === 'no') return '';
  const what = change.holdsData ? 'its data' : 'the old one';
  if (change.policyAction?.includes('Retain')) return `${what} is kept outside the stack`;
  if (change.policyAction?.includes('Snapshot')) return `${what} is kept as a snapshot`;
  return change.holdsData ? 'its data is deleted' : '';
}

/** The place to look at first: of a property that has one of its own, else of the resource. */
export function mainPlace(change: ResourceChange): FilePlace | undefined {
  const own = change.properties.find(
    ({ place, causes }) => place && causes.length === 0 && placeText(place) !== placeText(change.place),
  );
  return own?.place ?? change.place;
}

/** `platform.yaml:27`, or `default of network.nat`. */
export function placeText(place: FilePlace | undefined): string {
  if (!place) return '';
  return place.defaultOf === undefined ? `${place.file}:${place.line}` : `default of ${place.defaultOf}`;
}

/** The stack as people call it within its environment. */
export function titleOf({ kind, service }: StackPlan): string {
  if (service === undefined) return kind;
  return kind === 'registry' ? `registry-${service}` : service;
}

export function headlineOf(stack: StackPlan): string {
  const count = stack.changes.length;
  if (stack.state === 'removed') return 'no longer in the config';
  if (stack.state === 'create') return `new, ${plural(count, 'resource')}`;
  if (stack.state === 'unchanged') return 'no changes';
  const others = [
    ...(stack.outputs.length > 0 ? [plural(stack.outputs.length, 'output')] : []),
    ...(stack.tags.length > 0 ? [plural(stack.tags.length, 'tag')] : []),
  ];
  const what = count > 0 ? plural(count, 'change') : `no resource changes, only ${others.join(' and ')}`;
  return stack.rollout?.replacesTasks || (stack.rollout && count > 0)
    ? `${what}, ${stack.rollout.text}`
    : what;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `compared with commit 4f2a91c, not with an account` */
export function comparedText({ source, comparedWith }: Plan): string {
  return `compared with ${comparedWith}${source === 'account' ? '' : ', not with an account'}`;
}

/** As many as a reader takes in at a glance. */
const NAMES = 8;

/** The resources by name; of new stacks only how many, since everything in them is new. */
export function refsText(plan: Plan, refs: readonly ResourceRef[]): string {
  const fresh = new Set(plan.stacks.filter(({ state }) => state === 'create').map(({ name }) => name));
  const inNew = refs.filter(({ stack }) => fresh.has(stack)).length;
  const names = refs.filter(({ stack }) => !fresh.has(stack)).map(({ logicalId }) => logicalId);
  const parts = [
    ...names.slice(0, NAMES),
    ...(names.length > NAMES ? [`${names.length - NAMES} more`] : []),
    ...(inNew > 0 ? [`${plural(inNew, 'resource')} in new stacks`] : []),
  ];
  return parts.length === 0 ? 'no change' : parts.join(', ');
}

/** The sentence that every report ends with. */
export function dataSentence(plan: Plan): string {
  const { data } = plan.summary;
  if (data.length === 0) return 'Nothing that holds data is replaced or deleted.';
  const names = data.map(({ logicalId }) => logicalId).join(', ');
  return `${plural(data.length, 'resource')} that ${data.length === 1 ? 'holds' : 'hold'} data would be replaced or deleted: ${names}.`;
}

/** Resources in the order of a report: what endangers data, then the other replaced and removed ones, then the rest. */
export function byWeight(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  const weight = (change: ResourceChange) =>
    endangersData(change)
      ? 0
      : change.action === 'Remove'
        ? 1
        : change.replacement === 'yes'
          ? 2
          : change.replacement === 'conditional'
            ? 3
            : 4;
  return changes.toSorted((a, b) => weight(a) - weight(b));
}

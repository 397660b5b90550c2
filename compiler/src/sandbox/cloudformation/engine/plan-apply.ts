import { deniedByStackPolicy } from '../stack-policy.ts';
import type { TemplateInstance } from '../template/instance.ts';
import { references } from '../template/references.ts';
import { resolve } from '../template/resolve.ts';
import { exportedValue } from './exports.ts';
import { liveScope, supportsAttribute } from './live-scope.ts';
import { putStep } from './new-step.ts';
import { reasonOf } from './reason.ts';
import type { Turn } from './turn.ts';

/** A step for each resource of the template, unless something is wrong that concerns the whole stack. */
export function planApply(turn: Turn): void {
  const { stack, services } = turn;
  if (!stack.definition) throw new Error(`${stack.stackId} has no definition to apply`);
  try {
    const instance = services.instances.get(stack, stack.definition);
    const failure = unsupportedAttribute(instance) ?? deniedRemoval(turn, instance);
    turn.changeOperation({ imports: importsOf(turn, instance) });
    if (failure !== undefined) turn.changeOperation({ failure });
    else
      for (const { logicalId, dependencies } of instance.resources.values())
        putStep(turn, { key: logicalId, logicalId, kind: 'apply', waitsFor: dependencies });
  } catch (error) {
    turn.changeOperation({ failure: reasonOf(error) });
  }
}

/** Every export that the template uses, which all have to exist before anything is made. */
function importsOf(turn: Turn, instance: TemplateInstance): string[] {
  const { stack, tables } = turn;
  const imports = new Set<string>();
  const scope = liveScope(
    instance,
    () => undefined,
    (name) => {
      imports.add(name);
      return exportedValue(tables, stack.region, name);
    },
  );
  const dry = { ...scope, ref: () => '', getAtt: () => '' };
  const search = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('Fn::ImportValue' in value) resolve(value, dry);
    else Object.values(value).forEach(search);
  };
  for (const { properties } of instance.resources.values()) search(properties);
  for (const { value } of instance.outputs.values()) search(value);
  return [...imports];
}

function unsupportedAttribute({ resources, outputs }: TemplateInstance): string | undefined {
  const used = [
    ...[...resources].flatMap(([id, { properties }]) =>
      references(properties, `/Resources/${id}/Properties`),
    ),
    ...[...outputs].flatMap(([name, { value }]) => references(value, `/Outputs/${name}/Value`)),
  ];
  for (const { name, attribute, path } of used) {
    const type = resources.get(name)?.type;
    if (!attribute || !type || supportsAttribute(type, attribute)) continue;
    return `[Error] ${path}: Resource type ${type} does not support attribute {${attribute}}.`;
  }
  return undefined;
}

function deniedRemoval({ stack, tables }: Turn, instance: TemplateInstance): string | undefined {
  return tables
    .resources(stack.stackId)
    .filter(({ logicalId }) => !instance.resources.has(logicalId))
    .map(({ logicalId, type }) => deniedByStackPolicy(stack.stackPolicy, 'Update:Delete', logicalId, type))
    .find((denied) => denied !== undefined);
}

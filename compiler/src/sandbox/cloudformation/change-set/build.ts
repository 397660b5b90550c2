import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../aws-error.ts';
import { containsUnknown } from '../../resources/known-after-apply.ts';
import { nameTakenBy } from '../engine/taken-name.ts';
import { exportsOf } from '../engine/exports.ts';
import type { EngineServices } from '../engine/turn.ts';
import type { ResourceRecord, StackDefinition, StackRecord, ValidationFinding } from '../records.ts';
import type { Tables } from '../tables.ts';
import type { TemplateInstance } from '../template/instance.ts';
import { type Scope, resolve } from '../template/resolve.ts';
import type { ResourceDifference } from './difference.ts';
import { type StackDifferences, stackDifferences } from './stack-differences.ts';

export interface BuiltChanges {
  readonly differences: readonly ResourceDifference[];
  readonly findings: readonly ValidationFinding[];
  /** Whether anything would be different, outputs and tags of the stack included. */
  readonly changed: boolean;
  readonly warning?: string;
}

/**
 * Compares a stack with what it shall become.
 * @throws ValidationError when it cannot become that
 */
export function buildChanges(
  services: EngineServices,
  tables: Tables,
  stack: StackRecord,
  definition: StackDefinition,
): BuiltChanges {
  const after = { instance: services.instances.check(stack, definition), definition };
  const before = stack.definition && {
    instance: services.instances.check(stack, stack.definition),
    definition: stack.definition,
  };
  const records = aliveRecords(tables, stack);
  refuseOtherTypes(records, after.instance);
  const exported = new Map(exportsOf(tables, stack.region).map(({ name, value }) => [name, value]));
  const built = stackDifferences(before, after, records, (name) => exported.get(name));
  return {
    differences: built.resources,
    findings: findingsOf(services, built, tables, stack),
    changed:
      built.resources.length > 0 ||
      !isDeepStrictEqual(stack.definition?.tags ?? {}, definition.tags) ||
      !isDeepStrictEqual(stack.definition?.notificationArns ?? [], definition.notificationArns) ||
      outputsChange(stack, after.instance, built.scope),
    ...(built.missingImports.length > 0 && { warning: importWarning(built) }),
  };
}

/** Resources that exist; one that could not be created counts as not there. */
function aliveRecords(tables: Tables, { stackId }: StackRecord): Map<string, ResourceRecord> {
  const gone = new Set(['CREATE_FAILED', 'DELETE_COMPLETE', 'DELETE_SKIPPED']);
  const alive = tables.resources(stackId).filter(({ status }) => !gone.has(status));
  return new Map(alive.map((record) => [record.logicalId, record]));
}

function refuseOtherTypes(
  records: ReadonlyMap<string, ResourceRecord>,
  { resources }: TemplateInstance,
): void {
  const other = [...resources.values()].filter(({ logicalId, type }) => {
    const record = records.get(logicalId);
    return record !== undefined && record.type !== type;
  });
  if (other.length === 0) return;
  throw new AwsError(
    'ValidationError',
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${other.map(({ logicalId }) => logicalId).join(', ')}]`,
  );
}

function outputsChange(stack: StackRecord, { outputs }: TemplateInstance, scope: Scope): boolean {
  if (outputs.size !== stack.outputs.length) return true;
  return stack.outputs.some(({ key, value, description, exportName }) => {
    const output = outputs.get(key);
    if (!output || output.description !== description) return true;
    const [newValue, newName] = [
      resolve(output.value, scope),
      output.exportName && resolve(output.exportName, scope),
    ];
    return (!containsUnknown(newValue) && String(newValue) !== value) || newName !== exportName;
  });
}

/**
 * The checks that run before a change set can be executed: properties against their types, and names that are taken.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html
 */
function findingsOf(
  services: EngineServices,
  { desired, resources }: StackDifferences,
  tables: Tables,
  stack: StackRecord,
): ValidationFinding[] {
  const added = new Set(resources.filter(({ action }) => action === 'Add').map(({ logicalId }) => logicalId));
  return desired.flatMap(({ desired: resource, issues }): ValidationFinding[] => {
    const { logicalId, type } = resource;
    const wrong = issues.map(({ kind, key, path, message }) => ({
      logicalId,
      type,
      name: 'PROPERTY_VALIDATION' as const,
      reason: kind === 'required' ? `Required property [${key}] not found` : `#${path}: ${message}`,
      path: `/Resources/${logicalId}/Properties${path}`,
    }));
    const taken = added.has(logicalId)
      ? nameTakenBy(services, tables, stack, { ...resource, generatedName: '' })
      : undefined;
    if (!taken || containsUnknown(taken.name)) return wrong;
    const reason = `Resource of type '${type}' with identifier '${taken.name}' already exists.`;
    return [
      ...wrong,
      { logicalId, type, name: 'NAME_CONFLICT_VALIDATION', reason, path: `/Resources/${logicalId}` },
    ];
  });
}

function importWarning({ missingImports }: StackDifferences): string {
  const ids = [...new Set(missingImports.map(({ logicalId }) => logicalId))];
  const reasons = [...new Set(missingImports.map(({ name }) => `No export named ${name} found.`))];
  return `[WARN] --include-property-values option can return incomplete ChangeSet data because: ChangeSet creation failed for resource [${ids.join(', ')}] because: ${reasons.join(' ')}`;
}

import { validationError } from '../errors.ts';
import type { OutputRecord, StackRecord } from '../records.ts';
import type { Tables } from '../tables.ts';

interface Export {
  readonly name: string;
  readonly value: string;
  readonly stack: StackRecord;
}

/** Every export of a region. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html */
export function exportsOf(tables: Tables, region: string): Export[] {
  return tables
    .stacks(region)
    .filter(({ status }) => status !== 'DELETE_COMPLETE')
    .flatMap((stack) =>
      stack.outputs.flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ name: exportName, value, stack }],
      ),
    );
}

/** @throws ValidationError when no stack of the region exports it */
export function exportedValue(tables: Tables, region: string, name: string): string {
  const found = exportsOf(tables, region).find((candidate) => candidate.name === name);
  if (!found) throw validationError(`No export named ${name} found.`);
  return found.value;
}

/** Names of the stacks that use an export. */
export function importersOf(tables: Tables, region: string, name: string): string[] {
  return tables
    .stacks(region)
    .filter(({ imports, operation }) => imports.includes(name) || operation?.imports.includes(name))
    .map(({ stackName }) => stackName);
}

/** Why a stack's exports cannot become those of `outputs`; undefined when they can. */
export function exportRefusal(
  tables: Tables,
  stack: StackRecord,
  outputs: readonly OutputRecord[],
): string | undefined {
  for (const { exportName: name, value } of stack.outputs) {
    if (name === undefined) continue;
    const users = importersOf(tables, stack.region, name).filter((user) => user !== stack.stackName);
    const kept = outputs.find((output) => output.exportName === name);
    if (users.length === 0 || kept?.value === value) continue;
    return `Export ${name} cannot be ${kept ? 'updated' : 'deleted'} as it is in use by ${users.join(' and ')}`;
  }
  for (const { exportName: name } of outputs) {
    const other = exportsOf(tables, stack.region).find(
      (known) => known.name === name && known.stack.stackId !== stack.stackId,
    );
    if (other) return `Export with name ${name} is already exported by stack ${other.stack.stackName}.`;
  }
  return undefined;
}

import { KNOWN_AFTER_APPLY } from '../../resources/known-after-apply.ts';
import { validationError } from '../errors.ts';
import { evaluateConditions } from './conditions.ts';
import { inDependencyOrder } from './graph.ts';
import { isObject, own } from './json.ts';
import { type ParameterValues, parameterReferences } from './parameter-values.ts';
import { type TemplateReference, references } from './references.ts';
import { type Scope, conditionBranch, resolve } from './resolve.ts';
import type { Template, TemplateOutput, TemplateResource } from './template.ts';

/** What surrounds a stack, for pseudo parameters and functions. */
export interface Environment {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
  dynamicReferences(text: string): string;
}

/** A resource that its condition lets in, with the branches of its Fn::If already taken. */
export interface ResourceInstance extends TemplateResource {
  /** Logical ids, from functions and from DependsOn. */
  readonly dependencies: readonly string[];
}

/** A template with its parameters: what is in it, and in which order. */
export interface TemplateInstance {
  readonly template: Template;
  /** In dependency order. */
  readonly resources: ReadonlyMap<string, ResourceInstance>;
  readonly outputs: ReadonlyMap<string, TemplateOutput>;
  /** Resolves everything but resources and imports. */
  readonly scope: Omit<Scope, 'ref' | 'getAtt' | 'importValue'>;
}

/**
 * Binds parameters to a template and checks all that can be checked before anything exists: conditions, references,
 * cycles, mappings, the arguments of functions.
 * @throws ValidationError with CloudFormation's text
 */
export function instantiate(
  template: Template,
  parameters: ParameterValues,
  environment: Environment,
): TemplateInstance {
  const base = {
    parameters: { ...parameterReferences(template, parameters), ...pseudoParameters(environment) },
    mappings: template.mappings,
    availabilityZones,
    dynamicReferences: (text: string) => environment.dynamicReferences(text),
  };
  const nothing = { ref: () => undefined, getAtt: () => undefined, importValue: () => KNOWN_AFTER_APPLY };
  const conditions = evaluateConditions(template.conditions, { ...base, ...nothing });
  const scope = { ...base, conditions };
  const enabled = ({ condition }: { readonly condition?: string }): boolean => {
    if (condition === undefined) return true;
    const outcome = own(conditions, condition);
    if (outcome === undefined) {
      throw validationError(
        `Template format error: Unresolved condition dependency ${condition} in the Resources block of the template`,
      );
    }
    return outcome;
  };
  const declared = Object.values(template.resources)
    .filter(enabled)
    .map((resource) => ({
      ...resource,
      properties: takeBranches(resource.properties, conditions) as TemplateResource['properties'],
    }));
  const ids = new Set(declared.map(({ logicalId }) => logicalId));
  const resources = new Map(
    declared.map((resource) => [
      resource.logicalId,
      withDependencies(resource, template, ids, base.parameters),
    ]),
  );
  const outputs = new Map(
    Object.entries(template.outputs)
      .filter(([, output]) => enabled(output))
      .map(([name, output]) => [name, { ...output, value: takeBranches(output.value, conditions) }]),
  );
  checkReferences(
    [...outputs].flatMap(([, output]) => references(output)),
    ids,
    base.parameters,
    'Outputs',
  );
  const graph = new Map([...resources].map(([id, { dependencies }]) => [id, new Set(dependencies)]));
  const ordered = new Map(
    inDependencyOrder(graph).flatMap((id) => [...resources].filter(([key]) => key === id)),
  );
  const dry: Scope = {
    ...scope,
    ref: () => KNOWN_AFTER_APPLY,
    getAtt: () => KNOWN_AFTER_APPLY,
    importValue: () => KNOWN_AFTER_APPLY,
  };
  for (const { properties } of ordered.values()) resolve(properties, dry);
  for (const { value, exportName } of outputs.values()) resolve([value, exportName ?? ''], dry);
  return { template, resources: ordered, outputs, scope };
}

function withDependencies(
  resource: TemplateResource,
  template: Template,
  enabled: ReadonlySet<string>,
  parameters: Readonly<Record<string, unknown>>,
): ResourceInstance {
  const used = references(resource.properties);
  checkReferences(used, enabled, parameters, 'Resources');
  const undeclared = resource.dependsOn.filter((id) => !Object.hasOwn(template.resources, id));
  if (undeclared.length > 0) throw unresolvedDependencies(undeclared, 'Resources');
  const all = [...used.map(({ name }) => name), ...resource.dependsOn];
  return { ...resource, dependencies: [...new Set(all)].filter((id) => enabled.has(id)) };
}

function checkReferences(
  used: readonly TemplateReference[],
  enabled: ReadonlySet<string>,
  parameters: Readonly<Record<string, unknown>>,
  block: 'Resources' | 'Outputs',
): void {
  const undefinedTarget = used.find(({ name, attribute }) => attribute !== undefined && !enabled.has(name));
  if (undefinedTarget && block === 'Resources') {
    throw validationError(
      `Template error: instance of Fn::GetAtt references undefined resource ${undefinedTarget.name}`,
    );
  }
  const missing = used.filter(
    ({ name, attribute }) =>
      !enabled.has(name) &&
      (attribute !== undefined || (name !== 'AWS::NoValue' && !Object.hasOwn(parameters, name))),
  );
  if (missing.length > 0)
    throw unresolvedDependencies(
      missing.map(({ name }) => name),
      block,
    );
}

/** The two blocks differ in their prefix. */
function unresolvedDependencies(names: readonly string[], block: 'Resources' | 'Outputs'): Error {
  const prefix = block === 'Resources' ? 'Template format error: ' : '';
  return validationError(
    `${prefix}Unresolved resource dependencies [${[...new Set(names)].join(', ')}] in the ${block} block of the template`,
  );
}

function takeBranches(value: unknown, conditions: Readonly<Record<string, boolean>>): unknown {
  if (Array.isArray(value)) return value.map((item) => takeBranches(item, conditions));
  if (!isObject(value)) return value;
  if ('Fn::If' in value && Object.keys(value).length === 1) {
    return takeBranches(conditionBranch(value['Fn::If'], conditions), conditions);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, takeBranches(item, conditions)]),
  );
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html */
function pseudoParameters(environment: Environment): Record<string, unknown> {
  return {
    'AWS::AccountId': environment.accountId,
    'AWS::NotificationARNs': environment.notificationArns,
    'AWS::Partition': environment.partition,
    'AWS::Region': environment.region,
    'AWS::StackId': environment.stackId,
    'AWS::StackName': environment.stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
}

/** Every region has three zones here. */
function availabilityZones(region: string): string[] {
  return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
}

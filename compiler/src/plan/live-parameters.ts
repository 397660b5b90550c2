import type { Parameter, Stack } from '../aws/cloudformation.ts';
import { sourceOf } from '../deploy/parameters.ts';
import { parametersOf } from '../deploy/stack-state.ts';
import { deployParameters, type RenderedStack } from '../stack.ts';
import type { PlannedImage, PlanRequest } from './plan.ts';
import type { ReplacementRules } from './replacement.ts';
import { imageText, stacksOf } from './stack-plan.ts';
import type { ParameterValues } from './template-names.ts';
import type { ChangeSetTools } from './temporary-change-set.ts';

/** By stack, the values of its outputs; undefined: known only while deploying. */
type Outputs = Map<string, ReadonlyMap<string, string | undefined>>;

/** What one plan against an account hands from stack to stack. */
export interface Planning {
  readonly request: PlanRequest;
  readonly tools: ChangeSetTools;
  readonly rules: ReplacementRules;
  readonly outputs: Outputs;
}

/** The stack that fills a parameter; none for those that `deploy` fills. */
export function providerOf(
  { request }: Planning,
  stack: RenderedStack,
  parameter: string,
): RenderedStack | undefined {
  return deployParameters.some((own) => own === parameter)
    ? undefined
    : sourceOf(stack, parameter, stacksOf(request).all);
}

/** The template's parameters: what they were, what they will be, what nobody knows yet. */
export function parametersFor(planning: Planning, stack: RenderedStack, existing: Stack | undefined) {
  const deployed = new Map(Object.entries(parametersOf(existing)));
  const after = new Map<string, string>();
  const unknown = new Set<string>();
  const missing: string[] = [];
  const inputs: Parameter[] = [];
  for (const name of stack.parameters) {
    const image = name === 'Image' ? imageOf(planning, stack, undefined)?.reference : undefined;
    const provider = providerOf(planning, stack, name);
    const value = image ?? (provider && planning.outputs.get(provider.name)?.get(name));
    const kept = deployed.get(name);
    if (provider && value === undefined) unknown.add(name);
    else if (value !== undefined) inputs.push({ ParameterKey: name, ParameterValue: value });
    else if (kept !== undefined) inputs.push({ ParameterKey: name, UsePreviousValue: true });
    else missing.push(name);
    if (!unknown.has(name) && (value ?? kept) !== undefined) after.set(name, value ?? kept ?? '');
  }
  const values: ParameterValues = { before: deployed, after, unknown };
  return { values, unknown, missing, inputs };
}

/** The image that a service gets: the one that was chosen, else the one that it has. */
export function imageOf(
  { request }: Planning,
  { service, parameters }: RenderedStack,
  existing: Stack | undefined,
): PlannedImage | undefined {
  const chosen = service === undefined ? undefined : request.images?.get(service);
  if (chosen) return imageText(chosen);
  const image = parametersOf(existing)['Image'];
  return image !== undefined && parameters.includes('Image')
    ? imageText({ image, rule: 'deployed' })
    : undefined;
}

import { CommandError, exit } from '../commands/command.ts';
import { deployParameters, stackKinds, type RenderedStack } from '../stack.ts';

/** Outputs of deployed stacks, by the stack's name. */
export type Outputs = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * The stack whose output of the same name fills a parameter: one of an earlier kind, and of the same service where several
 * have such an output.
 */
export function sourceOf(
  stack: RenderedStack,
  parameter: string,
  stacks: readonly RenderedStack[],
): RenderedStack | undefined {
  const rank = stackKinds.indexOf(stack.kind);
  const candidates = stacks.filter(
    (other) => stackKinds.indexOf(other.kind) < rank && other.outputs.includes(parameter),
  );
  return (
    candidates.find(({ service }) => service !== undefined && service === stack.service) ??
    candidates.findLast(({ service }) => service === undefined)
  );
}

/** The stacks that have to be there before this one. */
export function dependenciesOf(
  stack: RenderedStack,
  stacks: readonly RenderedStack[],
): readonly RenderedStack[] {
  return [...new Set(joined(stack).flatMap((parameter) => sourceOf(stack, parameter, stacks) ?? []))];
}

/** The parameters that are filled by outputs. Throws where a stack that should have one is not deployed. */
export function joinedParameters(
  stack: RenderedStack,
  stacks: readonly RenderedStack[],
  outputs: Outputs,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    joined(stack).map((parameter) => {
      const source = sourceOf(stack, parameter, stacks);
      if (!source) throw new Error(`no stack has an output for the parameter ${parameter} of ${stack.name}`);
      const value = outputs.get(source.name)?.[parameter];
      if (value === undefined) throw notDeployed(stack, parameter, source);
      return [parameter, value];
    }),
  );
}

/** Throws where one stack has no output for another, though it should. */
export function checkJoin(
  stack: RenderedStack,
  source: RenderedStack,
  stacks: readonly RenderedStack[],
  outputs: Readonly<Record<string, string>>,
): void {
  const missing = joined(stack).find(
    (parameter) => sourceOf(stack, parameter, stacks) === source && outputs[parameter] === undefined,
  );
  if (missing !== undefined) throw notDeployed(stack, missing, source);
}

function notDeployed(stack: RenderedStack, parameter: string, source: RenderedStack): CommandError {
  return new CommandError(
    exit.refused,
    `${stack.name} needs ${parameter} of ${source.name}, which is not deployed with it`,
    `Deploy ${source.name} first: run the same command without --service.`,
  );
}

function joined(stack: RenderedStack): readonly string[] {
  const own: readonly string[] = deployParameters;
  return stack.parameters.filter((parameter) => !own.includes(parameter));
}

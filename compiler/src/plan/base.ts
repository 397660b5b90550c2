import { environmentNames, PLATFORM_FILE } from '../check-config.ts';
import { compileEnvironment, compileShared, type Compiled } from '../compile.ts';
import { CommandError, exit } from '../commands/command.ts';
import { diagnosticsToText } from '../diagnostics/format.ts';
import type { Host } from '../host/host.ts';
import type { Git } from '../host/git.ts';
import { sourceOf } from '../deploy/parameters.ts';
import type { Model } from '../model.ts';
import type { RenderedStack } from '../stack.ts';
import { assemble } from './assemble.ts';
import { CommitFiles } from './commit-files.ts';
import { diffTemplates } from './diff.ts';
import { placesOf } from './place.ts';
import type { Plan, PlanRequest, StackPlan } from './plan.ts';
import { loadReplacementRules } from './replacement.ts';
import { imageText, stacksOf, type Compared } from './stack-plan.ts';
import { readTemplate } from './template.ts';
import type { ParameterValues } from './template-names.ts';

/** What an earlier config came to. */
export interface Base {
  /** For people: `commit 4f2a91c`. */
  readonly label: string;
  readonly stacks: readonly RenderedStack[];
  /** Undefined where there was no such environment. */
  readonly model?: Model;
}

/** Compares template with template. No account is asked, so values of outputs are known to change, and not to what. */
export async function planAgainstBase(
  request: PlanRequest,
  base: Base,
): Promise<Pick<Plan, 'comparedWith' | 'stacks'>> {
  const rules = await loadReplacementRules();
  const { sources, model } = request.compilation;
  const { planned: stacks, all } = stacksOf(request);
  const changing = new Map<string, ReadonlySet<string>>();
  const plans: StackPlan[] = [];
  for (const stack of stacks) {
    const earlier = base.stacks.find(({ name }) => name === stack.name);
    const after = readTemplate(stack.body);
    const before = earlier && readTemplate(earlier.body);
    const places = placesOf(
      stack,
      after,
      { origins: model.origins, sources },
      earlier && before && { stack: earlier, template: before },
    );
    const compared: Compared = {
      stack,
      before,
      after,
      places,
      later: stacks.slice(stacks.indexOf(stack) + 1),
    };
    const image = stack.service === undefined ? undefined : request.images?.get(stack.service);
    const values: ParameterValues = {
      before: new Map(),
      after: new Map(),
      unknown: new Set(
        stack.parameters.filter((name) => changing.get(sourceOf(stack, name, all)?.name ?? '')?.has(name)),
      ),
    };
    const diff = diffTemplates({ before, after, parameters: values, rules });
    if (before) changing.set(stack.name, new Set(diff.outputs.map(({ name }) => name)));
    const found = { ...diff, values, from: 'template', tags: earlier?.tags ?? {} } as const;
    plans.push(assemble(compared, { ...found, image: image && imageText(image) }, all));
  }
  const gone = base.stacks.filter(({ name }) => !stacks.some((stack) => stack.name === name));
  return { comparedWith: base.label, stacks: [...plans, ...gone.map(removedStack)] };
}

/** `deploy` deletes no stack: what a config no longer names stays until somebody deletes it. */
function removedStack({ name, kind, service }: RenderedStack): StackPlan {
  return {
    name,
    kind,
    ...(service !== undefined && { service }),
    state: 'removed',
    from: 'template',
    notes: ['no longer in the config; deploy leaves the stack as it is'],
    changes: [],
    parameters: [],
    outputs: [],
    tags: [],
  };
}

/**
 * The stacks of an environment (`common`: of all of them) as the config at a commit has them, from git's objects alone.
 * A commit without platform.yaml, or without the environment, had none. Throws `CommandError`.
 */
export async function compileBase(host: Host, git: Git, ref: string, environment: string): Promise<Base> {
  const commit = await git.commitOf(ref);
  if (commit === undefined) {
    const inside = (await git.headCommit()) !== undefined;
    throw new CommandError(
      exit.usage,
      inside ? `git knows no commit ${JSON.stringify(ref)}` : `git reads no commit in ${host.cwd}`,
      inside
        ? 'A branch, a tag or a hash; in CI fetch it first (`git fetch origin main`, or a checkout with full history).'
        : 'It is no repository, has no commit yet or belongs to somebody else, or git is not installed: `git log -1` says which. --offline needs none.',
    );
  }
  const files = new CommitFiles(host, git, commit);
  const label = `commit ${commit.slice(0, 7)}`;
  const compiled = await files.complete((earlier): Compiled | undefined => {
    if (!earlier.exists(PLATFORM_FILE)) return undefined;
    if (environment === 'common') return compileShared(earlier);
    return environmentNames(earlier).includes(environment)
      ? compileEnvironment(earlier, environment)
      : undefined;
  });
  if (!compiled) return { label: `${label}, which has no ${environment} environment`, stacks: [] };
  if (!compiled.model) {
    throw new CommandError(
      exit.invalid,
      `the config at ${label} does not compile:\n\n${diagnosticsToText(compiled.diagnostics, compiled.sources, host.terminal.errStyle).trimEnd()}`,
      'Compare with a commit whose config is valid.',
    );
  }
  const { model, shared, stacks } = compiled;
  return { label, model, stacks: environment === 'common' ? shared : stacks };
}

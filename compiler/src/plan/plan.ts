import type { Compilation } from '../compile.ts';
import type { ChosenImage } from '../deploy/images.ts';
import type { RenderedStack, StackKind } from '../stack.ts';
import type { Base } from './base.ts';
import type { Action } from './resource-difference.ts';
import type { Attribute, Cause } from './property-differences.ts';
import type { Account } from './live.ts';
import type { FilePlace } from './place.ts';
import type { PolicyAction } from './policy-action.ts';
import type { Replacement } from './replacement.ts';
import type { Rollout } from './rollout.ts';

/** What the config was compared with. */
type PlanSource = 'account' | 'base' | 'offline';

/** What would change, as `plan` shows it and `deploy` is held to. Secrets are masked in it. */
export interface Plan {
  readonly app: string;
  readonly environment: string;
  readonly source: PlanSource;
  /** For people: `commit 4f2a91c`, `account 123456789012 in eu-central-1`. */
  readonly comparedWith: string;
  /** In dependency order; those that are no longer in the config come last. */
  readonly stacks: readonly StackPlan[];
  readonly summary: PlanSummary;
  /** What was found beside the changes: whether policies hold, what it costs. */
  readonly verdicts?: readonly Verdict[];
}

/** A word and a sentence. */
export interface Verdict {
  readonly name: string;
  readonly text: string;
  /** Whether somebody has to do something about it. */
  readonly alarming: boolean;
}

export interface PlanSummary {
  readonly hasChanges: boolean;
  /** Resources of all stacks. A replaced one counts as replaced only. */
  readonly counts: Readonly<Record<'added' | 'modified' | 'replaced' | 'removed', number>>;
  /** Resources that hold data and are, or may be, replaced or deleted. */
  readonly data: readonly ResourceRef[];
  /** Resources that say who may do what, and change. */
  readonly permissions: readonly ResourceRef[];
  /** Resources that say what can be reached from where, and change. */
  readonly network: readonly ResourceRef[];
  /** Why users may notice; empty where they do not. */
  readonly interruptions: readonly string[];
}

export interface ResourceRef {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
}

/**
 * - `create`: the stack does not exist yet
 * - `removed`: it exists, and the config no longer has it; `deploy` leaves it as it is
 */
type StackState = 'create' | 'update' | 'unchanged' | 'removed';

export interface StackPlan {
  readonly name: string;
  readonly kind: StackKind;
  readonly service?: string;
  readonly state: StackState;
  /** A change set is CloudFormation's own word; a template is compared where none can be made. */
  readonly from: 'change-set' | 'template';
  /** What else is to be known, a sentence each. */
  readonly notes: readonly string[];
  /** Why CloudFormation would refuse it; the changes are then those of the template. */
  readonly refused?: string;
  /** What the stack is there for. */
  readonly place?: FilePlace;
  readonly changes: readonly ResourceChange[];
  readonly parameters: readonly ValueChange[];
  readonly outputs: readonly ValueChange[];
  /** Stack tags: they go on to every resource that takes tags. */
  readonly tags: readonly ValueChange[];
  /** What becomes of the tasks of an ECS service in this stack; without one, undefined. */
  readonly rollout?: Rollout;
  readonly image?: PlannedImage;
}

/** A parameter, output or tag with another value; of a new stack each parameter. */
export interface ValueChange {
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** The new value is known only while deploying. */
  readonly knownAfterApply: boolean;
  /** What gives the value: the stack with the output of the same name, `deploy` itself, the resources behind an output. */
  readonly source?: string;
  readonly place?: FilePlace;
}

export interface ResourceChange {
  readonly action: Action;
  readonly logicalId: string;
  readonly type: string;
  readonly replacement: Replacement;
  /** What becomes of the old physical resource. */
  readonly policyAction?: PolicyAction;
  readonly holdsData: boolean;
  readonly properties: readonly PropertyChange[];
  /** Later stacks that use an output which changes with this resource. */
  readonly usedBy: readonly string[];
  /** The line of the config that it comes from. */
  readonly place?: FilePlace;
}

export interface PropertyChange {
  readonly attribute: Attribute;
  /** `ContainerDefinitions[api].Cpu` */
  readonly property: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly replacement: Replacement;
  /** What it follows from, where it was not itself edited. */
  readonly causes: readonly Cause[];
  readonly knownAfterApply: boolean;
  readonly place?: FilePlace;
}

/** The image of a service. */
export interface PlannedImage {
  /** By digest. */
  readonly reference: string;
  /** Why it is this one, for people: `tag 4f2a91c`, `the one that is deployed`. */
  readonly rule: string;
}

export interface PlanRequest {
  readonly compilation: Pick<Compilation, 'model' | 'stacks' | 'shared' | 'sources'>;
  /** To plan, in dependency order; the environment's own ones, if absent. */
  readonly stacks?: readonly RenderedStack[];
  /** To plan against what is deployed. */
  readonly account?: Account;
  /** To plan against an earlier config; without it and without an account, against nothing. */
  readonly base?: Base;
  /** By service. A service without one keeps the image that it has. */
  readonly images?: ReadonlyMap<string, ChosenImage>;
}

/** Works out what would change. Throws `AwsError`, or the reason of an interruption. */
export async function planEnvironment(request: PlanRequest): Promise<Plan> {
  const { summarize } = await import('./summary.ts');
  const { config, environment } = request.compilation.model;
  const { source, comparedWith, stacks } = await compared(request);
  return { app: config.app, environment, source, comparedWith, stacks, summary: summarize(stacks) };
}

async function compared(request: PlanRequest): Promise<Pick<Plan, 'source' | 'comparedWith' | 'stacks'>> {
  if (request.account) {
    const { planAgainstAccount } = await import('./live.ts');
    return { source: 'account', ...(await planAgainstAccount(request, request.account)) };
  }
  const { planAgainstBase } = await import('./base.ts');
  if (request.base) return { source: 'base', ...(await planAgainstBase(request, request.base)) };
  return {
    source: 'offline',
    ...(await planAgainstBase(request, { label: 'nothing deployed', stacks: [] })),
  };
}

import type { Path } from './diagnostics/diagnostic.ts';

/** The kinds of stacks (contract.md), in the order in which one builds on another. */
export const stackKinds = ['common', 'access', 'registry', 'network', 'platform', 'service'] as const;
export type StackKind = (typeof stackKinds)[number];

/** The second one where a role or policy has a name of its own. */
export type Capability = 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';

/** Kinds whose stacks belong to no environment. */
export function isShared(kind: StackKind): boolean {
  return kind === 'common' || kind === 'access' || kind === 'registry';
}

/** One CloudFormation stack as rendered: what `plan` compares and `deploy` applies. */
export interface RenderedStack {
  /** The stack's full name: `<app>-<env>-network`, `<app>-common`, `<app>-registry-api` … */
  readonly name: string;
  readonly kind: StackKind;
  /** For `service` and `registry`: whose it is. */
  readonly service?: string;
  /** The template as YAML. The same config gives the same bytes. */
  readonly body: string;
  /** Names of the template's parameters. Each is filled by the output of the same name of an earlier stack, or by `deploy` (`Image`, `Release`). */
  readonly parameters: readonly string[];
  /** Logical ids of the template's resources. */
  readonly resources: readonly string[];
  /** Names of the template's outputs. */
  readonly outputs: readonly string[];
  /** Stack tags; CloudFormation puts them on every resource that takes tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the template's IAM resources ask for: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
  readonly capabilities: readonly Capability[];
  /** Paths of the config behind a line of `body`, by line number from 1: of a value, and of a resource's first line. A line without belongs to its resource. */
  readonly lines: ReadonlyMap<number, readonly Path[]>;
  /** Logical ids that the stack would have, were they not switched off, with the path of what switches them. */
  readonly absent?: ReadonlyMap<string, Path>;
  /** The path of the config that this stack as a whole comes from: `network`, `services.api`. */
  readonly origin: Path;
}

/** Parameters that `deploy` fills in itself rather than from an output. */
export const deployParameters = ['Image', 'Release'] as const;

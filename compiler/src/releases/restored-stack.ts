import type { Aws } from '../aws/aws.ts';
import type { Compilation } from '../compile.ts';
import type { Clock } from '../deploy/clock.ts';
import { isGone } from '../deploy/images.ts';
import type { Release, Releases } from '../deploy/release.ts';
import { templateHash } from '../deploy/template-source.ts';
import type { Sources } from '../diagnostics/format.ts';
import { readTemplate } from '../plan/template.ts';
import type { RenderedStack } from '../stack.ts';
import { changedOutputs, type Foundation } from './foundation.ts';
import { optionsOf, refusal } from './refusal.ts';

/** The stack of a service as an earlier release had it. */
export interface Restored {
  readonly stack: RenderedStack;
  /** Of the config, where its lines still give this template; else none, since no line of today is behind a line of it. */
  readonly sources: Sources;
  /** Whether the config of today renders the same template. */
  readonly isCurrent: boolean;
}

/**
 * Puts the stack of a release together again. Throws `CommandError` (4) where something that it needs is gone or has changed: its
 * template, its image, outputs of the network or platform. Writes nothing.
 * @param rendered the stack as the config renders it today
 */
export async function restoredStack(
  aws: Aws,
  clock: Clock,
  releases: Releases,
  record: Release,
  rendered: RenderedStack,
  foundation: Foundation,
  compilation: Compilation,
): Promise<Restored> {
  const wanted = { environment: record.environment, service: record.service };
  const { release, image } = record;
  const anew = deployAnew(record, compilation);
  const body = await releases.template(record);
  if (body === undefined)
    throw refusal(wanted, `the template of release ${release} is gone from the artifacts bucket`, anew);
  if (templateHash(body) !== record.templateHash)
    throw refusal(
      wanted,
      `the template of release ${release} is not the one that was recorded: somebody has written over it`,
      anew,
    );
  const template = readTemplate(body);
  const isCurrent = body === rendered.body;
  const stack: RenderedStack = {
    ...rendered,
    name: record.stack,
    body,
    parameters: [...template.Parameters.keys()],
    resources: [...template.Resources.keys()],
    outputs: [...template.Outputs.keys()],
    // It covers the weaker one, and asks for nothing where the template has no IAM resource.
    capabilities: ['CAPABILITY_NAMED_IAM'],
    lines: isCurrent ? rendered.lines : new Map(),
  };
  const changed = changedOutputs(stack, record, foundation);
  if (changed.length > 0)
    throw refusal(
      wanted,
      [
        `release ${release} needs outputs as they were then, and they have changed:`,
        ...changed.flatMap(({ parameter, before, now, stack: source }) => [
          `  ${parameter}${source === undefined ? '' : ` of ${source}`}`,
          `    then  ${before}`,
          `    now   ${now ?? 'no stack has it'}`,
        ]),
      ].join('\n'),
      anew,
      { changed },
    );
  if (image !== undefined && (await isGone(aws, clock, image)))
    throw refusal(wanted, `the image of release ${release} is gone from its repository: ${image}`, anew, {
      image,
    });
  return { stack, sources: isCurrent ? compilation.sources : new Map(), isCurrent };
}

/** How to get the same code into an environment where its release itself cannot be had again. */
function deployAnew(record: Release, { model }: Compilation): string {
  const { commit, dirty, service } = record;
  const push = model.config.services[service]?.build === undefined ? '' : ' --push';
  const deploy = `npx platc deploy ${optionsOf(record)}${push}`;
  const others = `Or another release: npx platc history ${optionsOf(record)}`;
  if (commit === undefined) return `Deploy its code anew: ${deploy}\n${others}`;
  const state = dirty ? ' (and what differed from it then)' : '';
  return `Deploy its commit${state} anew: git checkout ${commit.slice(0, 12)}, then ${deploy}\n${others}`;
}

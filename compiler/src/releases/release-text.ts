import type { Release } from '../deploy/release.ts';

/** `2026-03-04 12:30 UTC`: to the minute, as it stands beside a graph of that day. */
export function timeText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/**
 * Who it was, from the ARN of the caller: a user's name, or the session of a role and the role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function whoText(arn: string): string {
  const [kind = '', ...path] = arn.slice(arn.lastIndexOf(':') + 1).split('/');
  if (kind === 'assumed-role' && path.length === 2) return `${path[1]} as ${path[0]}`;
  return path.at(-1) ?? kind;
}

/** `commit 4f2a91c-dirty` after `before`; empty where the commit is not known. */
export function commitText({ commit, dirty }: Release, before: string): string {
  return commit === undefined ? '' : `${before}${commit.slice(0, 7)}${dirty ? '-dirty' : ''}`;
}

/** Twelve digits of the image's digest; empty for a service without one. */
export function imageText({ image }: Release): string {
  return image?.split('@sha256:')[1]?.slice(0, 12) ?? '';
}

import type { ResolvedPlatform } from '../../generated/config.ts';
import { GITHUB_ISSUER } from './names.ts';

type GitHub = NonNullable<NonNullable<ResolvedPlatform['access']>['github']>;

/**
 * The condition under which a token of GitHub may take a role: a job of this repository in this GitHub
 * environment, whose own rules say who may use it. Exact texts only: a pattern would let others in.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubTrust(github: GitHub, environment: string): object {
  const { repository = '', organizationId, repositoryId } = github;
  const [organization = '', name = ''] = repository.split('/');
  const subject = (text: string) => `repo:${text}:environment:${environment}`;
  const known = organizationId !== undefined && repositoryId !== undefined;
  const immutable = known ? [subject(`${organization}@${organizationId}/${name}@${repositoryId}`)] : [];
  return {
    StringEquals: {
      [`${GITHUB_ISSUER}:aud`]: 'sts.amazonaws.com',
      [`${GITHUB_ISSUER}:sub`]: [subject(repository), ...immutable],
      // With the number, a repository that takes over a name that was given up is another one.
      ...(known && { [`${GITHUB_ISSUER}:repository_id`]: repositoryId }),
    },
  };
}

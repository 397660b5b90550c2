import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPath } from '../../diagnostics/format.ts';
import { isSound, placeOf, type Model } from '../../model.ts';
import type { Cursor } from '../../provenance.ts';
import { githubEnvironment, hasRoles, idOf, pipelines } from './names.ts';

export function checkAccess(model: Model): readonly Diagnostic[] {
  const access = model.root.at('access');
  if (!isSound(model, access)) return [];
  return [...checkShared(model), ...checkGitHub(model), ...checkNames(model), ...checkProvider(model)];
}

/** The stack belongs to no environment, so an environment cannot differ in it. */
function checkShared(model: Model): readonly Diagnostic[] {
  if (model.environment === 'common') return [];
  const access = model.root.at('access');
  const github = access.at('github');
  const leaves: Cursor<unknown>[] = [
    github.at('repository'),
    github.at('organizationId'),
    github.at('repositoryId'),
    github.at('provider'),
  ];
  const own = [...leaves, github, access].filter(
    (key) => placeOf(model, key.path, 'key').file !== 'platform.yaml',
  );
  return own
    .slice(0, 1)
    .map((key) =>
      diagnostic(
        'PLATC3014',
        { path: formatPath(key.path) },
        { place: placeOf(model, key.path, 'key'), hint: 'set it in platform.yaml' },
      ),
    );
}

function checkGitHub(model: Model): readonly Diagnostic[] {
  const access = model.root.at('access');
  if (access.value === undefined) return [];
  const github = access.at('github');
  const missing = (owner: Cursor<unknown>, key: string, hint: string) =>
    diagnostic(
      'PLATC2006',
      { key, owner: `\`${formatPath(owner.path)}\`` },
      { place: placeOf(model, owner.path, 'key'), hint },
    );
  if (github.value === undefined)
    return [missing(access, 'github', 'for example github: { repository: my-org/shop }')];
  const { repository, organizationId, repositoryId } = github.value;
  const half = (organizationId === undefined) !== (repositoryId === undefined);
  return [
    ...(repository === undefined
      ? [missing(github, 'repository', 'for example repository: my-org/shop')]
      : []),
    ...(half
      ? [
          missing(
            github,
            organizationId === undefined ? 'organizationId' : 'repositoryId',
            'both numbers are in the immutable form of a token, or none',
          ),
        ]
      : []),
  ];
}

/** The rights of a pipeline end at names: those of one environment may not begin like those of another, nor be those of its other pipelines. */
function checkNames(model: Model): readonly Diagnostic[] {
  const names = model.environments.filter(hasRoles).map(({ environment }) => environment);
  const refused = (environment: string, other: string, why: string, rename: string) =>
    diagnostic(
      'PLATC3018',
      { environment, other, why },
      { place: placeOf(model, ['access'], 'key'), hint: `rename environments/${rename}.yaml` },
    );
  return names.flatMap((name, index) => [
    ...names
      .filter((other, at) => other.startsWith(`${name}-`) || (at > index && idOf(other) === idOf(name)))
      .map((other) => refused(name, other, 'the names of its stacks begin alike', other)),
    ...(idOf(name) === idOf('common')
      ? [refused(name, 'common', 'the names of their roles would be the same', name)]
      : []),
    ...[...names, 'common']
      .filter((other) => name !== other && pipelines.some((one) => githubEnvironment(one, other) === name))
      .map((other) =>
        refused(name, other, `a role of \`${other}\` is for the GitHub environment of that name`, name),
      ),
  ]);
}

/** An OIDC provider is a resource of one account. */
function checkProvider(model: Model): readonly Diagnostic[] {
  const provider = model.root.at('access').at('github').at('provider');
  if (provider.value === undefined) return [];
  const [, , , , itsAccount = ''] = provider.value.split(':');
  return model.environments
    .filter(hasRoles)
    .flatMap(({ environment, config: { account } }) =>
      account === undefined || account === itsAccount
        ? []
        : [
            diagnostic(
              'PLATC3019',
              { environment, account, found: itsAccount },
              { place: placeOf(model, provider.path) },
            ),
          ],
    );
}

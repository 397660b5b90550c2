import type { FileTree } from '../host/machine.ts';
import { listeningOf, ownListening, type Listening } from './listening.ts';

/** What `init` asks for. */
export interface Answers extends Listening {
  /** Name of the application. */
  readonly app: string;
  readonly region: string;
  /** Name of the service. */
  readonly service: string;
  /** Relative to the project; undefined where a service has to be made. */
  readonly dockerfile: string | undefined;
  /** Names of the environments on AWS. */
  readonly environments: readonly string[];
  /** `organisation/repository` on GitHub whose workflows may deploy. */
  readonly github: string | undefined;
}

/** Folders that hold services by habit, nearest first. */
const folders = ['', 'service', 'app', 'api', 'server', 'backend', 'web'];

/** What a project suggests: its folder, package.json, Dockerfile, git remote, and the variables of the AWS SDK. */
export function proposals(
  tree: FileTree,
  project: string,
  env: Readonly<Record<string, string | undefined>>,
): Answers {
  const manifest = packageOf(tree, project);
  const folder = project.split('/').at(-1) ?? '';
  const dockerfile = folders
    .map((name) => (name === '' ? 'Dockerfile' : `${name}/Dockerfile`))
    .find((path) => tree.kind(`${project}/${path}`) === 'file');
  return {
    app: nameOf(manifest ?? '') ?? nameOf(folder) ?? 'my-app',
    region:
      [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find((name) => name !== undefined && name !== '') ??
      'us-east-1',
    service: 'api',
    dockerfile,
    ...(dockerfile === undefined ? ownListening : listeningOf(tree.text(`${project}/${dockerfile}`) ?? '')),
    environments: ['dev', 'prod'],
    github: repositoryOf(tree.text(`${project}/.git/config`) ?? ''),
  };
}

/** A name as platform.yaml takes it, made of what somebody wrote; undefined where nothing is left. */
export function nameOf(text: string): string | undefined {
  const name = text
    .replace(/^@[^/]*\//, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 20)
    .replace(/-$/, '');
  return name === '' ? undefined : name;
}

function packageOf(tree: FileTree, project: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(tree.text(`${project}/package.json`) ?? 'null');
    return typeof manifest === 'object' &&
      manifest !== null &&
      'name' in manifest &&
      typeof manifest.name === 'string'
      ? manifest.name
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What `access.github.repository` takes. A managed user's name ends in `_` and the short code of the enterprise:
 * https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
export const githubRepository =
  /^(?=[^/]{1,39}\/)[A-Za-z0-9][A-Za-z0-9-]*(_[A-Za-z0-9]+)?\/[A-Za-z0-9._-]{1,100}$/;

/** The repository behind the remote `origin`, where it is on GitHub. */
export function repositoryOf(gitConfig: string): string | undefined {
  const origin = /\[remote "origin"\]([^[]*)/.exec(gitConfig)?.[1] ?? '';
  const url = /^\s*url\s*=\s*(\S+)/m.exec(origin)?.[1] ?? '';
  const match =
    /^(?:https:\/\/(?:[^@/]*@)?|git@|ssh:\/\/git@)github\.com[/:]([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url);
  const found = match?.[1] ?? '';
  return githubRepository.test(found) ? found : undefined;
}

import { checkEnvironment, environmentNames } from '../check-config.ts';
import templates from '../generated/ci.json' with { type: 'json' };
import type { Host } from '../host/host.ts';
import type { Files } from './files.ts';

/** The environments of the repository whose workflows these are. */
const own = ['dev', 'staging', 'prod'];

/** Workflows and actions of GitHub for a project with these environments, in the order in which a release goes through them. */
export function githubFiles(environments: readonly string[]): Files {
  return new Map([
    ...Object.entries(templates).map(([path, text]): [string, string] => [
      path,
      withEnvironments(path, text, environments),
    ]),
    ['.github/dependabot.yml', dependabot],
  ]);
}

/** The environments on AWS that a project has. A release goes to production last, whatever that is called: `live-eu`. */
export function promotionOrder(host: Host): readonly string[] {
  const known = ['dev', 'test', 'staging'];
  const rank = (name: string) => {
    if (/(^|-)(prod|production|live)(-|$)/.test(name)) return known.length + 1;
    return known.includes(name) ? known.indexOf(name) : known.length - 0.5;
  };
  return environmentNames(host)
    .filter((name) => checkEnvironment(host, name).model?.config.target === 'aws')
    .sort((a, b) => rank(a) - rank(b));
}

function withEnvironments(path: string, text: string, environments: readonly string[]): string {
  const pieces = piecesOf[path.slice(path.lastIndexOf('/') + 1)] ?? (() => []);
  const made = pieces(environments);
  return pieces(own).reduce((changed, piece, index) => {
    if (!changed.includes(piece)) throw new Error(`${path} has no longer\n${piece}`);
    return changed.replaceAll(piece, () => made[index] ?? '');
  }, text);
}

/** What of a workflow depends on the environments. */
const piecesOf: Readonly<Record<string, (names: readonly string[]) => readonly string[]>> = {
  'deploy.yml': (names) => [
    `    environment: ${names[0]}\n    permissions:\n      contents: read\n      id-token: write # the deploy role of ${names[0]}\n    outputs:`,
    `        uses: ./.github/actions/build-and-push\n        with:\n          environment: ${names[0]}\n`,
    names.map(deployJob).join('\n'),
  ],
  'destroy.yml': (names) => [`        options: [${names.join(', ')}, common, all]\n`],
  'drift.yml': (names) => [
    `        environment: [${names.join(', ')}, common]\n`,
    `          ENVIRONMENTS: ${names.join(' ')} common\n`,
  ],
};

function deployJob(name: string, index: number, names: readonly string[]): string {
  const before = index === 0 ? '' : `, deploy-${names[index - 1]}`;
  return `  deploy-${name}:
    needs: [build${before}]
    permissions:
      contents: read
      id-token: write # the deploy role of ${name}
    uses: ./.github/workflows/deploy-environment.yml
    with:
      environment: ${name}
      images: \${{ needs.build.outputs.images }}
      allow: \${{ inputs.allow }}
`;
}

const dependabot = `version: 2
updates:
  - package-ecosystem: npm
    directory: /
    schedule: { interval: weekly }
    cooldown: { default-days: 7 }
    groups:
      all: { patterns: ['*'] }
  - package-ecosystem: github-actions
    directories: [/, /.github/actions/*]
    schedule: { interval: weekly }
    cooldown: { default-days: 7 }
    groups:
      actions: { patterns: ['*'] }
`;

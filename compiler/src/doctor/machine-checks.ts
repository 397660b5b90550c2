import { findEngine, installHint } from '../policy/engine.ts';
import { nodeGit } from '../host/git.ts';
import type { Check, Finding, Patient } from './examination.ts';

const NODE = [20, 19] as const;

/** What has to be on this machine. */
export const machineChecks: readonly Check[] = [
  { name: 'Node', run: ({ host }) => Promise.resolve([node(host.runtime)]) },
  { name: 'git', run: git },
  { name: 'Docker', run: docker },
  { name: 'cfn-guard', run: guard },
];

function node(runtime: string): Finding {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(runtime) ?? []).slice(1).map(Number);
  const enough = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  return enough
    ? { state: 'ok', text: runtime }
    : { state: 'fault', text: `${runtime} is too old`, mend: `Install Node ${NODE.join('.')} or newer.` };
}

/** Images are tagged with the commit that they were built from. */
async function git({ host }: Patient): Promise<readonly Finding[]> {
  const commit = await nodeGit(host.cwd).headCommit();
  return [
    commit === undefined
      ? {
          state: 'note',
          text: 'this folder is in no git repository with a commit',
          mend: 'Images are then tagged by their content, and `plan --base` has nothing to compare with: git init, and commit.',
        }
      : { state: 'ok', text: `at commit ${commit.slice(0, 7)}` },
  ];
}

/** Needed to build images for AWS; the sandbox needs none. */
async function docker({ host, machine, compilation }: Patient): Promise<readonly Finding[]> {
  const result = await machine.run({
    command: 'docker',
    args: ['version', '--format', '{{.Server.Version}}'],
    cwd: host.cwd,
    env: host.env,
    signal: host.interrupted,
  });
  if (result?.code === 0) return [{ state: 'ok', text: `Docker ${result.stdout.trim()}` }];
  if (compilation?.model.config.target === 'sandbox') return [];
  return [
    {
      state: 'note',
      text: result ? 'the Docker engine does not answer' : 'there is no docker',
      mend: 'Only building images needs it (`push`, `deploy --push`): install Docker, or let the pipeline build them.',
    },
  ];
}

async function guard({ host, machine, compilation }: Patient): Promise<readonly Finding[]> {
  const level = compilation?.model.config.policy.level ?? 'warn';
  if (level === 'off') return [];
  if (await findEngine(machine, host.cwd, machine.platform, host.env))
    return [{ state: 'ok', text: 'answers' }];
  return [
    {
      state: level === 'deny' ? 'fault' : 'note',
      text: 'there is no cfn-guard: policies are not checked',
      mend: installHint,
    },
  ];
}

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyProject } from './project-copy.ts';
import { platc } from './run.ts';

/** A copy of this repository's project, deployed to a sandbox of its own by the built command line. */
export interface DeployedProject {
  readonly folder: string;
  /** What the load balancer answers at. */
  readonly url: string;
  /** For a client of AWS that finds its settings in the environment. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** `platc deploy --env local --push`, on the clock on the wall. Needs the build of compiler and service. */
export async function deployedProject(): Promise<DeployedProject> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'platc-deployed-')));
  copyProject(folder);
  const remove = async () => {
    await platc(['sandbox', 'stop'], { cwd: folder });
    rmSync(folder, { recursive: true, force: true });
  };
  const json = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await platc([...args, '--json'], { cwd: folder });
    if (code === 0) return JSON.parse(stdout);
    await remove();
    throw new Error(`platc ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
  };
  const { endpoint } = await json('sandbox', 'start', '--port', '0');
  const { outputs } = await json('deploy', '--env', 'local', '--push', '--yes');
  return {
    folder,
    url: outputs.Url,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PAGER: '',
      HOME: folder,
    },
    remove,
  };
}

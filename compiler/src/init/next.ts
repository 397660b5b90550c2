import type { Machine } from '../host/machine.ts';
import type { Host } from '../host/host.ts';
import { findEngine, installCommand } from '../policy/engine.ts';
import { version } from '../version.ts';

/** A command to go on with, and why where that is not plain. */
export interface Step {
  readonly command: string;
  readonly why?: string;
}

/** What comes after `init`: what is missing here is installed first. */
export async function nextSteps(host: Host, machine: Machine): Promise<readonly Step[]> {
  const engine = await findEngine(machine, host.cwd, machine.platform, host.env);
  return [
    ...(namesPlatc(host)
      ? []
      : [
          {
            command: `npm install --save-dev ./platc-${version}.tgz`,
            why: 'the file that `npm pack` makes of platc, or the package under a scope of your own: nobody holds the bare name on npm. npx and the workflows run the one in package.json',
          },
        ]),
    ...(engine
      ? []
      : [
          {
            command: installCommand,
            why: 'cfn-guard, which checks the policies: with `policy: { level: deny }`, as in production, nothing is deployed without it',
          },
        ]),
    { command: 'npx platc validate' },
    { command: 'npx platc deploy --env local --push' },
  ];
}

/** Whether package.json has platc among what is installed, under whatever scope. */
function namesPlatc(host: Host): boolean {
  try {
    const manifest: unknown = JSON.parse(Buffer.from(host.readFile('package.json')).toString());
    const { dependencies = {}, devDependencies = {} } = (manifest ?? {}) as Readonly<
      Record<string, Readonly<Record<string, unknown>>>
    >;
    return Object.keys({ ...dependencies, ...devDependencies }).some((name) =>
      /^(@[^/]+\/)?platc$/.test(name),
    );
  } catch {
    return false;
  }
}

import type { Aws } from '../aws/aws.ts';
import { CommandError } from '../commands/command.ts';
import type { Compilation } from '../compile.ts';
import type { Host } from '../host/host.ts';
import { reach } from '../target.ts';
import type { Diagnosis } from './examination.ts';

/** The way to the environment's account and who goes it; no way where nobody can, with the reason. */
export async function identify(
  host: Host,
  compilation: Compilation | undefined,
): Promise<{ readonly aws: Aws | undefined; readonly diagnosis: readonly Diagnosis[] }> {
  if (!compilation) return { aws: undefined, diagnosis: [] };
  const { model } = compilation;
  try {
    const { aws } = await reach(host, model);
    const { arn } = await aws.identity();
    return { aws, diagnosis: [{ check: 'credentials', state: 'ok', text: arn }] };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const { message: text, hint: mend } = error;
    // A deploy starts the one on this machine by itself.
    const state = model.config.target === 'aws' ? 'fault' : 'note';
    const check = model.config.target === 'aws' ? 'credentials' : 'sandbox';
    return { aws: undefined, diagnosis: [{ check, state, text, ...(mend !== undefined && { mend }) }] };
  }
}

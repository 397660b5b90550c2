import type { Stack } from '../aws/cloudformation.ts';
import type { Release, Releases } from '../deploy/release.ts';
import { parametersOf } from '../deploy/stack-state.ts';
import { checkState } from './check-state.ts';
import { optionsOf, refusal, type Wanted } from './refusal.ts';

export interface Choice {
  readonly record: Release;
  /** Whether an earlier run of the same rollback was killed, and this one goes on from there. */
  readonly goesOn: boolean;
}

/**
 * The release to go back to: `to`, else the last that succeeded before the deployed one. Where the deployed one is itself a
 * rollback, before the release that it restores: going back twice goes further back, and never to what was gone back from.
 * Where the last deploy failed, CloudFormation has gone back already; to go back further has to be said by `to`.
 * Throws `CommandError` (4). Writes nothing.
 * @param stack of the service, as it is deployed
 */
export async function chooseRelease(
  releases: Releases,
  wanted: Wanted,
  stack: Stack | undefined,
  to: number | undefined,
): Promise<Choice> {
  const open = await releases.open();
  const restores = open?.restores;
  const goesOn = restores !== undefined && (to === undefined || to === restores);
  checkState(wanted, stack, open, goesOn);
  const deployed = Number(parametersOf(stack)['Release'] ?? 0);
  const record =
    to === undefined && !goesOn
      ? await previous(releases, wanted, deployed)
      : await named(releases, wanted, to ?? restores ?? 0, deployed);
  return { record, goesOn };
}

/** The release before `release`, as people see it: a rollback stands for what it restores. */
async function before(releases: Releases, release: number): Promise<Release | undefined> {
  let place = release;
  for (let at: number | undefined = release; at !== undefined; at = (await releases.read(at))?.restores)
    place = at;
  for (const number of (await releases.numbers()).filter((candidate) => candidate < place)) {
    const record = await releases.read(number);
    if (record?.result === 'succeeded') return record;
  }
  return undefined;
}

async function previous(releases: Releases, wanted: Wanted, deployed: number): Promise<Release> {
  const found = await before(releases, deployed);
  const last = await releases.last();
  const rollback = `npx platc rollback ${optionsOf(wanted)}`;
  if (deployed > 0 && last > deployed) {
    const newest = await releases.read(last);
    throw refusal(
      wanted,
      newest?.result === 'failed'
        ? `release ${last} failed, and CloudFormation went back to release ${deployed} by itself`
        : `release ${last} was begun and did not come about: release ${deployed} is still the one that is deployed`,
      found
        ? `Where release ${deployed} is to be taken back as well: ${rollback} --to ${found.release}`
        : `No release before ${deployed} succeeded.`,
      { deployed },
    );
  }
  if (found) return found;
  throw refusal(
    wanted,
    deployed === 0 ? 'it was never released' : `no release before ${deployed} succeeded`,
    `What was released: npx platc history ${optionsOf(wanted)}`,
    { deployed },
  );
}

async function named(
  releases: Releases,
  wanted: Wanted,
  release: number,
  deployed: number,
): Promise<Release> {
  const history = `What was released: npx platc history ${optionsOf(wanted)}`;
  if (release === deployed)
    throw refusal(wanted, `release ${release} is already deployed`, history, { deployed });
  const record = await releases.read(release);
  if (!record) throw refusal(wanted, `there is no release ${release}`, history, { deployed });
  if (record.result === 'succeeded') return record;
  const why = record.reason === undefined ? '' : `: ${record.reason}`;
  throw refusal(wanted, `release ${release} never succeeded (${record.result}${why})`, history, { deployed });
}

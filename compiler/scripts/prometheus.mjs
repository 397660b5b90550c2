/** Prometheus for the tests: Debian's package, unpacked below .cache and not installed. Plain Node. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { root, run } from './steps.mjs';

/** Resolves to nothing where Prometheus and promtool are there, else to why they are not. */
export async function prometheus() {
  const folder = `${root}.cache/prometheus`;
  const tool = `${folder}/usr/bin/promtool`;
  if (existsSync(tool)) return {};
  rmSync(folder, { recursive: true, force: true });
  for (const needed of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(`${folder}/apt/${needed}`, { recursive: true });
  try {
    const reason = (await download(folder)) ?? (await unpack(folder));
    if (reason !== undefined) return { reason };
    const { code, output } = await run(tool, ['--version'], { quiet: true });
    return code === 0 ? {} : { reason: lastLine(output) };
  } finally {
    rmSync(`${folder}/apt`, { recursive: true, force: true });
    if (!existsSync(tool)) rmSync(folder, { recursive: true, force: true });
  }
}

/** With the machine's lists of packages, else with own ones: neither needs root, nor changes the machine. */
async function download(folder) {
  const apt = (args) => run('apt-get', args, { quiet: true, cwd: folder });
  const settings = {
    'Dir::State::lists': `${folder}/apt/lists`,
    'Dir::Cache': `${folder}/apt/cache`,
    'APT::Sandbox::User': 'root',
  };
  const own = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const first = await apt(['download', 'prometheus']);
  if (first.code === 0) return undefined;
  const update = await apt([...own, 'update']);
  const second = update.code === 0 ? await apt([...own, 'download', 'prometheus']) : update;
  return second.code === 0 ? undefined : lastLine(second.output);
}

async function unpack(folder) {
  const name = readdirSync(folder).find((file) => file.endsWith('.deb'));
  const { code, output } = await run('dpkg-deb', ['-x', name, '.'], { quiet: true, cwd: folder });
  rmSync(`${folder}/${name}`);
  return code === 0 ? undefined : lastLine(output);
}

function lastLine(output) {
  return output.trim().split('\n').at(-1);
}

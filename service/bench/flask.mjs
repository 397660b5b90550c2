/** The twin's virtual environment, made once. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const flask = fileURLToPath(new URL('flask/', import.meta.url));
export const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));

/** Path of gunicorn. Throws where Python or the packages cannot be had. */
export function gunicorn() {
  const folder = `${cache}flask-bench`;
  const stamp = `${folder}/.requirements`;
  const wanted = readFileSync(`${flask}requirements.txt`, 'utf8');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true });
    const inherit = { stdio: ['ignore', 'ignore', 'inherit'] };
    execFileSync('python3', ['-m', 'venv', folder], inherit);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r'];
    execFileSync(`${folder}/bin/python`, [...install, `${flask}requirements.txt`], inherit);
    writeFileSync(stamp, wanted);
  }
  return `${folder}/bin/gunicorn`;
}

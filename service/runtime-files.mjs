/**
 * `node runtime-files.mjs <folder>`: copies what this Node needs to run into a folder that can be the root of an image:
 * itself, the libraries that it is linked to, and the users.
 */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = process.argv[2];
const libraries = process.report.getReport().sharedObjects.filter((path) => path.startsWith('/'));
for (const path of [process.execPath, ...libraries, '/etc/passwd', '/etc/group', '/etc/nsswitch.conf']) {
  if (!existsSync(path)) continue;
  mkdirSync(join(root, dirname(path)), { recursive: true });
  copyFileSync(path, join(root, path));
}

/**
 * `npm run sbom`: what the service's image holds of npm, as CycloneDX on stdout; `--out <file>` writes it instead. From the
 * lock file alone, and the same for the same lock file: without the number and the time that npm adds to each.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, root } from './steps.mjs';

const folder = mkdtempSync(join(tmpdir(), 'platc-sbom-'));
try {
  // npm leaves out what something else needs for development too, so it is shown nothing of that.
  const { devDependencies: _dev, ...service } = JSON.parse(
    readFileSync(join(root, 'service/package.json'), 'utf8'),
  );
  const image = { name: 'demo-app-image', version: service.version, private: true, workspaces: ['service'] };
  mkdirSync(join(folder, 'service'));
  writeFileSync(join(folder, 'service/package.json'), JSON.stringify(service));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(image));
  copyFileSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--workspace', 'service'];
  const output = await must('npm', [...args, '--loglevel', 'error'], { quiet: true, cwd: folder });
  const { serialNumber: _number, metadata, ...sbom } = JSON.parse(output.slice(output.indexOf('{')));
  const { timestamp: _time, component, ...rest } = metadata;
  // npm calls it by the folder
  const described = { ...rest, component: { ...component, name: image.name } };
  const text = `${JSON.stringify({ ...sbom, metadata: described }, undefined, 2)}\n`;
  const at = process.argv.indexOf('--out');
  if (at > 0) writeFileSync(process.argv[at + 1], text);
  else process.stdout.write(text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

import { diagnostic, type Diagnostic, type Path, type Place } from '../diagnostics/diagnostic.ts';
import { formatPath } from '../diagnostics/format.ts';
import { isReference, isSecretName, looksSecret } from '../secret.ts';
import type { FailedPaths } from './failed.ts';
import { isMap } from './merge.ts';

/**
 * Values of a file that are, or look like, secrets in clear text. Whatever stands in the config ends up in templates,
 * task definitions or the history of images, where everybody who may read those reads it too; so does what an
 * environment overrides, in git. The values themselves are not named.
 */
export function plainSecrets(
  file: string,
  value: Readonly<Record<string, unknown>>,
  failed: FailedPaths,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (node: unknown, path: Path): void => {
    if (Array.isArray(node)) node.forEach((item, index) => visit(item, [...path, index]));
    else if (isMap(node)) for (const [key, child] of Object.entries(node)) visit(child, [...path, key]);
    else if (isPlainSecret(node, path) && !failed.covers(path)) found.push(refusal(file, path));
  };
  visit(value, []);
  for (const { place } of found) if (place && 'path' in place) failed.add(place.path);
  return found;
}

function isPlainSecret(value: unknown, path: Path): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value);
  if (text === '' || isReference(text)) return false;
  const name = path.at(-1);
  return looksSecret(text) || (typeof name === 'string' && isSecretName(name));
}

function refusal(file: string, path: Path): Diagnostic {
  const place: Place = { file, path, at: 'key' };
  return diagnostic('PLATC3022', { path: formatPath(path) }, { place, hint: remedy(path) });
}

function remedy(path: Path): string {
  const [, , key, name] = path;
  if (path[0] === 'services' && key === 'environment' && name !== undefined)
    return `keep it in Parameter Store, and name its place: secrets: { ${name}: "ssm:/\${app}/\${environment}/${name}" }`;
  if (path[0] === 'services' && key === 'build')
    return 'build arguments stay in the history of the image: the build has to do without it';
  return 'take the secret out: whoever may read the template reads it';
}

import type { Path } from '../diagnostics/diagnostic.ts';
import { MASKED, maskText } from '../secret.ts';
import { isRecord } from './intrinsic.ts';

const dynamicReference = /\{\{resolve:/;
/** Wider than what the config refuses: a template that is deployed may be older, or by hand. */
const secretName = /passw(or)?d|secret|token|credential|api_?key|private_?key/i;

/**
 * The value without what is, or looks, secret: dynamic references, what has the form of a secret, and whatever stands
 * under a name such as `DB_PASSWORD`. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return dynamicReference.test(value) ? MASKED : maskText(value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isRecord(value)) return value;
  const name = value['Name'] ?? value['Key'];
  const masksValue = typeof name === 'string' && secretName.test(name);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      typeof item === 'string' && ((key === 'Value' && masksValue) || secretName.test(key))
        ? MASKED
        : withoutSecrets(item),
    ]),
  );
}

/** The same for a value that was taken out of its surroundings: they name it. */
export function withoutSecretAt(value: unknown, path: Path, label: string): unknown {
  const last = path.at(-1);
  const named =
    (last === 'Value' && secretName.test(label)) || (typeof last === 'string' && secretName.test(last));
  return named && typeof value === 'string' ? MASKED : withoutSecrets(value);
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CommandError, exit } from '../commands/command.ts';
import type { FileTree } from '../host/machine.ts';
import type { BuildSource } from './build-source.ts';
import { dockerignoreOf } from './dockerignore.ts';

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const valid = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** Prefix of the tags that the registry's lifecycle rule keeps longest; `deploy` sets them. */
const reserved = 'deployed-';

/** A tag given on the command line. Throws `CommandError` (64). */
export function checkedTag(tag: string): string {
  if (!valid.test(tag)) {
    throw new CommandError(
      exit.usage,
      `--tag ${tag}: not a tag`,
      'A tag has up to 128 letters, digits, dots, hyphens and underscores, and begins with a letter, a digit or an underscore.',
    );
  }
  if (tag.startsWith(reserved)) {
    throw new CommandError(
      exit.usage,
      `--tag ${tag}: tags that begin with ${reserved} are set by deploy alone`,
      'Choose another tag.',
    );
  }
  return tag;
}

/** Without a commit: `content-<hash>` over the files that the build sees and what it is told. */
export function contentTag(tree: FileTree, source: BuildSource): string {
  const ignored = dockerignoreOf(tree, source);
  const hash = createHash('sha256').update(JSON.stringify([source.args, source.target ?? '']));
  const visit = (inside: string) => {
    for (const { name, kind } of tree.entries(join(source.context, inside))) {
      const path = inside === '' ? name : `${inside}/${name}`;
      if (name === '.git' || name === '.platc' || name === 'node_modules') continue;
      // What is ignored may still hold what a later pattern keeps.
      if (kind === 'folder') visit(path);
      else if (ignored(path)) continue;
      else if (kind === 'link')
        hash.update(JSON.stringify([path, tree.linkTarget(join(source.context, path))]));
      else
        hash
          .update(JSON.stringify([path, tree.isExecutable(join(source.context, path))]))
          .update(tree.bytes(join(source.context, path)));
    }
  };
  visit('');
  hash.update(tree.text(source.dockerfile) ?? '');
  return `content-${hash.digest('hex').slice(0, 16)}`;
}

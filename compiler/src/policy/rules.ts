import builtIn from '../generated/policies.json' with { type: 'json' };
import type { FileTree } from '../host/machine.ts';

/** The folder of a project that holds its own rules. */
export const POLICY_FOLDER = 'policies';

/** A file of rules in cfn-guard's language. */
export interface RuleFile {
  /** `network` for a built-in set, `policies/team.guard` for one of the project. */
  readonly name: string;
  readonly text: string;
}

/** One rule, and why there is one. */
export interface Rule {
  readonly name: string;
  /** The file that it stands in. */
  readonly file: string;
  readonly reason: string | undefined;
  readonly link: string | undefined;
}

/** Built-in rule sets, then the project's own files by name. */
export function ruleFiles(tree: FileTree, folder: string): readonly RuleFile[] {
  const own = tree
    .entries(folder)
    .filter(({ name, kind }) => kind === 'file' && name.endsWith('.guard'))
    .map(({ name }) => ({ name: `${POLICY_FOLDER}/${name}`, text: tree.text(`${folder}/${name}`) ?? '' }));
  return [...builtIn, ...own];
}

/**
 * The rules of a file, each with the `# Reason:` and `# Link:` of the comment above it.
 * The language: https://docs.aws.amazon.com/cfn-guard/latest/ug/writing-rules.html
 */
export function rulesOf({ name: file, text }: RuleFile): readonly Rule[] {
  const rules: Rule[] = [];
  let comment: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const name = /^rule\s+([A-Za-z0-9_]+)/.exec(line)?.[1];
    if (name !== undefined) {
      const said = (label: string) =>
        new RegExp(`^${label}: *(.+)$`, 'm').exec(comment.join('\n'))?.[1]?.trim();
      rules.push({ name, file, reason: said('Reason'), link: said('Link') });
    }
    comment = line.startsWith('#') ? [...comment, line.replace(/^#+ ?/, '')] : [];
  }
  return rules;
}

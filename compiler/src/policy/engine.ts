import type { Machine } from '../host/machine.ts';
import type { RuleFile } from './rules.ts';

const PACKAGE = '@cdklabs/cdk-validator-cfnguard';

/** Its peer, aws-cdk-lib, is not needed here. */
export const installCommand = `npm i -D --legacy-peer-deps ${PACKAGE}`;

/** How to get the engine, in a sentence. */
export const installHint = `${installCommand} brings the engine; cfn-guard 3 on PATH will do as well.`;

/** What cfn-guard found against one rule. */
export interface RawFinding {
  readonly rule: string;
  /** Path in the template: `/Resources/Bucket/Properties/…`. */
  readonly path: string;
  readonly message: string;
}

/** The verdict on one template. */
interface Verdict {
  readonly findings: readonly RawFinding[];
  /** Names of the rules that it keeps. */
  readonly passed: readonly string[];
}

/** Thrown where cfn-guard cannot be run or does not understand a rule; the message is for people. */
export class EngineError extends Error {}

export type Engine = (
  rules: readonly RuleFile[],
  templates: readonly string[],
) => Promise<readonly Verdict[]>;

/**
 * AWS's own engine: the binary of the npm package in the project (or beside platc), else `cfn-guard` on PATH.
 * Undefined where there is none. https://docs.aws.amazon.com/cfn-guard/latest/ug/cfn-guard-validate.html
 */
export async function findEngine(
  machine: Machine,
  project: string,
  platform: { readonly os: string; readonly arch: string },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Engine | undefined> {
  const command = packaged(machine, project, platform) ?? 'cfn-guard';
  const run = (args: readonly string[], input = '') =>
    machine.run({ command, args, cwd: project, env: { PATH: env['PATH'] }, input });
  const version = await run(['--version']);
  if (version?.code !== 0 || !version.stdout.startsWith('cfn-guard 3.')) return undefined;
  return async (rules, templates) => {
    const result = await run(
      ['validate', '--payload', '--structured', '--output-format', 'json', '--show-summary', 'none'],
      JSON.stringify({ rules: rules.map(({ text }) => text), data: templates }),
    );
    // A rule that it cannot read is told on stderr only: it checks with the others, and says so with exit code 5 or not at all.
    const complaint = /Parser Error[\s\S]*?(?=\n---|$)/.exec(result?.output ?? '')?.[0];
    if (complaint !== undefined) throw new EngineError(placed(complaint, rules));
    return verdicts(result?.stdout ?? '', templates.length);
  };
}

/** cfn-guard names a file by its number, from 1, and quotes what it does not understand. */
function placed(complaint: string, rules: readonly RuleFile[]): string {
  const [, number, line, column, rest = ''] =
    /RULES_STDIN\[(\d+)\] at line (\d+) at column (\d+)(?!\d).*?fragment ?([^\n`]*)/s.exec(complaint) ?? [];
  const file = rules[Number(number) - 1];
  if (!file) return complaint.slice(0, 400);
  const from = rest.trim() === '' ? '' : `, from \`${rest.trim().slice(0, 60)}\` on`;
  return `${file.name}:${line}:${column} is no rule of cfn-guard${from}`;
}

/** The package has a binary per system: `bin/ubuntu/x86_64/cfn-guard`. */
function packaged(
  { tree, self }: Machine,
  project: string,
  { os, arch }: { readonly os: string; readonly arch: string },
): string | undefined {
  const system = { linux: 'ubuntu', darwin: 'macos' }[os];
  const processor = { x64: 'x86_64', arm64: 'aarch64' }[arch];
  if (system === undefined || processor === undefined) return undefined;
  const platc = tree.realPath(self.at(-1) ?? '') ?? '';
  return [...ancestors(project), ...ancestors(platc)]
    .map((folder) => `${folder}/node_modules/${PACKAGE}/bin/${system}/${processor}/cfn-guard`)
    .find((file) => tree.isExecutable(file));
}

/** The folder and all around it, the nearest first. */
function ancestors(folder: string): readonly string[] {
  const parts = folder.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}

interface Report {
  readonly not_compliant: readonly {
    readonly Rule: { readonly name: string; readonly checks: readonly unknown[] };
  }[];
  readonly compliant: readonly string[];
}

function verdicts(stdout: string, expected: number): readonly Verdict[] {
  let reports: readonly Report[];
  try {
    reports = JSON.parse(stdout) as readonly Report[];
  } catch {
    throw new EngineError(`cfn-guard answered ${stdout.slice(0, 200) || 'nothing'}`);
  }
  if (reports.length !== expected) throw new EngineError('cfn-guard did not look at every template');
  return reports.map(({ not_compliant: broken, compliant }) => ({
    findings: broken.flatMap(({ Rule: { name, checks } }) => findingsOf(name, checks)),
    passed: compliant,
  }));
}

/** Each place once, with the rule's own words where one of its checks there has some. */
function findingsOf(rule: string, checks: readonly unknown[]): readonly RawFinding[] {
  const messages = new Map<string, string>();
  for (const check of clausesIn(checks)) {
    const path = pathIn(check) ?? '';
    const own = check.messages.custom_message;
    const known = messages.get(path);
    if (known === undefined || known === '') messages.set(path, own ?? '');
  }
  return [...messages].map(([path, message]) => ({ rule, path, message: message.trim() }));
}

interface Clause {
  readonly messages: { readonly custom_message: string | null; readonly error_message: string | null };
}

/** Every part of a report that has messages of its own: clauses and blocks, however deep in disjunctions. */
function clausesIn(value: unknown): readonly Clause[] {
  if (Array.isArray(value)) return value.flatMap(clausesIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'messages' in value && !('checks' in value) ? [value as Clause] : [];
  return own.length > 0 ? own : Object.values(value).flatMap(clausesIn);
}

/** The first path of the template in a clause; what it was compared with has an empty one. */
function pathIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'path' && typeof child === 'string' && child !== '') return child;
    const found = pathIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

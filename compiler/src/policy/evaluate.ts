import type { Compilation } from '../compile.ts';
import { diagnostic, type Diagnostic, type Path, type Place } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { placeOf, type Model } from '../model.ts';
import { placesOf, type FilePlace } from '../plan/place.ts';
import { readTemplate } from '../plan/template.ts';
import type { RenderedStack } from '../stack.ts';
import type { Engine, RawFinding } from './engine.ts';
import { defaultText } from './default-text.ts';
import { rulesOf, type Rule, type RuleFile } from './rules.ts';

type Level = Model['config']['policy']['level'];

/** One broken rule at one place of a template. */
export interface Finding {
  readonly rule: Rule;
  readonly level: 'warn' | 'deny';
  readonly stack: string;
  /** Logical id; undefined for a rule about the template as a whole. */
  readonly resource: string | undefined;
  /** Of the template: `/Resources/Bucket/Properties/…`. */
  readonly path: string;
  readonly message: string;
  readonly place: FilePlace | undefined;
  /** What there is to say of a place that nobody wrote. */
  readonly byDefault: string | undefined;
  readonly diagnostic: Diagnostic;
}

/** A finding that an exception takes away, with the last day on which it does, and why. */
interface Excepted {
  readonly finding: Finding;
  readonly until: string;
  readonly reason: string;
}

export interface PolicyResult {
  /** Rules that are kept in one template at least, and broken in none. */
  readonly passed: number;
  readonly findings: readonly Finding[];
  readonly excepted: readonly Excepted[];
  /** Findings as diagnostics, and what is wrong with the exceptions. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Holds rendered stacks to the rules. @param today ISO date; throws `EngineError` */
export async function evaluate(
  engine: Engine,
  files: readonly RuleFile[],
  compilation: Compilation,
  stacks: readonly RenderedStack[],
  today: string,
): Promise<PolicyResult> {
  const { model } = compilation;
  const rules = new Map(files.flatMap(rulesOf).map((rule) => [rule.name, rule]));
  const verdicts = await engine(
    files,
    stacks.map(({ body }) => body),
  );
  const all = stacks.flatMap((stack, index) =>
    (verdicts[index]?.findings ?? []).flatMap((raw) => finding(raw, stack, rules, compilation)),
  );
  const exceptions = model.config.policy.exceptions.map((exception, index) => {
    const path: Path = ['policy', 'exceptions', index];
    const taken = all.filter(
      ({ rule, resource }) =>
        rule.name === exception.rule && (exception.resource === undefined || exception.resource === resource),
    );
    return { ...exception, path, taken, expired: exception.until < today };
  });
  const holding = exceptions.filter(({ expired }) => !expired);
  const excepted = holding.flatMap(({ taken, until, reason }) =>
    taken.map((found) => ({ finding: found, until, reason })),
  );
  const open = all.filter((found) => !excepted.some((one) => one.finding === found));
  const broken = new Set(all.map(({ rule }) => rule.name));
  const passed = new Set(verdicts.flatMap((verdict) => verdict.passed));
  return {
    passed: [...passed].filter((name) => !broken.has(name) && levelOf(model, name) !== 'off').length,
    findings: open,
    excepted,
    diagnostics: [
      ...open.map((found) => found.diagnostic),
      ...exceptions
        .filter(({ expired }) => expired)
        .map(({ rule, until, path }) =>
          diagnostic('PLATC5003', { rule, until }, { place: placeOf(model, [...path, 'until']) }),
        ),
      ...holding
        .filter(
          ({ taken, ...exception }) => taken.length === 0 && !isMeantElsewhere(exception, rules, compilation),
        )
        .map(({ rule, path }) =>
          diagnostic(
            'PLATC5004',
            { rule },
            {
              place: placeOf(model, [...path, 'rule']),
              hint: rules.has(rule)
                ? undefined
                : (didYouMean(rule, [...rules.keys()]) ?? 'there is no such rule'),
            },
          ),
        ),
      ...unknownLevels(model, [...rules.keys()]),
    ],
  };
}

/** What all environments share is checked apart from each of them, with the same exceptions. */
function isMeantElsewhere(
  { rule, resource }: { readonly rule: string; readonly resource?: string },
  rules: ReadonlyMap<string, Rule>,
  { model, shared }: Compilation,
): boolean {
  if (!rules.has(rule)) return false;
  if (model.environment === 'common') return true;
  return resource !== undefined && shared.some(({ resources }) => resources.includes(resource));
}

/** Levels of rules that there are not. */
function unknownLevels(model: Model, names: readonly string[]): readonly Diagnostic[] {
  return Object.keys(model.config.policy.rules ?? {})
    .filter((rule) => !names.includes(rule))
    .map((rule) => {
      const place = placeOf(model, ['policy', 'rules', rule], 'key');
      return diagnostic('PLATC5005', { rule }, { place, hint: didYouMean(rule, names) });
    });
}

function levelOf({ config: { policy } }: Model, rule: string): Level {
  return policy.rules?.[rule] ?? policy.level;
}

function finding(
  { rule: name, path, message }: RawFinding,
  stack: RenderedStack,
  rules: ReadonlyMap<string, Rule>,
  { model, sources }: Compilation,
): readonly Finding[] {
  const level = levelOf(model, name);
  if (level === 'off') return [];
  const rule = rules.get(name) ?? { name, file: '', reason: undefined, link: undefined };
  const [, resource, ...steps] = path.split('/').slice(1);
  // `Properties` alone is where one is missing: none of those that are there is to blame.
  const inside = steps.length === 1 ? [] : steps;
  const place = placesOf(stack, readTemplate(stack.body), { origins: model.origins, sources }).of(
    'Resources',
    resource ?? '',
    inside.map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
  );
  const said = message === '' ? (rule.reason ?? 'the rule is broken') : message;
  const parameters = { rule: name, resource: resource ?? stack.name, message: said };
  const byDefault = defaultText(model, place);
  // A rule without words of its own has said its reason already.
  const reason = said === rule.reason ? undefined : rule.reason;
  const hint =
    byDefault !== undefined && reason !== undefined ? `${byDefault}. ${reason}` : (byDefault ?? reason);
  const options = { place: place && span(place, sources.get(place.file)?.text ?? ''), hint };
  return [
    {
      rule,
      level,
      stack: stack.name,
      resource,
      path,
      message: said,
      place,
      byDefault,
      diagnostic:
        level === 'deny'
          ? diagnostic('PLATC5001', parameters, options)
          : diagnostic('PLATC5002', parameters, options),
    },
  ];
}

/** From a place to the end of what stands on its line. */
function span({ file, line, column }: FilePlace, text: string): Place {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
  const rest = (lines[line - 1] ?? '').slice(column - 1).replace(/\s+(#.*)?$/, '');
  return { file, start, end: start + Math.max(1, rest.length) };
}

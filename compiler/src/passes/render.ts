import type { EnvironmentScope, ServiceScope, View } from '../components/component.ts';
import type { Path } from '../diagnostics/diagnostic.ts';
import { components } from '../generated/components.ts';
import type { Model } from '../model.ts';
import { from } from '../provenance.ts';
import { isShared, stackKinds, type Capability, type RenderedStack, type StackKind } from '../stack.ts';
import { layOut, type TemplateLine } from './template-text.ts';

const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'] as const;
type Section = (typeof SECTIONS)[number];

/** Sections of a template: the blocks in each (a parameter, a resource, an output) by name. */
type Sections = Map<Section, Map<string, TemplateLine[]>>;

/** The stacks of one environment: network, platform, and one per service. */
export function renderEnvironment(model: Model): readonly RenderedStack[] {
  return renderKinds(model, ['network', 'platform', 'service']);
}

/** The stacks that all environments share: artifacts, roles for pipelines, and one registry per service that is built. */
export function renderShared(model: Model): readonly RenderedStack[] {
  return renderKinds(model, ['common', 'access', 'registry']);
}

function renderKinds(model: Model, kinds: readonly StackKind[]): readonly RenderedStack[] {
  return stackKinds
    .filter((kind) => kinds.includes(kind))
    .flatMap((kind) => scopes(model, kind).flatMap((scope) => renderStack(kind, scope)));
}

type Scope = EnvironmentScope & Partial<ServiceScope>;

function scopes(model: Model, kind: StackKind): readonly Scope[] {
  if (kind !== 'service' && kind !== 'registry') return [{ model }];
  const services = model.root.at('services').entries();
  const chosen =
    kind === 'registry' ? services.filter(([, service]) => service.value.build !== undefined) : services;
  return chosen.map(([name, service]) => ({ model, name, service }));
}

function renderStack(kind: StackKind, scope: Scope): readonly RenderedStack[] {
  const parts = components
    .filter((component) => component.stack === kind)
    .flatMap((component) => renderComponent(component, scope));
  if (parts.length === 0) return [];
  const sections = joinSections(parts);
  const name = stackName(scope.model, kind, scope.name);
  const body = [...heading(kind, scope), ...SECTIONS.flatMap((section) => sectionLines(section, sections))];
  const names = (section: Section) => [...(sections.get(section)?.keys() ?? [])];
  return [
    {
      name,
      kind,
      ...(scope.name !== undefined && { service: scope.name }),
      body: `${body.map((line) => line.text).join('\n')}\n`,
      parameters: names('Parameters'),
      resources: names('Resources'),
      outputs: names('Outputs'),
      tags: tags(scope.model, kind, scope.name),
      capabilities: capabilities(body),
      lines: new Map(
        body.flatMap((line, index): [number, readonly Path[]][] =>
          line.paths.length === 0 ? [] : [[index + 1, line.paths]],
        ),
      ),
      absent: absent(kind, scope),
      origin: originPath(kind, scope),
    },
  ];
}

/**
 * What components that are off would render: who sees a resource go wants to know which key took it away. One that cannot
 * be laid out without what `when` asks for names nothing.
 */
function absent(kind: StackKind, scope: Scope): ReadonlyMap<string, Path> {
  const own: readonly Renderable[] = components.filter((component) => component.stack === kind);
  return new Map(
    own.flatMap((component) => {
      if (component.when?.(scope) !== false) return [];
      const sections = layOutIfOff(component, scope);
      const { path } = component.origin(scope);
      return [...(sections.get('Resources')?.keys() ?? [])].map((id): [string, Path] => [id, path]);
    }),
  );
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html#using-iam-capabilities */
function capabilities(body: readonly TemplateLine[]): readonly Capability[] {
  const has = (pattern: RegExp) => body.some(({ text }) => pattern.test(text));
  if (!has(/^ {4}Type: AWS::IAM::/)) return [];
  return has(/^ {6}(RoleName|ManagedPolicyName):/) ? ['CAPABILITY_NAMED_IAM'] : ['CAPABILITY_IAM'];
}

/** A component's `stack` says which scope it takes, and `scopes` makes one of that kind. */
interface Renderable {
  readonly name: string;
  when?(scope: Scope): boolean;
  view(scope: Scope): View;
  origin(scope: Scope): { readonly path: Path };
}

/** A component laid out for a scope; nothing where it has nothing to render there. */
function renderComponent(component: Renderable, scope: Scope): readonly Sections[] {
  return component.when?.(scope) === false ? [] : [layOutComponent(component, scope)];
}

function layOutComponent(component: Renderable, scope: Scope): Sections {
  return split(layOut(component.name, component.view(scope)), component.name, component.origin(scope).path);
}

/** A view may count on `when`: without it, values that it lays out may not be there. */
function layOutIfOff(component: Renderable, scope: Scope): Sections {
  try {
    return layOutComponent(component, scope);
  } catch {
    return new Map();
  }
}

/** Lines by section and block. Sections begin at column 1, blocks at column 3: the layout of every template. */
function split(lines: readonly TemplateLine[], component: string, origin: Path): Sections {
  const sections: Sections = new Map();
  let blocks: Map<string, TemplateLine[]> | undefined;
  let block: TemplateLine[] | undefined;
  for (const line of lines) {
    if (line.text.trim() === '') continue;
    const section = SECTIONS.find((name) => line.text === `${name}:`);
    const name = /^ {2}([A-Za-z0-9]+):/.exec(line.text)?.[1];
    if (section) {
      sections.set(section, (blocks = sections.get(section) ?? new Map<string, TemplateLine[]>()));
    } else if (name !== undefined && blocks) {
      if (blocks.has(name)) throw new Error(`component ${component} renders ${name} twice`);
      const paths = line.paths.length > 0 ? line.paths : [origin];
      blocks.set(name, (block = [{ text: line.text, paths }]));
    } else if (block) {
      block.push(line);
    } else {
      throw new Error(`component ${component}: a line outside any section: ${line.text}`);
    }
  }
  return sections;
}

/** Components of one stack may ask for the same parameter; anything else may be there only once. */
function joinSections(parts: readonly Sections[]): Sections {
  const joined: Sections = new Map();
  for (const part of parts) {
    for (const [section, blocks] of part) {
      const all = joined.get(section) ?? new Map<string, TemplateLine[]>();
      joined.set(section, all);
      for (const [name, lines] of blocks) {
        if (all.has(name) && section !== 'Parameters')
          throw new Error(`two components of a stack render ${section} ${name}`);
        all.set(name, lines);
      }
    }
  }
  return joined;
}

function sectionLines(section: Section, sections: Sections): readonly TemplateLine[] {
  const blocks = sections.get(section);
  if (!blocks || blocks.size === 0) return [];
  return [{ text: `${section}:`, paths: [] }, ...[...blocks.values()].flat()];
}

function heading(kind: StackKind, scope: Scope): readonly TemplateLine[] {
  const app = scope.model.root.at('app');
  const subject = from(description(kind, scope), app);
  return [
    { text: "AWSTemplateFormatVersion: '2010-09-09'", paths: [] },
    { text: `Description: ${JSON.stringify(subject.value)}`, paths: subject.paths },
  ];
}

function description(kind: StackKind, { model, name }: Scope): string {
  const place = `${model.config.app} ${model.environment}`;
  switch (kind) {
    case 'common':
      return `${model.config.app}: artifacts bucket (platc)`;
    case 'access':
      return `${model.config.app}: roles for pipelines (platc)`;
    case 'registry':
      return `${model.config.app}: image repository of ${name} (platc)`;
    case 'network':
      return `${place}: network (platc)`;
    case 'platform':
      return `${place}: cluster and load balancer (platc)`;
    case 'service':
      return `${place}: service ${name} (platc)`;
  }
}

/** Names of stacks are part of the contract: other tools find them by these. */
function stackName(model: Model, kind: StackKind, service?: string): string {
  const { app } = model.config;
  if (kind === 'common' || kind === 'access') return `${app}-${kind}`;
  if (kind === 'registry') return `${app}-registry-${service}`;
  return `${app}-${model.environment}-${kind === 'service' ? service : kind}`;
}

function tags(model: Model, kind: StackKind, service: string | undefined): Readonly<Record<string, string>> {
  return {
    app: model.config.app,
    environment: isShared(kind) ? 'common' : model.environment,
    ...(service !== undefined && { service }),
    'managed-by': 'platc',
  };
}

function originPath(kind: StackKind, scope: Scope): Path {
  if (scope.service) return scope.service.path;
  if (kind === 'access') return ['access'];
  return kind === 'network' ? ['network'] : kind === 'platform' ? ['loadBalancer'] : ['app'];
}

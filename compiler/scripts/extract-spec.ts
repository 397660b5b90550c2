import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type {
  Property,
  PropertyType,
  Resource,
  SpecDatabase,
  TypeDefinition,
} from '@aws-cdk/service-spec-types';

/** Beyond this depth nested types repeat themselves (visuals of dashboards, nodes of data flows) and replace nothing. */
const MAX_DEPTH = 6;

/**
 * What `plan` needs to know of every CloudFormation resource type, one type a line: which properties replace the
 * resource, and which may. Names as in a template, `.` between levels, `*` for any item of a list or key of a map.
 * Loading the specification takes most of a second, so it is done once, at build time.
 */
export function extractSpec(): string {
  const database = loadAwsServiceSpecSync();
  const lines = database
    .all('resource')
    .map((resource) => ({ type: resource.cloudFormationType, ...replacing(database, resource) }))
    .filter(({ yes, maybe }) => yes.length + maybe.length > 0)
    .sort((a, b) => (a.type < b.type ? -1 : 1))
    .map(({ type, yes, maybe }) => {
      const rules = maybe.length > 0 ? [yes.join(' '), maybe.join(' ')] : [yes.join(' ')];
      return `${JSON.stringify(type)}: ${JSON.stringify(rules)}`;
    });
  return `{\n${lines.join(',\n')}\n}\n`;
}

interface Replacing {
  readonly yes: readonly string[];
  readonly maybe: readonly string[];
}

function replacing(database: SpecDatabase, resource: Resource): Replacing {
  const yes = new Set((resource.additionalReplacementProperties ?? []).map((path) => path.join('.')));
  const maybe = new Set<string>();
  const visit = (
    properties: Readonly<Record<string, Property>>,
    prefix: string,
    around: readonly TypeDefinition[],
  ) => {
    for (const [name, property] of Object.entries(properties)) {
      const path = `${prefix}${name}`;
      // What replaces at one level replaces at every level below it: nothing more to say.
      if (property.causesReplacement === 'yes') {
        yes.add(path);
        continue;
      }
      if (property.causesReplacement === 'maybe') maybe.add(path);
      if (around.length >= MAX_DEPTH) continue;
      for (const { suffix, definition } of definitions(database, property.type)) {
        if (!around.includes(definition))
          visit(definition.properties, `${path}${suffix}.`, [...around, definition]);
      }
    }
  };
  visit(resource.properties, '', []);
  return { yes: [...yes].sort(), maybe: [...maybe].filter((path) => !yes.has(path)).sort() };
}

function definitions(
  database: SpecDatabase,
  type: PropertyType,
): readonly { readonly suffix: string; readonly definition: TypeDefinition }[] {
  switch (type.type) {
    case 'ref':
      return [{ suffix: '', definition: database.get('typeDefinition', type.reference) }];
    case 'array':
    case 'map':
      return definitions(database, type.element).map(({ suffix, definition }) => ({
        suffix: `.*${suffix}`,
        definition,
      }));
    case 'union':
      return type.types.flatMap((member) => definitions(database, member));
    default:
      return [];
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { componentNames } from './schema.ts';

/** What CloudFormation calls to create, read, update and delete a resource of one type. */
interface Rights {
  readonly source: string;
  /** Actions that take a resource by its ARN. */
  readonly named: readonly string[];
  /** Actions that take none: the only resource that their statement can have is `*`. */
  readonly unnamed?: readonly string[];
}

const source = new URL('../src/components/', import.meta.url);

/** What the stacks of these components hold is deployed by a person, not by an execution role. */
const BY_HAND = ['access', 'artifacts', 'registry'];

/** The rights of all components by resource type. Throws where a template has a type that its component has no rights for. */
export function rights(): string {
  const all: Record<string, Omit<Rights, 'source'>> = {};
  for (const component of componentNames().filter((name) => !BY_HAND.includes(name))) {
    const own = read(component);
    const template = readFileSync(new URL(`${component}/template.hbs`, source), 'utf8');
    for (const type of resourceTypes(template)) {
      const found = own[type];
      if (!found) throw new Error(`components/${component}/rights.json has no entry for ${type}`);
      all[type] = {
        named: union(all[type]?.named, found.named),
        unnamed: union(all[type]?.unnamed, found.unnamed),
      };
    }
    const spare = Object.keys(own).find((type) => !resourceTypes(template).includes(type));
    if (spare !== undefined) throw new Error(`components/${component}/rights.json: no template has ${spare}`);
  }
  const sorted = Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, undefined, 2)}\n`;
}

/** Components that use different properties of a type need different rights. */
function union(some: readonly string[] = [], more: readonly string[] = []): readonly string[] {
  return [...new Set([...some, ...more])].toSorted();
}

/** The types below `Resources`; parameters have types too. */
function resourceTypes(template: string): readonly string[] {
  const [, resources = ''] = template.split(/^Resources:$/m);
  const [body = ''] = resources.split(/^Outputs:$/m);
  return [...new Set([...body.matchAll(/^ {4}Type: (AWS::\S+)$/gm)].map(([, type = '']) => type))];
}

function read(component: string): Readonly<Record<string, Rights>> {
  const path = new URL(`${component}/rights.json`, source);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Rights>) : {};
}

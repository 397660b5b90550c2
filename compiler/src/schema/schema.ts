import type { Path } from '../diagnostics/diagnostic.ts';
import merged from '../generated/schema.json' with { type: 'json' };

/** A node of the config's schema, with platc's own `x-` keywords. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** What the value is, in words, where a pattern alone would say it. */
  readonly 'x-expected'?: string;
  /** What to call the map that this schema describes: `a service`. */
  readonly 'x-owner'?: string;
  /** The one kind of file in which the key may stand. */
  readonly 'x-only'?: 'platform' | 'environment';
  /** The unit that `resolve` brings the value to. */
  readonly 'x-unit'?: 'seconds' | 'cpu' | 'memory';
  /** Bounds of the value in that unit. */
  readonly 'x-range'?: readonly [low: number, high: number];
}

/** The schema of the merged config. */
export const rootSchema: Schema = merged as unknown as Schema;

/** The schema of a path of the config; undefined where the schema knows no such key. */
export function schemaAt(path: Path): Schema | undefined {
  return path.reduce<Schema | undefined>((schema, step) => childSchema(schema, step), rootSchema);
}

export function childSchema(schema: Schema | undefined, step: string | number): Schema | undefined {
  if (!schema) return undefined;
  if (typeof step === 'number') return schema.items;
  if (schema.properties && Object.hasOwn(schema.properties, step)) return schema.properties[step];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** Whether a key is the name of an entry, such as that of a service, and not a word of the schema. */
export function isEntry(schema: Schema | undefined, key: string): boolean {
  return typeof schema?.additionalProperties === 'object' && !Object.hasOwn(schema.properties ?? {}, key);
}

import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { Table } from '../table.ts';

export interface ParameterRecord {
  readonly name: string;
  readonly region: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly value: string;
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
  readonly description?: string;
  /** Stack and logical id of the resource that made it. */
  readonly owner?: string;
}

export class Parameters {
  readonly #context: SandboxContext;
  readonly #table: Table<ParameterRecord>;

  constructor(context: SandboxContext) {
    this.#context = context;
    this.#table = new Table(context.store, 'ssm.parameters');
  }

  all(region: string): readonly ParameterRecord[] {
    return this.#table.all().filter((record) => record.region === region);
  }

  /** By name, or by ARN, with or without `:version`; only the current version is kept. */
  find(region: string, nameOrArn: string): ParameterRecord | undefined {
    const name = nameOrArn.replace(
      /^arn:[^:]+:ssm:[^:]*:[^:]*:parameter(\/?)/,
      (_match, slash: string) => slash,
    );
    const [, plain = name, version] = /^(.*?)(?::(\d+))?$/.exec(name) ?? [];
    const record =
      this.#table.get(`${region}/${plain}`) ?? this.#table.get(`${region}/${plain.replace(/^\//, '')}`);
    return record && (version === undefined || record.version === Number(version)) ? record : undefined;
  }

  /** Throws `ParameterAlreadyExists` where it exists and `overwrite` is false. */
  put(
    given: Pick<ParameterRecord, 'name' | 'region' | 'value' | 'description' | 'owner'> & {
      readonly type?: string | undefined;
    },
    overwrite: boolean,
  ): ParameterRecord {
    const existing = this.#table.get(`${given.region}/${given.name}`);
    if (existing && !overwrite) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    const record: ParameterRecord = {
      ...existing,
      ...given,
      type: parameterType(given.type ?? existing?.type),
      version: (existing?.version ?? 0) + 1,
      modified: this.#context.clock.now(),
    };
    return this.#table.put(`${given.region}/${given.name}`, record);
  }

  /** Whether there was one. */
  delete(region: string, name: string): boolean {
    const key = `${region}/${name}`;
    const existed = this.#table.get(key) !== undefined;
    this.#table.delete(key);
    return existed;
  }

  arn({ region, name }: ParameterRecord): string {
    const { partition, accountId } = this.#context;
    return `arn:${partition}:ssm:${region}:${accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  }
}

function parameterType(type: string | undefined): ParameterRecord['type'] {
  if (type === undefined) {
    throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
  }
  if (type === 'String' || type === 'StringList' || type === 'SecureString') return type;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]`,
  );
}

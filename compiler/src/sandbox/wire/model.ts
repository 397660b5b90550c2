import { NormalizedSchema } from '@smithy/core/schema';
import type { Client } from './clients.ts';
import { clients } from './clients.ts';

export interface OperationModel {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method, path template with query literals, status: only REST services use it. */
  readonly http: readonly [method: string, template: string, status: number] | undefined;
}

interface ErrorModel {
  /** Shape name, which JSON protocols send as `__type`. */
  readonly name: string;
  /** Code on the wire of the Query protocol. */
  readonly queryCode: string;
  readonly status: number | undefined;
  readonly schema: NormalizedSchema;
}

export interface ServiceModel {
  readonly signingName: string;
  readonly client: Client;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** By shape name and by Query code. */
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

type SchemaArgument = Parameters<typeof NormalizedSchema.of>[0];
type StaticOperation = readonly [
  9,
  namespace: string,
  name: string,
  traits: unknown,
  input: SchemaArgument,
  output: SchemaArgument,
];

const isOperation = (value: unknown): value is StaticOperation => Array.isArray(value) && value[0] === 9;
const isError = (value: unknown): value is SchemaArgument & readonly unknown[] =>
  Array.isArray(value) && value[0] === -3;

const loaded = new Map<string, Promise<ServiceModel>>();

/** The operations and errors of a service, from the schemas of its SDK client; undefined for one that is not known. */
export function loadModel(signingName: string): Promise<ServiceModel> | undefined {
  const client = Object.hasOwn(clients, signingName) ? clients[signingName] : undefined;
  if (!client) return undefined;
  let model = loaded.get(signingName);
  if (!model) loaded.set(signingName, (model = readModel(signingName, client)));
  return model;
}

async function readModel(signingName: string, client: Client): Promise<ServiceModel> {
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, ErrorModel>();
  for (const exported of Object.values(await client.load())) {
    if (isOperation(exported)) {
      const operation = operationModel(exported);
      operations.set(operation.name, operation);
    } else if (isError(exported)) {
      const error = errorModel(NormalizedSchema.of(exported));
      errors.set(error.name, error);
      errors.set(error.queryCode, error);
    }
  }
  return { signingName, client, operations, errors };
}

function operationModel([, , name, traits, input, output]: StaticOperation): OperationModel {
  const http =
    typeof traits === 'object' && traits !== null && 'http' in traits && Array.isArray(traits.http)
      ? ([String(traits.http[0]), String(traits.http[1]), Number(traits.http[2])] as const)
      : undefined;
  return { name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output), http };
}

function errorModel(schema: NormalizedSchema): ErrorModel {
  const name = schema.getName() ?? 'Unknown';
  const { awsQueryError, httpError } = schema.getMergedTraits();
  const query = Array.isArray(awsQueryError) ? awsQueryError : [];
  return {
    name,
    queryCode: typeof query[0] === 'string' ? query[0] : name,
    status: typeof query[1] === 'number' ? query[1] : typeof httpError === 'number' ? httpError : undefined,
    schema,
  };
}

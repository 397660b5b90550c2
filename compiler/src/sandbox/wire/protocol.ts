import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError } from '../aws-error.ts';
import type { OperationModel, ServiceModel } from './model.ts';

export interface WireRequest {
  readonly method: string;
  /** As it came, percent-encoded, without the query string. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

export interface Call {
  readonly operation: OperationModel;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One way in which AWS services put operations on HTTP. It follows the request: clients differ in what they choose. */
export interface Protocol {
  /** Throws `AwsError` for an operation that the model does not have and for input that does not fit it. */
  parse(request: WireRequest, model: ServiceModel): Call;
  answer(call: Call, output: unknown, requestId: string, model: ServiceModel): WireResponse;
  /** `model` is undefined where the service itself is not known. */
  refuse(
    error: AwsError,
    requestId: string,
    model: ServiceModel | undefined,
    request: WireRequest,
  ): WireResponse;
  /** AWS's error for an operation that a service does not have. */
  unsupported(operation: string, detail: string): AwsError;
}

/** Where a modelled error says which status it has, that holds; else what the sandbox's code says. */
export function statusOf(error: AwsError, model: ServiceModel | undefined): number {
  return model?.errors.get(error.code)?.status ?? error.status;
}

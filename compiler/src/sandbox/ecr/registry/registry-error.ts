/** An answer of the registry that is not what was asked for. */
export class RegistryError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  /** @param code one of https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes, or of the registry that docker speaks */
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function unknownBlob(digest: string): RegistryError {
  return new RegistryError(404, 'BLOB_UNKNOWN', `blob unknown to registry: ${digest}`);
}

export function wrongDigest(digest: string): RegistryError {
  return new RegistryError(
    400,
    'DIGEST_INVALID',
    `provided digest did not match uploaded content, or is none: ${digest}`,
  );
}

/** An error as AWS sends it: a code that SDKs match on, an HTTP status, a message for people. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the modelled error shape, where it has any. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

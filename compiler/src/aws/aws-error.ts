import { CommandError, exit } from '../commands/command.ts';
import { maskAssignments } from '../secret.ts';

/**
 * What went wrong, in the five ways that a person can do something about; `refused` is every other answer of AWS, and
 * says so by its code. `throttled` and `unreachable` may pass: the call can be made again.
 */
export type AwsErrorKind = 'no-credentials' | 'expired' | 'denied' | 'throttled' | 'unreachable' | 'refused';

/** The only error that leaves `aws/`. Exit code 3, unless the caller knows better. */
export class AwsError extends CommandError {
  readonly kind: AwsErrorKind;
  /** AWS's own code: `ValidationError`, `ChangeSetNotFound`, `AccessDenied` … */
  readonly code: string;
  /** AWS's own sentence, without secrets that it repeats. */
  readonly reason: string;

  constructor(kind: AwsErrorKind, code: string, reason: string, message: string, hint?: string) {
    super(exit.failed, maskAssignments(message), hint, { code });
    this.name = 'AwsError';
    this.kind = kind;
    this.code = code;
    this.reason = maskAssignments(reason);
  }
}

/** Whether the same call may succeed a moment later: throttling, a lost connection, a fault on the side of AWS. */
export function isTransient(error: unknown): boolean {
  return error instanceof AwsError && (error.kind === 'throttled' || error.kind === 'unreachable');
}

/** Whether AWS answered with this code, and a sentence that holds `text`. */
export function isRefusal(error: unknown, code: string, text = ''): error is AwsError {
  return error instanceof AwsError && error.code === code && error.reason.includes(text);
}

/**
 * Makes the error of a call into an `AwsError` that says in one sentence what happened, and what to do.
 * Codes: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html and the same page of the
 * other services.
 * @param call service and operation, `CloudFormation CreateChangeSet`
 */
export function toAwsError(
  error: unknown,
  call: string,
  where: {
    readonly region: string;
    readonly endpoint?: string | undefined;
    readonly profile?: string | undefined;
  },
): AwsError {
  if (error instanceof AwsError) return error;
  const { code, reason } = codeAndReason(error);
  const kind = kindOf(error, code, reason);
  switch (kind) {
    case 'no-credentials':
      return new AwsError(
        kind,
        code,
        reason,
        `there are no AWS credentials${where.profile ? ` in profile \`${where.profile}\` (AWS_PROFILE)` : ''}`,
        where.profile
          ? `Log in (\`aws sso login --profile ${where.profile}\`), or take another profile: \`aws configure list-profiles\` has them all.`
          : 'Set AWS_PROFILE (after `aws sso login` or `aws configure`), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
      );
    case 'expired':
      return new AwsError(
        kind,
        code,
        reason,
        'the AWS credentials have expired',
        'Log in again (`aws sso login`), or take fresh ones; also check that this machine’s clock is right.',
      );
    case 'denied':
      return denied(code, reason, call);
    case 'throttled':
      return new AwsError(
        kind,
        code,
        reason,
        `AWS throttled ${call}, at every one of several tries`,
        'Wait a minute, and see whether something else in this account calls AWS in a loop.',
      );
    case 'unreachable':
      return new AwsError(
        kind,
        code,
        reason,
        `${call}: ${where.endpoint ?? `AWS in ${where.region}`} cannot be reached (${reason || code})`,
        'Check the network, the proxy, the region and AWS_ENDPOINT_URL.',
      );
    case 'refused':
      return new AwsError(
        kind,
        code,
        reason,
        `${call}: ${reason || code}`,
        code === 'ERR_INVALID_URL'
          ? 'AWS_ENDPOINT_URL is no URL: one begins with https:// or http://.'
          : undefined,
      );
  }
}

/** Signature errors quote the signed request, session token included: AWS's own sentence is shown only where it is about permissions. */
function denied(code: string, reason: string, call: string): AwsError {
  const action = /not authorized to perform:? (\S+)/.exec(reason)?.[1];
  if (action === undefined && !code.startsWith('AccessDenied')) {
    return new AwsError(
      'denied',
      code,
      '',
      `AWS does not accept these credentials (${code})`,
      'Check which profile or keys are in use: `aws sts get-caller-identity`.',
    );
  }
  return new AwsError(
    'denied',
    code,
    reason,
    `AWS denied ${call}${reason ? `: ${reason}` : ''}`,
    action === undefined
      ? 'The caller’s policies do not allow this call.'
      : `Allow ${action} to the caller, or use another role.`,
  );
}

const expired = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'TokenRefreshRequired',
]);
const rejected = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthFailure',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'NotAuthorized',
  'OptInRequired',
  'SignatureDoesNotMatch',
  'UnauthorizedOperation',
  'UnrecognizedClientException',
]);
const throttled = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);
const network = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ETIMEDOUT',
  'NetworkingError',
  'TimeoutError',
]);

function kindOf(error: unknown, code: string, reason: string): AwsErrorKind {
  if (code === 'CredentialsProviderError' || code === 'TokenProviderError') {
    return /expired/i.test(reason) ? 'expired' : 'no-credentials';
  }
  if (expired.has(code) || (code === 'SignatureDoesNotMatch' && reason.startsWith('Signature expired')))
    return 'expired';
  if (rejected.has(code)) return 'denied';
  const status = httpStatus(error);
  if (throttled.has(code) || status === 429) return 'throttled';
  if (network.has(code) || (status !== undefined && status >= 500)) return 'unreachable';
  return 'refused';
}

/** Node's errors carry `code`, those of the SDK their code as `name`; an aggregate of several addresses has no message of its own. */
function codeAndReason(error: unknown): { readonly code: string; readonly reason: string } {
  if (!(error instanceof Error)) return { code: 'Unknown', reason: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const first = error instanceof AggregateError && error.message === '' ? error.errors[0] : error;
  return { code, reason: first instanceof Error ? first.message : '' };
}

function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

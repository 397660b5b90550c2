import { describe, expect, it } from 'vitest';
import { exit } from '../commands/command.ts';
import { isRefusal, isTransient, toAwsError } from './aws-error.ts';

const where = { region: 'eu-west-1' };

function sdkError(name: string, message: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

describe('toAwsError', () => {
  it.each([
    [sdkError('CredentialsProviderError', 'Could not load credentials from any providers'), 'no-credentials'],
    [
      sdkError('CredentialsProviderError', 'The SSO session associated with this profile has expired'),
      'expired',
    ],
    [sdkError('ExpiredToken', 'The security token included in the request is expired', 403), 'expired'],
    [
      sdkError('SignatureDoesNotMatch', 'Signature expired: 20261123T100000Z is now earlier than …', 403),
      'expired',
    ],
    [
      sdkError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
      'denied',
    ],
    [sdkError('AccessDenied', 'User: arn:x is not authorized to perform: s3:PutObject', 403), 'denied'],
    [sdkError('Throttling', 'Rate exceeded'), 'throttled'],
    [sdkError('SomethingNew', 'slow down', 429), 'throttled'],
    [Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }), 'unreachable'],
    [sdkError('TimeoutError', 'socket timed out'), 'unreachable'],
    [sdkError('InternalFailure', '', 500), 'unreachable'],
    [sdkError('ValidationError', 'Stack with id x does not exist'), 'refused'],
  ])('%s is %s', (error, kind) => {
    const mapped = toAwsError(error, 'CloudFormation DescribeStacks', where);
    expect(mapped.kind).toBe(kind);
    expect(mapped.exitCode).toBe(exit.failed);
    expect(isTransient(mapped)).toBe(kind === 'throttled' || kind === 'unreachable');
  });

  it('names the profile that has no credentials', () => {
    const none = sdkError('CredentialsProviderError', 'Could not load credentials from any providers');
    const { message, hint } = toAwsError(none, 'STS GetCallerIdentity', { ...where, profile: 'shop' });
    expect(message).toBe('there are no AWS credentials in profile `shop` (AWS_PROFILE)');
    expect(hint).toMatch(/^Log in \(`aws sso login --profile shop`\), or take another profile/);
  });

  it('names the variable whose URL is none', () => {
    const invalid = Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' });
    expect(toAwsError(invalid, 'STS GetCallerIdentity', where).hint).toMatch(/^AWS_ENDPOINT_URL is no URL/);
  });

  it('of throttling says that it was tried again', () => {
    const { message } = toAwsError(sdkError('Throttling', 'Rate exceeded'), 'ECS ListTasks', where);
    expect(message).toBe('AWS throttled ECS ListTasks, at every one of several tries');
  });

  it('names the action that is missing', () => {
    const denied = toAwsError(
      sdkError(
        'AccessDenied',
        'User: arn:aws:iam::1:user/a is not authorized to perform: cloudformation:CreateChangeSet on resource: b',
        403,
      ),
      'CloudFormation CreateChangeSet',
      where,
    );
    expect(denied.hint).toBe('Allow cloudformation:CreateChangeSet to the caller, or use another role.');
  });

  it('does not repeat what AWS quotes of a signed request: it holds the session token', () => {
    const text = "The Canonical String for this request should have been 'x-amz-security-token:SECRET'";
    const rejected = toAwsError(sdkError('SignatureDoesNotMatch', text, 403), 'STS GetCallerIdentity', where);
    expect(
      JSON.stringify([rejected.message, rejected.hint, rejected.reason, rejected.details]),
    ).not.toContain('SECRET');
  });

  it('reads the cause of an aggregate: Node tries several addresses of one name', () => {
    const refused = Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:9')], ''), {
      code: 'ECONNREFUSED',
    });
    const mapped = toAwsError(refused, 'ECS DescribeServices', {
      region: 'eu-west-1',
      endpoint: 'http://localhost:9',
    });
    expect(mapped.message).toBe(
      'ECS DescribeServices: http://localhost:9 cannot be reached (connect ECONNREFUSED ::1:9)',
    );
  });

  it('keeps code and sentence of a refusal, for those who know what it means', () => {
    const mapped = toAwsError(
      sdkError('ChangeSetNotFound', 'ChangeSet [x] does not exist', 404),
      'CloudFormation DescribeChangeSet',
      where,
    );
    expect(isRefusal(mapped, 'ChangeSetNotFound')).toBe(true);
    expect(isRefusal(mapped, 'ChangeSetNotFound', 'does not exist')).toBe(true);
    expect(isRefusal(mapped, 'ValidationError')).toBe(false);
    expect(toAwsError(mapped, 'again', where)).toBe(mapped);
  });

  it('takes anything that was thrown', () => {
    expect(toAwsError('odd', 'S3 PutObject', where).message).toBe('S3 PutObject: odd');
  });
});

/**
 * What to do where CloudFormation finds the name of a log group taken: it was left by `destroy --keep-logs`, or is somebody
 * else's. Undefined where it says nothing of the kind.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html
 */
export function nameTakenHint(reason: string): string | undefined {
  const taken = reason.matchAll(
    /Resource of type 'AWS::Logs::LogGroup' with identifier '([^']+)' already exists/g,
  );
  const names = [...new Set([...taken].map(([, name]) => name))];
  if (names.length === 0) return undefined;
  return [
    'Its logs are still there, kept by an earlier destroy or written by others. Export them, then:',
    ...names.map((name) => `aws logs delete-log-group --log-group-name ${name}`),
  ].join('\n');
}

import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../aws-error.ts';

const FIELDS = new Set([
  'host-header',
  'http-header',
  'http-request-method',
  'path-pattern',
  'query-string',
  'source-ip',
]);

/** These may occur once in a rule. */
const ONCE = ['host-header', 'http-request-method', 'path-pattern', 'source-ip'];

/** Values of all conditions of a rule together. */
const MOST = 5;

/**
 * Checks the conditions of a rule against the limits of Elastic Load Balancing.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function checkConditions(conditions: readonly RuleCondition[]): void {
  for (const { Field } of conditions) {
    if (Field === undefined || !FIELDS.has(Field)) {
      throw new AwsError(
        'ValidationError',
        `Condition field '${Field}' must be one of '[${[...FIELDS].join(', ')}]'`,
      );
    }
  }
  for (const field of ONCE) {
    if (conditions.filter((condition) => condition.Field === field).length > 1) {
      throw new AwsError('InvalidConfigurationRequest', `A rule can only have one '${field}' condition`);
    }
  }
  const values = conditions.flatMap(conditionValues);
  if (values.length > MOST) {
    throw new AwsError('InvalidConfigurationRequest', `A rule can only have '${MOST}' condition values`);
  }
}

function conditionValues(condition: RuleCondition): readonly string[] {
  const query = condition.QueryStringConfig?.Values?.map(({ Key, Value }) => `${Key ?? ''}=${Value ?? ''}`);
  const config =
    condition.HostHeaderConfig ??
    condition.HttpHeaderConfig ??
    condition.HttpRequestMethodConfig ??
    condition.PathPatternConfig ??
    condition.SourceIpConfig;
  return query ?? config?.Values ?? condition.Values ?? [];
}

import { BlockList, isIPv6 } from 'node:net';
import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { glob } from './glob.ts';

/** What rules look at. */
export interface RoutedRequest {
  readonly method: string;
  /** Without the port. */
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Every value of a header, by lower-case name. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  /** Address of the peer; not what X-Forwarded-For says. */
  readonly sourceIp: string;
}

export type Condition = (request: RoutedRequest) => boolean;

/**
 * Compiles one condition of a rule; a rule applies when all of them hold. Host names, header values and query
 * strings are compared without regard to case, paths and methods with it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function compileCondition(condition: RuleCondition): Condition {
  const plain = condition.Values ?? [];
  switch (condition.Field) {
    case 'path-pattern': {
      const config = condition.PathPatternConfig;
      const test = anyOf(config?.Values ?? plain, config?.RegexValues ?? condition.RegexValues, false);
      return (request) => test(request.path);
    }
    case 'host-header': {
      const config = condition.HostHeaderConfig;
      const test = anyOf(config?.Values ?? plain, config?.RegexValues ?? condition.RegexValues, true);
      return (request) => test(request.host);
    }
    case 'http-request-method': {
      const methods = condition.HttpRequestMethodConfig?.Values ?? plain;
      return (request) => methods.includes(request.method);
    }
    case 'http-header': {
      const config = condition.HttpHeaderConfig;
      const name = config?.HttpHeaderName?.toLowerCase() ?? '';
      const test = anyOf(config?.Values ?? [], config?.RegexValues, true);
      return (request) => request.headers[name]?.some(test) ?? false;
    }
    case 'query-string': {
      const pairs = (condition.QueryStringConfig?.Values ?? []).map(({ Key, Value }) => ({
        key: Key === undefined ? undefined : glob(Key, true),
        value: glob(Value ?? '', true),
      }));
      return ({ query }) =>
        pairs.some(({ key, value }) => [...query].some(([k, v]) => (key?.test(k) ?? true) && value.test(v)));
    }
    case 'source-ip': {
      const list = new BlockList();
      for (const cidr of condition.SourceIpConfig?.Values ?? plain) {
        const [address = '', bits = ''] = cidr.split('/');
        list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
      }
      return ({ sourceIp }) => list.check(sourceIp, isIPv6(sourceIp) ? 'ipv6' : 'ipv4');
    }
    default:
      return () => false;
  }
}

function anyOf(patterns: readonly string[], regexes: readonly string[] | undefined, ignoreCase: boolean) {
  const tests = patterns.map((pattern) => glob(pattern, ignoreCase));
  for (const source of regexes ?? []) tests.push(new RegExp(source, ignoreCase ? 'i' : ''));
  return (value: string) => tests.some((test) => test.test(value));
}

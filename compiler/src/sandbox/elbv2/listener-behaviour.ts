import type { Action, ProtocolEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../aws-error.ts';
import { ownerOf } from '../resource-owner.ts';
import type { CreatedResource, ResourceBehaviour } from '../resource-behaviour.ts';
import { typed } from './behaviour-parts.ts';
import { checkActions } from './check-actions.ts';
import type { BehaviourDeps } from './load-balancer-behaviour.ts';
import type { ListenerRecord } from './records.ts';

interface ListenerProperties {
  readonly LoadBalancerArn: string;
  readonly Port: number;
  readonly Protocol: ProtocolEnum;
  readonly SslPolicy: string;
  readonly Certificates: readonly { readonly CertificateArn?: string }[];
  readonly DefaultActions: readonly Action[];
  readonly ListenerAttributes: readonly { readonly Key?: string; readonly Value?: string }[];
}

/** What `Protocol: HTTPS` without `SslPolicy` gets. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const DEFAULT_SSL_POLICY = 'ELBSecurityPolicy-2016-08';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html */
export function listenerBehaviour({ context, loadBalancing }: BehaviourDeps): ResourceBehaviour {
  const { tables } = loadBalancing;

  const changing = (loadBalancerArn: string, properties: Partial<ListenerProperties>) => {
    const protocol = properties.Protocol ?? 'HTTP';
    const certificateArns = (properties.Certificates ?? []).flatMap(
      ({ CertificateArn }) => CertificateArn ?? [],
    );
    if (protocol === 'HTTPS' && certificateArns.length === 0) {
      throw new AwsError('ValidationError', 'A certificate must be specified for HTTPS listeners');
    }
    const defaultActions = properties.DefaultActions ?? [];
    checkActions(tables, loadBalancerArn, defaultActions);
    return {
      port: properties.Port ?? (protocol === 'HTTPS' ? 443 : 80),
      protocol,
      ...(protocol === 'HTTPS' ? { sslPolicy: properties.SslPolicy ?? DEFAULT_SSL_POLICY } : {}),
      certificateArns,
      defaultActions,
      attributes: Object.fromEntries(
        (properties.ListenerAttributes ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']),
      ),
    };
  };

  const localPort = (loadBalancerArn: string, port: number): number => {
    const httpPort = tables.loadBalancers.get(loadBalancerArn)?.httpPort;
    return port === 80 && httpPort !== undefined ? httpPort : loadBalancing.pickPort(port);
  };

  const checkPort = (loadBalancerArn: string, port: number, except?: string): void => {
    const others = tables.listenersOf(loadBalancerArn).filter((listener) => listener.arn !== except);
    if (others.some((listener) => listener.port === port)) {
      const message = `A listener already exists on this port for this load balancer '${loadBalancerArn}'`;
      throw new AwsError('DuplicateListener', message);
    }
  };

  return {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    create(request) {
      const properties = typed<ListenerProperties>(request.properties);
      const owner = ownerOf(request);
      const made = tables.listeners.all().find((record) => record.owner === owner);
      if (made) return created(made);
      const loadBalancerArn = properties.LoadBalancerArn ?? '';
      const loadBalancer = tables.loadBalancers.get(loadBalancerArn);
      if (!loadBalancer) {
        throw new AwsError('LoadBalancerNotFound', `Load balancer '${loadBalancerArn}' not found`);
      }
      const changes = changing(loadBalancerArn, properties);
      checkPort(loadBalancerArn, changes.port);
      const record: ListenerRecord = {
        owner,
        arn: `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${context.randomHex(16)}`,
        loadBalancerArn,
        localPort: localPort(loadBalancerArn, changes.port),
        tags: request.tags,
        ...changes,
      };
      tables.listeners.put(record.arn, record);
      loadBalancing.refresh();
      return created(record);
    },
    update(request) {
      const record = tables.listeners.get(request.physicalId);
      if (!record) throw new AwsError('ListenerNotFound', `Listener '${request.physicalId}' not found`);
      const changes = changing(record.loadBalancerArn, typed<ListenerProperties>(request.properties));
      checkPort(record.loadBalancerArn, changes.port, record.arn);
      const local =
        changes.port === record.port ? record.localPort : localPort(record.loadBalancerArn, changes.port);
      const { sslPolicy: _before, ...kept } = record;
      const changed = { ...kept, ...changes, localPort: local, tags: request.tags };
      tables.listeners.put(record.arn, changed);
      loadBalancing.refresh();
      return created(changed);
    },
    remove({ physicalId }) {
      for (const rule of tables.rulesOf(physicalId)) tables.rules.delete(rule.arn);
      tables.listeners.delete(physicalId);
      loadBalancing.refresh();
    },
    settled({ physicalId }, operation) {
      const record = tables.listeners.get(physicalId);
      if (operation === 'delete' || !record) return 'done';
      return loadBalancing.isOpen(record.loadBalancerArn, record.port) ? 'done' : 'pending';
    },
  };

  function created(record: ListenerRecord): CreatedResource {
    return { physicalId: record.arn, attributes: { ListenerArn: record.arn } };
  }
}

import { from } from '../../provenance.ts';
import { defineComponent } from '../component.ts';
import { checkHttps } from './check-https.ts';

/** The ports on which the load balancer listens. */
const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/** What AWS recommends: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

export const loadBalancer = defineComponent({
  name: 'load-balancer',
  stack: 'platform',
  origin: ({ model }) => model.root.at('loadBalancer'),
  view({ model }) {
    const config = model.root.at('loadBalancer');
    const cidr = model.root.at('network').at('cidr');
    const [certificate, domain] = [config.at('certificate'), config.at('domain')];
    const [domainName, hostedZoneId] = [domain.at('name'), domain.at('hostedZoneId')];
    const https = certificate.value === undefined ? domain : certificate;
    const ports = new Map(
      model.root
        .at('services')
        .entries()
        .map(([, service]) => [service.value.port, service.at('port')]),
    );
    return {
      httpPort: from(HTTP_PORT, config),
      httpsPort: from(HTTPS_PORT, https),
      redirectPort: from(String(HTTPS_PORT), https),
      tlsPolicy: from(TLS_POLICY, https),
      https: https.map((given) => given !== undefined),
      makesCertificate: from(https.value !== undefined && certificate.value === undefined, https),
      makesRecord: hostedZoneId.map((zone) => zone !== undefined),
      hasDomain: domainName.map((name) => name !== undefined),
      certificate,
      domainName,
      hostedZoneId,
      url: domainName.map((name) => `https://${name}`),
      deletionProtection: config.at('deletionProtection').map(String),
      idleTimeout: config.at('idleTimeout').map(String),
      // Rules to the services lie here, by the block of the VPC: no stack of a service has to change this one.
      ports: [...ports.values()].map((port) => ({ port, cidr })),
    };
  },
  check: checkHttps,
});

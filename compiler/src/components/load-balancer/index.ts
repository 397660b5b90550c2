import { from } from '../../provenance.ts';
import { defineComponent } from '../component.ts';

/** The port on which the load balancer listens. */
const HTTP_PORT = 80;

export const loadBalancer = defineComponent({
  name: 'load-balancer',
  stack: 'platform',
  origin: ({ model }) => model.root.at('loadBalancer'),
  view({ model }) {
    const config = model.root.at('loadBalancer');
    const cidr = model.root.at('network').at('cidr');
    const ports = new Map(
      model.root
        .at('services')
        .entries()
        .map(([, service]) => [service.value.port, service.at('port')]),
    );
    return {
      httpPort: from(HTTP_PORT, config),
      deletionProtection: config.at('deletionProtection').map(String),
      idleTimeout: config.at('idleTimeout').map(String),
      // Rules to the services lie here, by the block of the VPC: no stack of a service has to change this one.
      ports: [...ports.values()].map((port) => ({ port, cidr })),
    };
  },
});

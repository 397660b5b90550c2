import { BlockList, isIPv6 } from 'node:net';

/**
 * Whom to believe who the client is: one load balancer, and only where the connection comes from its networks. An ALB
 * appends the address that it saw to `X-Forwarded-For`; what stands before was sent by the client and may be forged:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 *
 * @returns Fastify's `trustProxy`
 */
export function trustedProxies(networks: readonly string[]): (address: string, hop: number) => boolean {
  const trusted = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    trusted.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return (address, hop) => hop === 0 && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

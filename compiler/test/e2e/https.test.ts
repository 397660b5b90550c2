/* HTTPS in a sandbox: it is added to what runs, changed, and taken away again. */
import {
  DescribeListenersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShop, type Shop } from '../helpers/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const platform = () => shop.resources('shop-test-platform');
const shipped = () => shop.ship({ allow: ['replace', 'outage'] });
const domain = { name: 'shop.example.com', hostedZoneId: 'Z0123456789ABC' };
const certificate = (id: string) => `arn:aws:acm:eu-west-1:123456789012:certificate/${id}`;

/** Each listener as Elastic Load Balancing has it: `<port> <protocol> <first action> <certificate>`. */
async function listeners(): Promise<readonly string[]> {
  const { Listeners = [] } = await new ElasticLoadBalancingV2Client(shop.client).send(
    new DescribeListenersCommand({ LoadBalancerArn: (await platform()).get('LoadBalancer')?.id }),
  );
  return Listeners.map(({ Port, Protocol, DefaultActions, Certificates }) =>
    [Port, Protocol, DefaultActions?.[0]?.Type, Certificates?.[0]?.CertificateArn?.split('/')[1]]
      .filter((part) => part !== undefined)
      .join(' '),
  ).toSorted();
}

/** The listener that each rule of the service belongs to. */
async function ruledListeners(): Promise<readonly (string | undefined)[]> {
  const all = await shop.resources('shop-test-api');
  return [...all.values()].filter(({ type }) => type.endsWith('ListenerRule')).map(({ id }) => place(id));
}

const place = (arn: string | undefined) => arn?.split('/').slice(1, 4).join('/');

it(
  'is added with its certificate and record, moves to given certificates, and goes',
  { timeout: 120_000 },
  async () => {
    expect(await shipped()).toMatchObject({ code: 0, outputs: { Url: expect.stringMatching(/^http:/) } });
    const http = (await platform()).get('HttpListener')?.id;

    shop.describe({ loadBalancer: { domain } });
    expect(await shop.planned()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^shop-test-platform Add HttpsListener ← platform\.yaml: (loadBalancer|domain):$/,
        ),
        expect.stringMatching(/^shop-test-platform Add Certificate ← platform\.yaml: /),
        expect.stringMatching(/^shop-test-platform Add AliasRecord ← platform\.yaml: /),
        expect.stringMatching(/^shop-test-platform Modify HttpListener DefaultActions.* ← platform\.yaml: /),
      ]),
    );
    expect(await shipped()).toMatchObject({ code: 0, outputs: { Url: 'https://shop.example.com' } });
    const secure = await platform();
    expect(secure.get('HttpListener')?.id).toBe(http);
    expect(secure.get('AliasRecord')?.type).toBe('AWS::Route53::RecordSet');
    const made = secure.get('Certificate')?.id.split('/')[1];
    expect(await listeners()).toEqual([`443 HTTPS fixed-response ${made}`, '80 HTTP redirect']);
    expect(await ruledListeners()).toEqual([place(secure.get('HttpsListener')?.id)]);
    expect(await shop.status()).toMatchObject({ code: 0, url: 'https://shop.example.com' });

    shop.describe({ loadBalancer: { certificate: certificate('0a1b'), domain: { name: domain.name } } });
    expect(await shop.planned()).toEqual(
      expect.arrayContaining([
        'shop-test-platform Remove AliasRecord',
        'shop-test-platform Remove Certificate',
        expect.stringMatching(
          /^shop-test-platform Modify HttpsListener Certificates.* ← platform\.yaml: certificate: arn:/,
        ),
      ]),
    );
    expect(await shipped()).toMatchObject({ code: 0, outputs: { Url: 'https://shop.example.com' } });
    const given = await platform();
    expect([given.has('Certificate'), given.has('AliasRecord')]).toEqual([false, false]);
    expect(given.get('HttpsListener')?.id).toBe(secure.get('HttpsListener')?.id);

    // Another certificate: exactly that, in place.
    shop.describe({ loadBalancer: { certificate: certificate('2c3d'), domain: { name: domain.name } } });
    expect(await shop.planned()).toEqual([
      expect.stringMatching(
        /^shop-test-platform Modify HttpsListener Certificates\S* ← platform\.yaml: certificate: arn:\S+2c3d$/,
      ),
    ]);
    expect(await shipped()).toMatchObject({ code: 0 });
    expect(await listeners()).toEqual(['443 HTTPS fixed-response 2c3d', '80 HTTP redirect']);
    expect(await platform()).toEqual(given);

    shop.describe({});
    expect(await shop.planned()).toEqual(expect.arrayContaining(['shop-test-platform Remove HttpsListener']));
    expect(await shipped()).toMatchObject({ code: 0, outputs: { Url: expect.stringMatching(/^http:/) } });
    expect(await listeners()).toEqual(['80 HTTP fixed-response']);
    expect(await ruledListeners()).toEqual([place(http)]);
    // Its targets belong to another listener now, and are checked anew.
    await shop.clock.advance(2_000);
    expect(await shop.status()).toMatchObject({ code: 0, url: expect.stringMatching(/^http:/) });
  },
);

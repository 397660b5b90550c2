import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { priceIn, type OfferFile } from '../scripts/offer-prices.ts';
import { repository, run } from './helpers/run.ts';

/** A file in the form of AWS's own: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html */
function offer(
  offerCode: string,
  rows: readonly (readonly [
    usageType: string,
    unit: string,
    usd: string,
    operation?: string,
    begin?: string,
  ])[],
): OfferFile {
  const skus = rows.map((row, index) => [`SKU${index}`, row] as const);
  return {
    offerCode,
    publicationDate: '2026-11-01T12:00:00Z',
    products: Object.fromEntries(
      skus.map(([sku, [usagetype, , , operation = '']]) => [
        sku,
        { attributes: { usagetype, operation, regionCode: 'eu-west-1' } },
      ]),
    ),
    terms: {
      OnDemand: Object.fromEntries(
        skus.map(([sku, [, unit, USD, , beginRange = '0']]) => [
          sku,
          {
            [`${sku}.JRTCKXETXF`]: {
              priceDimensions: { [`${sku}.6YS6EN2CT7`]: { unit, beginRange, pricePerUnit: { USD } } },
            },
          },
        ]),
      ),
    },
  };
}

// Usage types, units and prices of eu-west-1, with those beside them that must not be taken.
const elb = offer('AWSELB', [
  ['EU-LCUUsage', 'LCU-Hrs', '0.0080000000', 'LoadBalancing:Application'],
  ['EU-Outposts-LCUUsage', 'LCU-Hrs', '0.0000000000', 'LoadBalancing:Application'],
  ['EU-ReservedLCUUsage', 'ReservedLCU-Hr', '0.0090000000', 'LoadBalancing:Application'],
  ['EU-LCUUsage', 'LCU-Hrs', '0.0060000000', 'LoadBalancing:Network'],
  ['EU-LoadBalancerUsage', 'Hrs', '0.0252000000', 'LoadBalancing:Application'],
  ['EU-TS-LoadBalancerUsage', 'Hrs', '0.0056000000', 'LoadBalancing:Application'],
]);
const ec2 = offer('AmazonEC2', [
  ['EU-NatGateway-Hours', 'Hrs', '0.0480000000'],
  ['EU-RegionalNatGateway-Hours', 'Hrs', '0.0600000000'],
  ['EU-NatGateway-Bytes', 'GB', '0.0500000000'],
]);

describe('a price list file', () => {
  it.each([
    [elb, 'alb.hour', 0.0252],
    [elb, 'alb.lcuHour', 0.008],
    [ec2, 'nat.zonal.hour', 0.048],
    [ec2, 'alb.hour', undefined],
    [ec2, 'kms.key.month', undefined],
  ])('gives the one product that is meant', (file, key, price) =>
    expect(priceIn(file, key, 'eu-west-1')).toBe(price),
  );

  it('takes a Region without a prefix, and one written out', () => {
    expect(
      priceIn({ ...offer('awskms', [['eu-west-1-KMS-Keys', 'Keys', '1']]) }, 'kms.key.month', 'eu-west-1'),
    ).toBe(1);
    const first = offer('AmazonEC2', [['NatGateway-Hours', 'Hrs', '0.045']]);
    expect(priceIn(first, 'nat.zonal.hour', 'eu-west-1')).toBe(0.045);
  });

  it('is not guessed at: two prices, or another unit, are an error', () => {
    const two = offer('AmazonEC2', [
      ['EU-NatGateway-Hours', 'Hrs', '0.048'],
      ['EU-NatGateway-Hours', 'Hrs', '0.05'],
    ]);
    expect(() => priceIn(two, 'nat.zonal.hour', 'eu-west-1')).toThrow('several prices, 0.048, 0.05');
    const minutes = offer('AmazonEC2', [['EU-NatGateway-Hours', 'Minutes', '0.048']]);
    expect(() => priceIn(minutes, 'nat.zonal.hour', 'eu-west-1')).toThrow('its unit is Minutes, not Hrs');
  });
});

describe('npm run refresh-prices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'platc-prices-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const script = (from: string, out: string) =>
    run(process.execPath, ['--import', 'tsx', 'compiler/scripts/refresh-prices.ts', from, out], {
      cwd: repository,
    });

  it('changes nothing, not even the date, where it has read no file', async () => {
    const [nothing, out] = [join(folder, 'nothing'), join(folder, 'same.json')];
    const { code, stdout, stderr } = await script(nothing, out);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `no price was read: there is no file with one in ${nothing}\n`,
    });
    expect(existsSync(out)).toBe(false);
  });

  it('changes what the files have, with their date, and leaves the rest', async () => {
    for (const file of [elb, ec2]) {
      const path = join(folder, 'eu-west-1', `${file.offerCode}.json`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, JSON.stringify(file));
    }
    const out = join(folder, 'prices.json');
    const { code, stdout } = await script(folder, out);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'eu-west-1 nat.zonal.gb: 0.048 → 0.05\n' });
    const prices = JSON.parse(readFileSync(out, 'utf8')) as {
      regions: Record<string, Record<string, { value: number; source: string }>>;
      sources: Record<string, { asOf: string }>;
      asOf: string;
    };
    expect(Date.now() - Date.parse(prices.asOf)).toBeLessThan(2 * 86_400_000);
    expect(prices.regions['eu-west-1']?.['nat.zonal.gb']).toMatchObject({
      value: 0.05,
      source: 'AmazonEC2-eu-west-1',
    });
    expect(prices.sources['AmazonEC2-eu-west-1']?.asOf).toBe('2026-11-01');
    expect(prices.regions['eu-west-1']?.['kms.key.month']?.source).toBe('aws-page-kms');
    expect(prices.regions['us-east-1']?.['nat.zonal.gb']).toMatchObject({ value: 0.045 });
  });
});

/** Which product of AWS's price list files each price is: offer, and the end of its usage type without the Region's prefix. */
interface Wanted {
  readonly offer: string;
  readonly usageType: string;
  /** Where several products share a usage type. */
  readonly operation?: string;
  /** As the file has it: a price for another unit is another price. */
  readonly unit: string;
  /** What the file's price is multiplied by to be one for the unit that prices.json has. */
  readonly times?: number;
}

export const wanted: Readonly<Record<string, Wanted>> = {
  'fargate.linux.x86.vcpuHour': { offer: 'AmazonECS', usageType: 'Fargate-vCPU-Hours:perCPU', unit: 'hours' },
  'fargate.linux.x86.gbHour': { offer: 'AmazonECS', usageType: 'Fargate-GB-Hours', unit: 'hours' },
  'fargate.linux.arm.vcpuHour': {
    offer: 'AmazonECS',
    usageType: 'Fargate-ARM-vCPU-Hours:perCPU',
    unit: 'hours',
  },
  'fargate.linux.arm.gbHour': { offer: 'AmazonECS', usageType: 'Fargate-ARM-GB-Hours', unit: 'hours' },
  'nat.zonal.hour': { offer: 'AmazonEC2', usageType: 'NatGateway-Hours', unit: 'Hrs' },
  'nat.zonal.gb': { offer: 'AmazonEC2', usageType: 'NatGateway-Bytes', unit: 'GB' },
  'publicIpv4.inUse.hour': { offer: 'AmazonVPC', usageType: 'PublicIPv4:InUseAddress', unit: 'Hrs' },
  'vpcEndpoint.interface.hour': { offer: 'AmazonVPC', usageType: 'VpcEndpoint-Hours', unit: 'Hrs' },
  'vpcEndpoint.interface.gb': { offer: 'AmazonVPC', usageType: 'VpcEndpoint-Bytes', unit: 'GB' },
  'alb.hour': {
    offer: 'AWSELB',
    usageType: 'LoadBalancerUsage',
    operation: 'LoadBalancing:Application',
    unit: 'Hrs',
  },
  'alb.lcuHour': {
    offer: 'AWSELB',
    usageType: 'LCUUsage',
    operation: 'LoadBalancing:Application',
    unit: 'LCU-Hrs',
  },
  'cloudwatch.logs.ingest.gb': { offer: 'AmazonCloudWatch', usageType: 'DataProcessing-Bytes', unit: 'GB' },
  'cloudwatch.logs.storage.gbMonth': {
    offer: 'AmazonCloudWatch',
    usageType: 'TimedStorage-ByteHrs',
    unit: 'GB-Mo',
  },
  'cloudwatch.vendedLogs.toLogs.first10TB.gb': {
    offer: 'AmazonCloudWatch',
    usageType: 'VendedLog-Bytes',
    unit: 'GB',
  },
  'cloudwatch.customMetric.month': {
    offer: 'AmazonCloudWatch',
    usageType: 'CW:MetricMonitorUsage',
    unit: 'Metrics',
  },
  'cloudwatch.alarm.standard.month': {
    offer: 'AmazonCloudWatch',
    usageType: 'CW:AlarmMonitorUsage',
    unit: 'Alarms',
  },
  'ecr.storage.gbMonth': { offer: 'AmazonECR', usageType: 'TimedStorage-ByteHrs', unit: 'GB-Mo' },
  's3.standard.gbMonth': { offer: 'AmazonS3', usageType: 'TimedStorage-ByteHrs', unit: 'GB-Mo' },
  'kms.key.month': { offer: 'awskms', usageType: 'KMS-Keys', unit: 'Keys' },
};

/** As far as it is read: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html */
export interface OfferFile {
  readonly offerCode: string;
  /** ISO 8601. */
  readonly publicationDate: string;
  readonly products: Readonly<Record<string, { readonly attributes: Readonly<Record<string, string>> }>>;
  readonly terms: {
    readonly OnDemand: Readonly<
      Record<
        string,
        Readonly<Record<string, { readonly priceDimensions: Readonly<Record<string, Dimension>> }>>
      >
    >;
  };
}

interface Dimension {
  readonly unit: string;
  readonly beginRange?: string;
  readonly pricePerUnit: Readonly<Record<string, string>>;
}

/**
 * The price of a key in a Region's offer file, in USD; the first tier that is not free. Undefined where the file has no such
 * product. Throws where it has several that differ, or one in another unit: nothing is guessed.
 */
export function priceIn(file: OfferFile, key: string, region: string): number | undefined {
  const want = wanted[key];
  if (!want || want.offer !== file.offerCode) return undefined;
  const prices = Object.entries(file.products)
    .filter(
      ([, { attributes }]) =>
        (attributes['regionCode'] ?? region) === region &&
        withoutPrefix(attributes['usagetype'] ?? '', want.usageType) &&
        (want.operation === undefined || attributes['operation'] === want.operation),
    )
    .flatMap(([sku]) => firstTier(file, sku))
    .map(({ unit, pricePerUnit }) => {
      if (unit !== want.unit) throw new Error(`${key} in ${region}: its unit is ${unit}, not ${want.unit}`);
      return Number(pricePerUnit['USD']) * (want.times ?? 1);
    });
  const [price, ...others] = new Set(prices);
  if (others.length > 0)
    throw new Error(`${key} in ${region}: several prices, ${[price, ...others].join(', ')}`);
  return price;
}

/** `EUC1-NatGateway-Hours` is NatGateway-Hours, `EU-RegionalNatGateway-Hours` is not. */
function withoutPrefix(usageType: string, name: string): boolean {
  return (
    usageType === name ||
    (usageType.endsWith(`-${name}`) &&
      /^([A-Z]{2,4}\d?|[a-z]{2}(-[a-z]+)+-\d)-$/.test(usageType.slice(0, -name.length)))
  );
}

function firstTier({ terms }: OfferFile, sku: string): readonly Dimension[] {
  const tiers = Object.values(terms.OnDemand[sku] ?? {})
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
    .toSorted((a, b) => Number(a.beginRange ?? 0) - Number(b.beginRange ?? 0));
  const paid = tiers.find(({ pricePerUnit }) => Number(pricePerUnit['USD']) > 0);
  return paid ? [paid] : [];
}

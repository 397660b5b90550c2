/* The environment's key, and flow logs, in a sandbox: each is deployed, changed, and taken away again. */
import { HeadObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { command as destroy } from '../../src/commands/destroy.ts';
import { openShop, type Shop } from '../helpers/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

/** How each release record is encrypted, and with which key, by the number of the release. */
async function releases(): Promise<Readonly<Record<string, readonly (string | undefined)[]>>> {
  const s3 = new S3Client({ ...shop.client, forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets[0]?.Name;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'releases/test/api/' }));
  const read = async (Key: string) => s3.send(new HeadObjectCommand({ Bucket, Key }));
  const records = Contents.flatMap(({ Key = '' }) => (/\/\d+\.json$/.test(Key) ? [Key] : []));
  return Object.fromEntries(
    await Promise.all(
      records.map(async (Key) => {
        const { ServerSideEncryption, SSEKMSKeyId } = await read(Key);
        return [Number(/(\d+)\.json$/.exec(Key)?.[1]), [ServerSideEncryption, SSEKMSKeyId]] as const;
      }),
    ),
  );
}

/** `<log group> <key>` */
async function keys(): Promise<readonly string[]> {
  return Object.entries(await shop.logGroups())
    .map(([name, { kmsKeyId }]) => `${name} ${kmsKeyId ?? 'none'}`)
    .toSorted();
}

it(
  "the environment's key encrypts log groups and artifacts, and stays for what it encrypted",
  { timeout: 120_000 },
  async () => {
    const names = ['/platc/shop/test/api', '/platc/shop/test/task-exits'];
    expect(await shop.ship()).toMatchObject({ code: 0 });
    expect(await keys()).toEqual(names.map((name) => `${name} none`));

    const encrypted = { encryption: { kms: true } };
    shop.describe(encrypted);
    const line = '← platform.yaml: kms: true';
    expect(await shop.planned()).toEqual([
      `shop-test-api Modify LogGroup KmsKeyId ${line}`,
      `shop-test-network Add Key ${line}`,
      `shop-test-network Add KeyAlias ${line}`,
      `shop-test-platform Modify AlarmTopic KmsMasterKeyId ${line}`,
      `shop-test-platform Modify TaskExitsLogGroup KmsKeyId ${line}`,
    ]);
    expect(await shop.ship()).toMatchObject({ code: 0 });
    const { KeyArn: key = '' } = (await shop.stack('shop-test-network')).outputs;
    expect(key).toMatch(/^arn:aws:kms:eu-west-1:000000000000:key\//);
    expect(await keys()).toEqual(names.map((name) => `${name} ${key}`));
    expect((await shop.stack('shop-test-platform')).parameters).toMatchObject({ KeyArn: key });
    expect(await shop.status()).toMatchObject({ code: 0, healthy: true });
    expect(await releases()).toMatchObject({ 1: [undefined, undefined], 2: ['aws:kms', key] });

    // What is added later is encrypted with it from the start; the key itself stays as it is.
    shop.describe({ ...encrypted, network: { nat: 'none', flowLogs: true } });
    expect((await shop.planned()).every((change) => change.startsWith('shop-test-network Add Flow'))).toBe(
      true,
    );
    expect(await shop.ship()).toMatchObject({ code: 0 });
    expect(await keys()).toContain(`/platc/shop/test/flow-logs ${key}`);
    expect((await shop.stack('shop-test-network')).outputs['KeyArn']).toBe(key);

    shop.describe({});
    expect(await shop.planned()).toEqual(
      expect.arrayContaining([
        'shop-test-network Remove Key',
        'shop-test-network Remove KeyAlias',
        expect.stringMatching(/^shop-test-api Modify LogGroup KmsKeyId/),
      ]),
    );
    expect(await shop.ship({ allow: ['delete'] })).toMatchObject({ code: 0 });
    expect(await keys()).toEqual(names.map((name) => `${name} none`));
    expect((await shop.resources('shop-test-network')).has('Key')).toBe(false);
    expect(await shop.status()).toMatchObject({ code: 0, healthy: true });

    shop.describe(encrypted);
    expect(await shop.ship()).toMatchObject({ code: 0 });
    expect(await shop.json(destroy, { env: 'test', confirm: 'DESTROY' })).toMatchObject({
      code: 0,
      retained: [{ stack: 'shop-test-network', logicalId: 'Key', type: 'AWS::KMS::Key' }],
    });
  },
);

it('flow logs are added to a network that is there, change, and go', { timeout: 120_000 }, async () => {
  const network = (flowLogs: object) => shop.describe({ network: { nat: 'none', ...flowLogs } });
  const retention = async () => (await shop.logGroups())['/platc/shop/test/flow-logs']?.retentionInDays;
  expect(await shop.ship()).toMatchObject({ code: 0 });

  network({ flowLogs: true });
  expect(await shop.planned()).toEqual(
    ['FlowLogs', 'FlowLogsLogGroup', 'FlowLogsRole'].map(
      (id) => `shop-test-network Add ${id} ← platform.yaml: flowLogs: true`,
    ),
  );
  expect(await shop.ship()).toMatchObject({ code: 0 });
  const deployed = await shop.resources('shop-test-network');
  expect(deployed.get('FlowLogs')?.type).toBe('AWS::EC2::FlowLog');
  expect(await retention()).toBe(30);

  network({ flowLogs: true, flowLogsRetentionDays: 7 });
  expect(await shop.planned()).toEqual([
    'shop-test-network Modify FlowLogsLogGroup RetentionInDays ← platform.yaml: flowLogsRetentionDays: 7',
  ]);
  expect(await shop.ship()).toMatchObject({ code: 0 });
  expect(await retention()).toBe(7);
  expect(await shop.resources('shop-test-network')).toEqual(deployed);
  expect(await shop.status()).toMatchObject({ code: 0, healthy: true });

  network({});
  expect(await shop.planned()).toEqual([
    'shop-test-network Remove FlowLogs',
    'shop-test-network Remove FlowLogsLogGroup',
    'shop-test-network Remove FlowLogsRole',
  ]);
  await expect(shop.ship()).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining('FlowLogsLogGroup (AWS::Logs::LogGroup) would be deleted'),
  });
  expect(await shop.ship({ allow: ['delete'] })).toMatchObject({ code: 0 });
  expect(await shop.logGroups()).not.toHaveProperty(['/platc/shop/test/flow-logs']);
  expect((await shop.resources('shop-test-network')).has('FlowLogsRole')).toBe(false);
  expect(await shop.status()).toMatchObject({ code: 0, healthy: true });
});

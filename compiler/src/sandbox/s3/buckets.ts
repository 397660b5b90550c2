import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { Table } from '../table.ts';

export interface BucketRecord {
  readonly name: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly policy?: { readonly document: unknown; readonly owner: string };
  /** Of the stack resource that made it. */
  readonly owner?: string;
}

/** One version of an object, or a delete marker, which has no body. */
export interface VersionRecord {
  /** `null` for what was written while the bucket had no versioning. */
  readonly versionId: string;
  readonly modified: number;
  readonly body?: { readonly sha256: string; readonly md5: string; readonly size: number };
  /** Members of GetObjectOutput that are handed back as they were given. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ObjectRecord {
  readonly key: string;
  /** Newest first, never empty. */
  readonly versions: readonly [VersionRecord, ...VersionRecord[]];
}

/** Buckets and what they hold; bodies lie beside (`bodies.ts`). */
export class Buckets {
  readonly #context: SandboxContext;
  readonly #buckets: Table<BucketRecord>;

  constructor(context: SandboxContext) {
    this.#context = context;
    this.#buckets = new Table(context.store, 's3.buckets');
  }

  all(): readonly BucketRecord[] {
    return this.#buckets.all();
  }

  find(name: string): BucketRecord | undefined {
    return this.#buckets.get(name);
  }

  /** Throws `NoSuchBucket`. */
  require(name: string): BucketRecord {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return bucket;
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  create(name: string, region: string, rest: Pick<BucketRecord, 'versioning' | 'owner'> = {}): BucketRecord {
    if (
      !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) ||
      name.includes('..') ||
      /^\d+\.\d+\.\d+\.\d+$/.test(name)
    ) {
      throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
    }
    return this.put({ name, region, created: this.#context.clock.now(), ...rest });
  }

  put(bucket: BucketRecord): BucketRecord {
    return this.#buckets.put(bucket.name, bucket);
  }

  /** Throws `BucketNotEmpty` where any version of any object is left. */
  delete(name: string): void {
    const bucket = this.require(name);
    if (this.objects(name).all().length > 0) {
      const versions = bucket.versioning ? '. You must delete all versions in the bucket.' : '';
      throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty${versions}`, 409);
    }
    this.#buckets.delete(name);
  }

  objects(bucket: string): Table<ObjectRecord> {
    return new Table(this.#context.store, `s3.objects.${bucket}`);
  }

  /** Writes a version, in the place of the one without an id where the bucket has no versioning. */
  add(
    bucket: BucketRecord,
    key: string,
    version: Omit<VersionRecord, 'versionId' | 'modified'>,
  ): VersionRecord {
    const objects = this.objects(bucket.name);
    const added: VersionRecord = {
      ...version,
      versionId: bucket.versioning === 'Enabled' ? this.#context.randomHex(32) : 'null',
      modified: this.#context.clock.now(),
    };
    const kept = (objects.get(key)?.versions ?? []).filter(({ versionId }) => versionId !== added.versionId);
    objects.put(key, { key, versions: [added, ...kept] });
    return added;
  }

  /** Takes a version away for good; undefined where there was none. */
  removeVersion(bucket: string, key: string, versionId: string): VersionRecord | undefined {
    const objects = this.objects(bucket);
    const versions = objects.get(key)?.versions ?? [];
    const [first, ...rest] = versions.filter((version) => version.versionId !== versionId);
    if (first) objects.put(key, { key, versions: [first, ...rest] });
    else objects.delete(key);
    return versions.find((version) => version.versionId === versionId);
  }
}

import { AwsError } from '../aws-error.ts';
import type { SandboxContext } from '../context.ts';
import { Table } from '../table.ts';
import { parseManifest } from './manifest.ts';

export interface RepositoryRecord {
  readonly name: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly tagMutability: string;
  /** Wildcards of tags for which the opposite of `tagMutability` holds. */
  readonly exclusions: readonly string[];
  readonly scanOnPush: boolean;
  readonly encryption: { readonly encryptionType: string; readonly kmsKey?: string };
  /** Kept, and never carried out. */
  readonly lifecyclePolicy?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Of the stack resource that made it. */
  readonly owner?: string;
}

export interface ImageRecord {
  /** `sha256:<hex>` of the manifest. */
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string;
  readonly tags: readonly string[];
  readonly pushed: number;
  /** Bytes, of all layers and the configuration as the manifest names them. */
  readonly size: number;
}

export class Repositories {
  readonly #context: SandboxContext;
  readonly #table: Table<RepositoryRecord>;

  constructor(context: SandboxContext) {
    this.#context = context;
    this.#table = new Table(context.store, 'ecr.repositories');
  }

  all(region: string): readonly RepositoryRecord[] {
    return this.#table.all().filter((repository) => repository.region === region);
  }

  find(region: string, name: string): RepositoryRecord | undefined {
    return this.#table.get(`${region}/${name}`);
  }

  /** Throws `RepositoryNotFoundException`. */
  require(region: string, name: string, registryId = this.#context.accountId): RepositoryRecord {
    const repository = registryId === this.#context.accountId ? this.find(region, name) : undefined;
    if (repository) return repository;
    throw new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
    );
  }

  put(repository: RepositoryRecord): RepositoryRecord {
    return this.#table.put(`${repository.region}/${repository.name}`, repository);
  }

  /** Throws `RepositoryNotEmptyException` where it holds images and `force` is false. */
  delete(repository: RepositoryRecord, force: boolean): void {
    const images = this.images(repository);
    if (images.all().length > 0 && !force) {
      throw new AwsError(
        'RepositoryNotEmptyException',
        `The repository with name '${repository.name}' in registry with id '${this.#context.accountId}' cannot be deleted because it still contains images`,
      );
    }
    for (const { digest } of images.all()) images.delete(digest);
    this.#table.delete(`${repository.region}/${repository.name}`);
  }

  /** By digest. */
  images({ region, name }: Pick<RepositoryRecord, 'region' | 'name'>): Table<ImageRecord> {
    return new Table(this.#context.store, `ecr.images.${region}/${name}`);
  }

  /** Digests of every layer and configuration that an image of any region names. */
  usedBlobs(): ReadonlySet<string> {
    const images = this.#table.all().flatMap((repository) => this.images(repository).all());
    const manifests = images.map(({ manifest, mediaType }) => parseManifest(manifest, mediaType));
    return new Set(
      manifests.flatMap(({ layers, config }) => [...layers, ...(config === undefined ? [] : [config])]),
    );
  }

  arn({ region, name }: RepositoryRecord): string {
    return `arn:${this.#context.partition}:ecr:${region}:${this.#context.accountId}:repository/${name}`;
  }

  uri({ region, name }: RepositoryRecord): string {
    return `${registry(this.#context.accountId, region)}/${name}`;
  }
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
function registry(accountId: string, region: string): string {
  return `${accountId}.dkr.ecr.${region}.amazonaws.com`;
}

/**
 * Whether a tag, once given, stays with its image.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export function isImmutable({ tagMutability, exclusions }: RepositoryRecord, tag: string): boolean {
  const excluded = exclusions.some((wildcard) => {
    const pattern = wildcard.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
    return new RegExp(`^${pattern.join('.*')}$`).test(tag);
  });
  return tagMutability.startsWith('IMMUTABLE')
    ? !excluded
    : tagMutability === 'MUTABLE_WITH_EXCLUSION' && excluded;
}

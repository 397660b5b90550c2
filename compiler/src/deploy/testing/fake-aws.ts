import type { Aws } from '../../aws/aws.ts';
import type { CloudWatchApi } from '../../aws/cloudwatch.ts';
import type { EcrApi, ImageDetail } from '../../aws/ecr.ts';
import type { EcsApi, Service, Task } from '../../aws/ecs.ts';
import type { ElbApi } from '../../aws/elb.ts';
import type { LogsApi } from '../../aws/logs.ts';
import type { S3Api } from '../../aws/s3.ts';
import type { ServiceQuotasApi } from '../../aws/service-quotas.ts';
import type { FakeClock } from './fake-clock.ts';
import { FakeCloudFormation, refused } from './fake-cloudformation.ts';

const metadata = { $metadata: {} };

/** The calls of a service that a test does not expect. */
function unexpected<Api extends object>(calls: Partial<Api>): Api {
  return new Proxy(calls, {
    get(target, name) {
      // A promise is recognised by this name.
      if (name === 'then') return undefined;
      return (
        Reflect.get(target, name) ?? (() => Promise.reject(new Error(`unexpected call ${String(name)}`)))
      );
    },
  }) as Api;
}

/** An account whose state tests set and read. */
export class FakeAws implements Aws {
  readonly region = 'eu-west-1';
  readonly formation: FakeCloudFormation;
  /** Objects of all buckets: `bucket/key` to body. */
  readonly objects = new Map<string, string>();
  /** Images by repository: tags and digests. */
  readonly images = new Map<string, ImageDetail[]>();
  account = '123456789012';
  services: Service[] = [];
  tasks: Task[] = [];
  logs_: string[] = [];
  healthy = 0;

  constructor(clock: FakeClock) {
    this.formation = new FakeCloudFormation(clock);
  }

  identity = async () => ({ account: this.account, arn: `arn:aws:iam::${this.account}:user/ada` });
  inRegion = () => this;
  uninterrupted = () => this;
  cloudFormation = async () => this.formation;
  cloudWatch = async () => unexpected<CloudWatchApi>({});
  serviceQuotas = async () => unexpected<ServiceQuotasApi>({});

  ecs = async () =>
    unexpected<EcsApi>({
      describeServices: async () => ({ ...metadata, services: this.services }),
      listTasks: async ({ desiredStatus }) => ({
        ...metadata,
        taskArns: this.tasks
          .filter((task) => task.desiredStatus === desiredStatus)
          .map(({ taskArn }) => taskArn ?? ''),
      }),
      describeTasks: async ({ tasks }) => ({
        ...metadata,
        tasks: this.tasks.filter(({ taskArn }) => tasks?.includes(taskArn ?? '')),
      }),
      listServiceDeployments: async () => ({ ...metadata, serviceDeployments: [] }),
      describeTaskDefinition: async () => ({
        ...metadata,
        taskDefinition: {
          containerDefinitions: [
            {
              name: 'api',
              logConfiguration: {
                logDriver: 'awslogs',
                options: { 'awslogs-group': '/platc/app/dev/api', 'awslogs-stream-prefix': 'ecs' },
              },
            },
          ],
        },
      }),
    });

  elb = async () =>
    unexpected<ElbApi>({
      describeTargetHealth: async () => ({
        ...metadata,
        TargetHealthDescriptions: Array.from({ length: this.healthy }, () => ({
          TargetHealth: { State: 'healthy' as const },
        })),
      }),
      describeLoadBalancerAttributes: async () => ({
        ...metadata,
        Attributes: [{ Key: 'deletion_protection.enabled', Value: String(this.loadBalancerProtected) }],
      }),
    });

  loadBalancerProtected = false;

  logs = async () =>
    unexpected<LogsApi>({
      getLogEvents: async () => ({ ...metadata, events: this.logs_.map((message) => ({ message })) }),
    });

  ecr = async () =>
    unexpected<EcrApi>({
      describeImages: async ({ repositoryName = '', imageIds }) => {
        const repository = this.images.get(repositoryName);
        if (!repository)
          throw refused(
            `The repository with name '${repositoryName}' does not exist`,
            'RepositoryNotFoundException',
          );
        const [id] = imageIds ?? [];
        const found = repository.filter(
          ({ imageDigest, imageTags }) =>
            !id || id.imageDigest === imageDigest || imageTags?.includes(id.imageTag ?? ''),
        );
        if (found.length === 0) throw refused('The image does not exist', 'ImageNotFoundException');
        return { ...metadata, imageDetails: found };
      },
      describeRepositories: async ({ repositoryNames }) => ({
        ...metadata,
        repositories: (repositoryNames ?? []).map((repositoryName) => ({
          repositoryName,
          repositoryUri: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/${repositoryName}`,
        })),
      }),
      listImages: async ({ repositoryName = '' }) => ({
        ...metadata,
        imageIds: (this.images.get(repositoryName) ?? []).map(({ imageDigest }) => ({ imageDigest })),
      }),
      batchGetImage: async () => ({
        ...metadata,
        images: [
          { imageManifest: '{}', imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json' },
        ],
      }),
      putImage: async ({ repositoryName = '', imageTag = '', imageDigest = '' }) => {
        const image = this.images
          .get(repositoryName)
          ?.find((candidate) => candidate.imageDigest === imageDigest);
        if (image?.imageTags?.includes(imageTag))
          throw refused('Image with digest already exists', 'ImageAlreadyExistsException');
        image?.imageTags?.push(imageTag);
        return metadata;
      },
      batchDeleteImage: async ({ repositoryName = '' }) => {
        this.images.set(repositoryName, []);
        return metadata;
      },
    });

  s3 = async () =>
    unexpected<S3Api>({
      putObject: async ({ Bucket, Key, Body, IfNoneMatch }) => {
        const name = `${Bucket}/${Key}`;
        if (IfNoneMatch === '*' && this.objects.has(name))
          throw refused(
            'At least one of the pre-conditions you specified did not hold',
            'PreconditionFailed',
          );
        this.objects.set(name, typeof Body === 'string' ? Body : '');
        return metadata;
      },
      getObject: async ({ Bucket, Key }) => {
        const body = this.objects.get(`${Bucket}/${Key}`);
        if (body === undefined) throw refused('The specified key does not exist.', 'NoSuchKey');
        return { ...metadata, Body: { transformToString: async () => body } as never };
      },
      listObjectsV2: async ({ Bucket, Prefix = '' }) => ({
        ...metadata,
        Contents: [...this.objects.keys()]
          .filter((name) => name.startsWith(`${Bucket}/${Prefix}`))
          .map((name) => ({ Key: name.slice(`${Bucket}/`.length) })),
      }),
      listObjectVersions: async ({ Bucket }) => ({
        ...metadata,
        Versions: [...this.objects.keys()]
          .filter((name) => name.startsWith(`${Bucket}/`))
          .map((name) => ({ Key: name.slice(`${Bucket}/`.length), VersionId: '1' })),
      }),
      deleteObjects: async ({ Bucket, Delete }) => {
        for (const { Key } of Delete?.Objects ?? []) this.objects.delete(`${Bucket}/${Key}`);
        return metadata;
      },
    });
}

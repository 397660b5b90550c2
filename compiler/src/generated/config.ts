// Made by `npm run generate`. Do not edit.
/**
 * An application: what it needs from AWS, described once. What differs per environment stands in environments/<name>.yaml.
 */
export interface ResolvedPlatform {
  /**
   * Name of the application. The names of its stacks, repositories and log groups begin with it.
   */
  app: string;
  /**
   * AWS Region to deploy to. An environment may name another one.
   */
  region: string;
  /**
   * The environment that reading commands take where --env is not given.
   */
  defaultEnvironment: string;
  /**
   * The services of the application by name. Each gets a stack of its own.
   */
  services: {
    /**
     * One containerised service on ECS Fargate.
     */
    [k: string]: {
      /**
       * What kind of service: `web` answers HTTP behind the load balancer.
       */
      type: 'web';
      /**
       * Where its image is built from: the folder of the service with a Dockerfile, or the build's context, Dockerfile, arguments and target stage.
       */
      build?:
        | string
        | {
            /**
             * The folder that the build sees, relative to platform.yaml.
             */
            context: string;
            /**
             * The Dockerfile, relative to platform.yaml. Without it: Dockerfile in the context.
             */
            dockerfile?: string;
            /**
             * Build arguments (ARG). They are visible in the image's history: never put a secret here.
             */
            args: {
              /**
               * Value of the build argument.
               */
              [k: string]: string;
            };
            /**
             * The stage of the Dockerfile to build. Without it: the last one.
             */
            target?: string;
          };
      /**
       * An image that is not built here, by digest.
       */
      image?: string;
      /**
       * The port on which the container listens. It gets it as PORT.
       */
      port: number;
      /**
       * CPU of a task, in CPU units (1024 are one vCPU) or as vCPU.
       */
      cpu: number;
      /**
       * Processor of the tasks, and of the image that is built for them, the same in all environments: `arm64` (Graviton) costs a fifth less.
       */
      architecture: 'x86_64' | 'arm64';
      /**
       * Memory of a task, in MiB or with a unit. Fargate offers fixed pairs of CPU and memory.
       */
      memory: number;
      /**
       * Path patterns of the load balancer that lead to this service; `*` stands for any run of characters, `?` for one.
       *
       * @minItems 1
       * @maxItems 5
       */
      routes:
        | [string]
        | [string, string]
        | [string, string, string]
        | [string, string, string, string]
        | [string, string, string, string, string];
      /**
       * The health check of the load balancer.
       */
      health: {
        /**
         * The path that answers 200 while the service is healthy.
         */
        path: string;
        /**
         * Time from one check to the next, 5 to 300 seconds.
         */
        interval: number & string;
        /**
         * How long an answer may take, 2 to 120 seconds and less than the interval.
         */
        timeout: number & string;
        /**
         * Checks in a row that bring an unhealthy target back.
         */
        healthyThreshold: number;
        /**
         * Failed checks in a row that make a target unhealthy.
         */
        unhealthyThreshold: number;
        /**
         * How long after its start a task may fail health checks.
         */
        gracePeriod: number & string;
        /**
         * Command of the container's own health check, run inside it: exit 0 means healthy. Without it the load balancer alone decides.
         *
         * @minItems 1
         */
        command?: [string, ...string[]];
      };
      /**
       * How long the load balancer lets open requests of a leaving task finish.
       */
      deregistrationDelay: number & string;
      /**
       * Time from SIGTERM to SIGKILL, 2 to 120 seconds.
       */
      stopTimeout: number & string;
      /**
       * User, or user:group, that the container runs as; never root.
       */
      user: string;
      /**
       * Environment variables of the container. Not for secrets: everybody who may read the task definition sees them.
       */
      environment: {
        /**
         * Value of the variable; numbers and switches become text.
         */
        [k: string]: string | number | boolean;
      };
      /**
       * Environment variables whose values ECS reads at start: `ssm:/path` from Parameter Store, or the full ARN of a secret in Secrets Manager.
       */
      secrets: {
        /**
         * Where the value is kept; never the value itself.
         */
        [k: string]: string;
      };
      /**
       * The log group of the service.
       */
      logs: {
        /**
         * How many days log events are kept.
         */
        retentionDays:
          | 1
          | 3
          | 5
          | 7
          | 14
          | 30
          | 60
          | 90
          | 120
          | 150
          | 180
          | 365
          | 400
          | 545
          | 731
          | 1096
          | 1827
          | 2192
          | 2557
          | 2922
          | 3288
          | 3653;
      };
      /**
       * How a new version takes the place of the old one.
       */
      deployment: {
        /**
         * Share of the desired tasks that stay healthy while a new version rolls out.
         */
        minimumHealthyPercent: number;
        /**
         * Share of the desired tasks that may run while a new version rolls out.
         */
        maximumPercent: number;
        /**
         * How long a rollout may take before it is cancelled and rolled back.
         */
        timeout: number & string;
      };
      /**
       * How many tasks run: target tracking on CPU and memory between a minimum and a maximum.
       */
      scaling: {
        /**
         * The number of tasks that always run.
         */
        min: number;
        /**
         * The number of tasks that scaling does not go beyond.
         */
        max: number;
        /**
         * Target for the average CPU utilisation of the service, in percent.
         */
        cpu: number;
        /**
         * Target for the average memory utilisation of the service, in percent.
         */
        memory: number;
        /**
         * How long to wait after scaling out before scaling out again.
         */
        outCooldown: number & string;
        /**
         * How long to wait after scaling in before scaling in again.
         */
        inCooldown: number & string;
      };
      /**
       * Values from which on this service's alarms ring, where they differ from those of the environment.
       */
      alarms: {
        /**
         * Answers 5xx in five minutes. Without it: `alarms.errors`.
         */
        errors?: number;
        /**
         * Time to answer of the slowest hundredth of the requests (p99), in seconds. Without it: `alarms.latency`.
         */
        latency?: number;
        /**
         * Tasks that fail the load balancer's health check. Without it: `alarms.unhealthyHosts`.
         */
        unhealthyHosts?: number;
        /**
         * Average CPU utilisation in percent. Without it: `alarms.cpu`.
         */
        cpu?: number;
        /**
         * Average memory utilisation in percent. Without it: `alarms.memory`.
         */
        memory?: number;
        /**
         * The alarm rings while fewer tasks run. Without it: `scaling.min`; 0 makes no such alarm.
         */
        runningTasks?: number;
      };
    };
  };
  /**
   * What `platc cost` reckons with. Changes nothing on AWS.
   */
  cost: {
    /**
     * Usage in a month, as far as no template says it. Printed with each estimate.
     */
    assumptions: {
      /**
       * Hours that the tasks run. Load balancers, gateways and endpoints are paid for all 730.
       */
      hours: number;
      /**
       * Tasks of each service, on average. Without it: `scaling.min`.
       */
      tasks?: number;
      /**
       * Requests to the load balancer.
       */
      requests: number;
      /**
       * Gigabytes through the load balancer.
       */
      loadBalancerGb: number;
      /**
       * Gigabytes through NAT gateways, or through VPC endpoints where they take their place.
       */
      natGb: number;
      /**
       * Gigabytes of logs of each service.
       */
      logsGb: number;
      /**
       * Gigabytes of VPC flow logs.
       */
      flowLogsGb: number;
      /**
       * Metrics that each service publishes itself.
       */
      customMetrics: number;
      /**
       * Gigabytes of images in each repository.
       */
      imagesGb: number;
      /**
       * How much cheaper than on demand Fargate Spot is, in percent. It has no fixed price: AWS moves it, and says up to 70.
       */
      spotDiscount: number;
    };
  };
  /**
   * Rules that the rendered templates are held to: those that come with platc, and the project's own in `policies/*.guard`.
   */
  policy: {
    /**
     * What a broken rule does: `deny` fails `platc policy` and refuses `deploy`, `warn` only says so, `off` checks nothing.
     */
    level: 'off' | 'warn' | 'deny';
    /**
     * Another level for single rules, by name.
     */
    rules?: {
      /**
       * Level of the rule.
       */
      [k: string]: 'off' | 'warn' | 'deny';
    };
    /**
     * Places at which a rule may be broken for a time.
     */
    exceptions: {
      /**
       * Name of the rule.
       */
      rule: string;
      /**
       * Logical id of the resource. Without it: every resource.
       */
      resource?: string;
      /**
       * Why, for whoever reads it in a year.
       */
      reason: string;
      /**
       * The last day on which it holds, in quotes; after it the exception itself is an error.
       */
      until: string;
    }[];
  };
  /**
   * Roles for pipelines, in the stack <app>-access: without it, everybody deploys with rights of their own. Changed by `deploy --env common` alone.
   */
  access?: {
    /**
     * The GitHub repository whose workflows may deploy. Each environment `<env>` gets three roles, which only jobs in the GitHub environments `<env>`, `destroy-<env>` and `drift-<env>` can take; what they share gets one that only reads, for `drift-common`.
     */
    github?: {
      /**
       * Organisation and repository in the capitals that GitHub shows; a managed user's name ends in `_` and the short code of the enterprise.
       */
      repository?: string;
      /**
       * Number of the organisation, in quotes. With both numbers, tokens in the immutable form are taken too, and only those of this very repository: `gh api repos/my-org/shop --jq .owner.id`.
       */
      organizationId?: string;
      /**
       * Number of the repository, in quotes: `gh api repos/my-org/shop --jq .id`.
       */
      repositoryId?: string;
      /**
       * ARN of the account's OIDC provider of GitHub where it has one already, since it can have only one. Made otherwise, and kept when the stack is deleted.
       */
      provider?: string;
    };
  };
  /**
   * The alarms of an environment: whom they tell, and from which value on they ring. A service may set other values in its own `alarms`.
   */
  alarms: {
    /**
     * Make the alarms, their topic, and the log of tasks that ended by themselves.
     */
    enabled: boolean;
    /**
     * Who hears of an alarm, and of its end: e-mail addresses, and https addresses of incident tools. Each confirms its subscription once. Whoever may read the template reads them: no address with a secret in it.
     */
    notify: string[];
    /**
     * Answers 5xx that the load balancer gave itself (no service took the request, or none in time), in five minutes.
     */
    loadBalancerErrors: number;
    /**
     * Answers 5xx of a service, in five minutes.
     */
    errors: number;
    /**
     * Time to answer of the slowest hundredth of the requests (p99), in seconds.
     */
    latency: number;
    /**
     * Tasks of a service that fail the load balancer's health check.
     */
    unhealthyHosts: number;
    /**
     * Average CPU utilisation of a service, in percent.
     */
    cpu: number;
    /**
     * Average memory utilisation of a service, in percent.
     */
    memory: number;
    /**
     * Tasks of all services whose essential container ended by itself, in five minutes.
     */
    taskExits: number;
  };
  /**
   * The ECS cluster of an environment.
   */
  cluster: {
    /**
     * Collect CloudWatch Container Insights metrics of the cluster, its services and tasks.
     */
    containerInsights: boolean;
    /**
     * Where tasks run: Fargate on demand, or Fargate Spot, which is cheaper and may stop a task with two minutes of warning.
     */
    capacity: 'on-demand' | 'spot';
  };
  /**
   * Make a CloudWatch dashboard `<environment>-<app>`: requests, errors, latency, hosts, CPU, memory, tasks, the services' own metrics (namespace `<app>/<environment>`), and errors in the logs.
   */
  dashboard: boolean;
  /**
   * What an environment's logs, notifications and release records are encrypted with.
   */
  encryption: {
    /**
     * Encrypt log groups, the alarm topic, and what is written to the artifacts bucket with a KMS key of the environment's own, which is rotated every year. Off, AWS encrypts them with keys of its own.
     */
    kms: boolean;
  };
  /**
   * The Application Load Balancer in front of the web services.
   */
  loadBalancer: {
    /**
     * Refuse to delete the load balancer, and so the stack that holds it.
     */
    deletionProtection: boolean;
    /**
     * How long a connection may be silent before the load balancer closes it, 1 to 4000 seconds.
     */
    idleTimeout: number & string;
    /**
     * HTTPS with this certificate of AWS Certificate Manager, in the load balancer's own account and Region. HTTP then redirects to HTTPS. With `domain.name` beside it the output `Url` has that name.
     */
    certificate?: string;
    /**
     * The name under which the application is reached, by HTTPS. HTTP then redirects to HTTPS.
     */
    domain?: {
      /**
       * Fully qualified domain name, without a dot at its end.
       */
      name: string;
      /**
       * The public Route 53 hosted zone of that name, in the same account. An alias record to the load balancer is made in it and, unless `certificate` gives one, a certificate is made that is validated there.
       */
      hostedZoneId?: string;
    };
  };
  /**
   * The VPC: one public and one private subnet in each zone.
   */
  network: {
    /**
     * IPv4 block of the VPC, /16 to /24. The subnets are computed from it.
     */
    cidr: string;
    /**
     * Number of availability zones. A load balancer needs two.
     */
    zones: number;
    /**
     * How tasks in the private subnets reach the Internet: a NAT gateway per zone, a single one for all zones (cheaper, and gone with its zone), or none.
     */
    nat: 'per-zone' | 'single' | 'none';
    /**
     * Log what goes in and out of the VPC (VPC flow logs), to the log group `/platc/<app>/<environment>/flow-logs`.
     */
    flowLogs: boolean;
    /**
     * How many days flow logs are kept.
     */
    flowLogsRetentionDays:
      | 1
      | 3
      | 5
      | 7
      | 14
      | 30
      | 60
      | 90
      | 120
      | 150
      | 180
      | 365
      | 400
      | 545
      | 731
      | 1096
      | 1827
      | 2192
      | 2557
      | 2922
      | 3288
      | 3653;
    /**
     * Make VPC endpoints, so that tasks reach ECR, S3, CloudWatch Logs and, where services have secrets, Systems Manager and Secrets Manager without the Internet. With `nat: none` they reach nothing else.
     */
    endpoints: boolean;
  };
  /**
   * The ECR repositories, one per service that is built.
   */
  registry: {
    /**
     * Scan each image for known vulnerabilities when it is pushed.
     */
    scanOnPush: boolean;
    /**
     * Refuse to move a tag from one image to another.
     */
    immutableTags: boolean;
    /**
     * How many images that were never deployed are kept. Untagged ones go after a day; deployed ones are kept apart.
     */
    keep: number;
  };
  /**
   * The AWS account of this environment, twelve digits in quotes. Commands that change something refuse any other.
   */
  account?: string;
  /**
   * Where this environment runs: on AWS, or in the sandbox on this machine.
   */
  target: 'aws' | 'sandbox';
}

export type ResolvedService = NonNullable<ResolvedPlatform['services'][string]>;

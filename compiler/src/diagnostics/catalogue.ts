/** What is declared of a diagnostic code: how it reads, and what `platc explain <code>` says of it. */
interface Entry<P> {
  readonly severity: 'error' | 'warning';
  readonly message: (parameters: P) => string;
  /** Cause and remedy, for `explain` and docs/diagnostics.md. */
  readonly explanation: string;
}

function error<P>(message: (parameters: P) => string, explanation: string): Entry<P> {
  return { severity: 'error', message, explanation };
}

function warning<P>(message: (parameters: P) => string, explanation: string): Entry<P> {
  return { severity: 'warning', message, explanation };
}

/**
 * Every diagnostic that platc can give. 1xxx reading files, 2xxx shape against the schema, 3xxx rules between
 * values, 4xxx what was rendered. Codes are stable: never reuse a number.
 */
export const catalogue = {
  PLATC1001: error<{ file: string }>(
    ({ file }) => `${file} does not exist`,
    'platc reads platform.yaml in the current folder (or the one named by --cwd), and `environments/<env>.yaml` beside it.',
  ),
  PLATC1002: error<{ file: string; reason: string }>(
    ({ file, reason }) => `${file} cannot be read: ${reason}`,
    'The file is there, but the operating system refuses to hand it out. Check its permissions, and that it is a file.',
  ),
  PLATC1003: error<{ file: string }>(
    ({ file }) => `${file} is empty`,
    'An empty file describes nothing. The least that platform.yaml needs is `app`, `region` and an entry below `services`; an environment that differs from it in nothing is written `{}`.',
  ),
  PLATC1004: error<{ file: string; byte: number }>(
    ({ file, byte }) => `${file} is not UTF-8 (near byte ${byte})`,
    'YAML files are read as UTF-8. Save the file in that encoding; a byte order mark is fine.',
  ),
  PLATC1005: error<{ problem: string }>(
    ({ problem }) => problem,
    'The file is not well-formed YAML 1.2. The place is where the parser could not go on; the mistake is often on the line before.',
  ),
  PLATC1006: error<{ key: string }>(
    ({ key }) => `\`${key}\` is given twice`,
    'A key may stand once in a map: with two, one of them would be lost without a word. Merge them or remove one.',
  ),
  PLATC1007: error<{ file: string; found: string }>(
    ({ file, found }) => `${file} holds ${found}, not a map of keys to values`,
    'The top level of the file must be a map, such as `app: my-app`.',
  ),
  PLATC1008: error<{ environment: string }>(
    ({ environment }) => `there is no environment \`${environment}\``,
    'Every environment is one file, `environments/<name>.yaml`; its name is the name of the environment.',
  ),
  PLATC1009: error<{ environment: string }>(
    ({ environment }) => `\`${environment}\` cannot name an environment`,
    'Environment names are lower-case letters, digits and hyphens, start with a letter, and have at most 20 characters. `common` and `all` are reserved: they stand for the stacks that all environments share, and for every environment.',
  ),
  PLATC1010: error<{ problem: string }>(
    ({ problem }) => problem,
    'Anchors and aliases are expanded while the file is read; a file that grows out of bounds by them, or an alias without an anchor, is refused.',
  ),
  PLATC1011: warning<{ file: string }>(
    ({ file }) => `${file} is not read: an environment is a file that ends in .yaml`,
    'platc looks in environments/ for files named `<environment>.yaml`, and for nothing else. Rename the file.',
  ),
  PLATC2001: error<{ key: string; owner: string }>(
    ({ key, owner }) => `\`${key}\` is not a key of ${owner}`,
    'The schema is closed: a key that platc does not know would be silently without effect. `schemas/platform.schema.json` lists all keys, and editors complete them.',
  ),
  PLATC2002: error<{ path: string; expected: string; found: string }>(
    ({ path, expected, found }) => `\`${path}\` must be ${expected}, not ${found}`,
    'The value has another type than the schema says.',
  ),
  PLATC2003: error<{ path: string; found: string; allowed: string }>(
    ({ path, found, allowed }) => `\`${path}\` cannot be ${found}: it is one of ${allowed}`,
    'The key takes one of a fixed set of values.',
  ),
  PLATC2004: error<{ path: string; found: string; expected: string }>(
    ({ path, found, expected }) => `\`${path}\` cannot be ${found}: ${expected}`,
    'The value has the right type but not the form that the schema describes.',
  ),
  PLATC2005: error<{ path: string; limit: string }>(
    ({ path, limit }) => `\`${path}\` must be ${limit}`,
    'The value lies outside its bounds: a number too small or too large, a text or list too short or too long.',
  ),
  PLATC2006: error<{ key: string; owner: string }>(
    ({ key, owner }) => `${owner} needs \`${key}\``,
    'After platform.yaml and the environment are merged, this key has no value, and it has no default.',
  ),
  PLATC2007: error<{ path: string }>(
    ({ path }) => `\`${path}\` has no value`,
    'In YAML a key with nothing behind it means null. In an environment `null` takes a key away and brings its default back; in platform.yaml there is nothing to take away: give a value or remove the key.',
  ),
  PLATC2008: error<{ name: string; owner: string; expected: string }>(
    ({ name, owner, expected }) => `\`${name}\` cannot be a name in ${owner}: ${expected}`,
    'The names in this map become parts of AWS names, or of environment variables, and have to fit there.',
  ),
  PLATC2009: error<{ path: string; item: string }>(
    ({ path, item }) => `\`${path}\` lists ${item} twice`,
    'The items of this list have to differ.',
  ),
  PLATC2010: warning<{ name: string; map: string; file: string }>(
    ({ name, map, file }) => `there is no \`${name}\` in \`${map}\` of ${file} to take away`,
    'In an environment `null` takes an entry of a map away, such as a service or a variable. This one is not there, so nothing is taken away: is it misspelt? What was meant is still deployed.',
  ),
  PLATC3001: error<{ name: string; known: string }>(
    ({ name, known }) => `\`\${${name}}\` is not known here: there is ${known}`,
    'Values may hold ${app}, ${environment}, ${region}, ${account} and, inside a service, ${service}. Write $${ for a literal ${.',
  ),
  PLATC3002: error<{ cpu: number; memory: number }>(
    ({ cpu, memory }) => `Fargate has no task of ${cpu} CPU units with ${memory} MiB of memory`,
    'Fargate offers fixed pairs of CPU and memory. See "Task size" in https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html.',
  ),
  PLATC3003: error<{ route: string; other: string }>(
    ({ route, other }) => `the route \`${route}\` is taken by service \`${other}\``,
    'A request can go to one service only. Two services with the same path pattern (and the same hosts) would depend on the order of the listener rules.',
  ),
  PLATC3004: error<{ service: string; dockerfile: string; problem: string }>(
    ({ service, dockerfile, problem }) =>
      `service \`${service}\` has no Dockerfile: ${dockerfile} ${problem}`,
    'A service with `build` is built from a Dockerfile: `<context>/Dockerfile` unless `build.dockerfile` says otherwise. Or give `image:` with a reference by digest.',
  ),
  PLATC3005: error<{ service: string; found: string }>(
    ({ service, found }) => `service \`${service}\` ${found}`,
    'Each service says where its image comes from: `build` (a folder with a Dockerfile) or `image` (a reference by digest), and exactly one of them.',
  ),
  PLATC3006: error<{ cidr: string; problem: string }>(
    ({ cidr, problem }) => `${cidr} ${problem}`,
    'The VPC takes a private IPv4 block between /16 and /28 (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html); platc cuts one public and one private subnet a zone out of it, each at least a /28.',
  ),
  PLATC3007: error<{ what: string; low: number; high: number }>(
    ({ what, low, high }) => `${what}: the minimum ${low} is above the maximum ${high}`,
    'Scaling needs a minimum that is not above the maximum.',
  ),
  PLATC3008: error<{ timeout: number; interval: number }>(
    ({ timeout, interval }) =>
      `the health check's timeout of ${timeout} s is not below its interval of ${interval} s`,
    'A load balancer health check must end before the next one begins: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html.',
  ),
  PLATC3011: error<{ name: string }>(
    ({ name }) => `the service name \`${name}\` is reserved`,
    '`network`, `platform`, `common`, `access` and `registry` name stacks of their own, and `<app>-<env>-<service>` would collide with them; so would `/platc/<app>/<env>/<service>` with the log groups `flow-logs` and `task-exits`.',
  ),
  PLATC3012: error<{ path: string }>(
    ({ path }) => `\`${path}\` points outside the project`,
    'Build contexts and Dockerfiles lie inside the project, so that a build needs nothing but a clone.',
  ),
  PLATC3014: error<{ path: string }>(
    ({ path }) => `\`${path}\` is shared by all environments`,
    'The stacks `<app>-common` and `<app>-registry-<service>` belong to no environment, so their settings stand in platform.yaml, and an environment cannot differ in them.',
  ),
  PLATC3015: warning<{ nat: string }>(
    ({ nat }) => `with \`nat: ${nat}\` tasks in the private subnets reach no registry and no log service`,
    "Fargate pulls images and sends logs over the task's own network interface. Without a NAT gateway (or VPC endpoints of your own) tasks cannot start: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html.",
  ),
  PLATC3016: error<{ domain: string }>(
    ({ domain }) => `there is no certificate for ${domain}, and no hosted zone to make one in`,
    'HTTPS needs a certificate: `loadBalancer.certificate` names one, or one is made and validated by a record in the Route 53 zone `loadBalancer.domain.hostedZoneId`: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html.',
  ),
  PLATC3017: error<{ what: string; found: string; needed: string }>(
    ({ what, found, needed }) =>
      `the certificate belongs to ${what} ${found}, the load balancer to ${needed}`,
    'A load balancer takes certificates of its own account and Region only: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html.',
  ),
  PLATC3018: error<{ environment: string; other: string; why: string }>(
    ({ environment, other, why }) =>
      `the pipeline of \`${environment}\` would have rights over \`${other}\`: ${why}`,
    'What a role of a pipeline may touch ends at the names <app>-<environment>-*, and who may take it at a GitHub environment: <environment> to deploy, destroy-<environment>, drift-<environment>. With `access`, no name of an environment may be the beginning of another up to a hyphen, two may not differ in hyphens only, and none may be `destroy-` or `drift-` and another.',
  ),
  PLATC3019: error<{ environment: string; account: string; found: string }>(
    ({ environment, account, found }) =>
      `the OIDC provider belongs to account ${found}, environment \`${environment}\` to ${account}`,
    'A role trusts an OIDC provider of its own account: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html. Leave `provider` out where environments have several accounts, and each account gets a provider.',
  ),
  PLATC3009: error<{ desired: number; minimum: number; maximum: number }>(
    ({ desired, minimum, maximum }) =>
      `with ${desired} task${desired === 1 ? '' : 's'}, ${minimum} % healthy and ${maximum} % at most, no deployment can make a step`,
    'ECS rounds the healthy minimum up and the maximum down to whole tasks. If neither one more may start nor one may stop, a deployment stands still: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html.',
  ),
  PLATC3020: error<{ service: string; running: number; max: number }>(
    ({ service, running, max }) =>
      `service \`${service}\`: an alarm below ${running} running tasks would ring for ever, since scaling stops at ${max}`,
    '`alarms.runningTasks` is the number of tasks below which the alarm rings. It cannot be more than scaling ever starts.',
  ),
  PLATC3021: warning<{ service: string; metric: string; alarm: number; target: number }>(
    ({ service, metric, alarm, target }) =>
      `service \`${service}\`: the ${metric} alarm at ${alarm} % rings while scaling works as it should, at ${target} %`,
    'Target tracking adds tasks until the utilisation is near its target, and lets it stay there. An alarm is for what scaling cannot mend: its value lies above the target.',
  ),
  PLATC3022: error<{ path: string }>(
    ({ path }) => `\`${path}\` holds a secret in clear text`,
    'What the config says stands in templates, task definitions, the history of images, and in git: everybody who may read one of them reads it too. A value is taken for a secret by its name (DB_PASSWORD, API_KEY, NPM_TOKEN …) or its form (an AWS access key, a private key, a token of a known format, credentials in an address). Keep it in Parameter Store or Secrets Manager and name the place under `secrets` of the service: ECS reads it when a task starts (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html). Then change it: a secret that was in git is known. A value that is none gets a name that says so, such as TOKEN_NAME.',
  ),
  PLATC4001: error<{ stack: string; bytes: number; limit: number }>(
    ({ stack, bytes, limit }) => `the template of ${stack} has ${bytes} bytes, CloudFormation takes ${limit}`,
    'See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html.',
  ),
  PLATC4002: error<{ stack: string; count: number; what: string; limit: number }>(
    ({ stack, count, what, limit }) =>
      `the template of ${stack} has ${count} ${what}, CloudFormation takes ${limit}`,
    'See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html.',
  ),
  PLATC5001: error<{ rule: string; resource: string; message: string }>(
    ({ rule, resource, message }) => `${rule}: ${resource}: ${message}`,
    'A rendered template breaks a rule whose level is `deny`. `platc policy` has the reason and the link of each rule. Mend the value, or write an exception with a reason and a date under `policy.exceptions`.',
  ),
  PLATC5002: warning<{ rule: string; resource: string; message: string }>(
    ({ rule, resource, message }) => `${rule}: ${resource}: ${message}`,
    'A rendered template breaks a rule whose level is `warn`. With `policy.level: deny`, or `policy.rules`, it would not be deployed.',
  ),
  PLATC5003: error<{ rule: string; until: string }>(
    ({ rule, until }) => `the exception from ${rule} ended on ${until}`,
    'An exception holds until its date. Mend what it excepts, or decide anew and write a later one.',
  ),
  PLATC5004: warning<{ rule: string }>(
    ({ rule }) => `the exception from ${rule} excepts nothing`,
    'No template breaks that rule at that resource: the exception can go. It is also told where the name of the rule or the resource is misspelt.',
  ),
  PLATC5005: warning<{ rule: string }>(
    ({ rule }) => `\`policy.rules\` names ${rule}, and there is no such rule`,
    'Its level holds for nothing. Rules are the built-in ones and those in `policies/`: a name that is misspelt leaves the rule that was meant at `policy.level`.',
  ),
} as const satisfies Record<string, Entry<never>>;

export type Code = keyof typeof catalogue;

/** The parameters that the message of a code takes. */
export type Parameters<C extends Code> = (typeof catalogue)[C]['message'] extends (
  parameters: infer P,
) => string
  ? P
  : never;

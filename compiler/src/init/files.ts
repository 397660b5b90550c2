import type { Answers } from './proposals.ts';
import environmentSchema from '../../../schemas/environment.schema.json' with { type: 'json' };
import platformSchema from '../../../schemas/platform.schema.json' with { type: 'json' };

/** Files of a project by path, in the order in which they are told. */
export type Files = ReadonlyMap<string, string>;

/** What a project with these answers consists of. */
export function projectFiles(answers: Answers): Files {
  return new Map([
    ['platform.yaml', platform(answers)],
    ['environments/local.yaml', local(answers)],
    ...answers.environments.map((name): [string, string] => [
      `environments/${name}.yaml`,
      environment(name, answers),
    ]),
    ...schemaFiles,
    [
      '.vscode/extensions.json',
      `${JSON.stringify({ recommendations: ['redhat.vscode-yaml'] }, undefined, 2)}\n`,
    ],
    ...(answers.dockerfile === undefined ? sampleService(answers) : []),
  ]);
}

/** Derived from platc itself: written anew by every `init`, so that an editor knows the keys of this version. */
export const schemaFiles: Files = new Map([
  ['schemas/platform.schema.json', `${JSON.stringify(platformSchema, undefined, 2)}\n`],
  ['schemas/environment.schema.json', `${JSON.stringify(environmentSchema, undefined, 2)}\n`],
]);

function platform({
  app,
  region,
  service,
  dockerfile = 'service/Dockerfile',
  port,
  healthPath,
  github,
}: Answers): string {
  const at = dockerfile.lastIndexOf('/');
  const folder = at < 0 ? '.' : `./${dockerfile.slice(0, at)}`;
  return `# yaml-language-server: $schema=./schemas/platform.schema.json
app: ${textOf(app)}
region: ${region}

services:
  ${textOf(service)}:
    build: ${textOf(folder)}
    port: ${port}
    health: { path: ${JSON.stringify(healthPath)} }
    cpu: 256
    memory: 512
    scaling: { min: 1, max: 4 }
${github === undefined ? '' : `\naccess:\n  github: { repository: ${github} }\n`}`;
}

function local({ service }: Answers): string {
  return `# yaml-language-server: $schema=../schemas/environment.schema.json
# The sandbox on this machine: everything as on AWS, only sooner.
target: sandbox

network: { nat: none }

services:
  ${textOf(service)}:
    health: { interval: 5s, timeout: 2s, gracePeriod: 10s }
    deregistrationDelay: 1s
`;
}

function environment(name: string, { service }: Answers): string {
  const head = '# yaml-language-server: $schema=../schemas/environment.schema.json\n';
  const account = "# account: '123456789012' # guards against credentials of another account\n";
  if (!/^(prod|production|live)$/.test(name))
    return `${head}# Cheap: Fargate Spot, one NAT gateway, short retention.
${account}
network: { nat: single }
cluster: { capacity: spot }

services:
  ${textOf(service)}:
    logs: { retentionDays: 3 }
`;
  return `${head}# Safe: two tasks at least, a NAT gateway per zone, deletion protection, a key of its own, held to the policies.
${account}
policy: { level: deny }
network: { flowLogs: true }
encryption: { kms: true }
loadBalancer: { deletionProtection: true }

services:
  ${textOf(service)}:
    scaling: { min: 2, max: 8 }
    logs: { retentionDays: 90 }
`;
}

/** A text as YAML takes it for one, whatever it says. */
function textOf(text: string): string {
  return /^[\w./-]+$/.test(text) && !/^(true|false|null)$/.test(text) ? text : JSON.stringify(text);
}

/** A service that answers, for a project that has none yet. */
function sampleService({ service, port, healthPath }: Answers): readonly [string, string][] {
  return [
    [
      'service/package.json',
      `${JSON.stringify({ name: service, version: '1.0.0', private: true, type: 'module', engines: { node: '>=20.19' } }, undefined, 2)}\n`,
    ],
    [
      'service/server.js',
      `import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const healthy = request.url === ${JSON.stringify(healthPath)};
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(healthy ? { status: 'healthy' } : { message: 'Hello from ${service}!' }));
});
// Longer than the 60 s after which the load balancer closes a connection that is silent.
server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT ?? ${port}), process.env.HOST ?? '0.0.0.0');

// ECS sends SIGTERM: what is in flight is finished first.
process.once('SIGTERM', () => server.close());
`,
    ],
    [
      'service/Dockerfile',
      `FROM node:24-slim
WORKDIR /app
COPY package.json server.js ./
USER node
EXPOSE ${port}
CMD ["node", "server.js"]
`,
    ],
    ['service/.dockerignore', '*\n!package.json\n!server.js\n'],
  ];
}

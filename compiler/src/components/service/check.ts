import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ResolvedService } from '../../generated/config.ts';
import { FileError, fileReason, type Host } from '../../host/host.ts';
import { isSound, placeOf, type Model } from '../../model.ts';
import { originOf, type Cursor } from '../../provenance.ts';
import { cpuFor, fargateSizes } from './fargate.ts';
import { buildOf } from './image-source.ts';

type Service = Cursor<ResolvedService>;
type Rule = (
  model: Model,
  service: Service,
  name: string,
  files: Pick<Host, 'readFile'>,
) => readonly Diagnostic[];

/** Names of stacks and log groups of their own: a service so named would collide with them. */
const RESERVED_NAMES = ['network', 'platform', 'common', 'access', 'registry', 'flow-logs', 'task-exits'];

/** Every rule over every service. */
export function checkServices(model: Model, files: Pick<Host, 'readFile'>): readonly Diagnostic[] {
  const rules: readonly Rule[] = [
    reservedName,
    imageSource,
    dockerfile,
    fargateSize,
    healthTimes,
    deploymentMoves,
  ];
  const services = model.root.at('services').entries();
  return [
    ...services.flatMap(([name, service]) => rules.flatMap((rule) => rule(model, service, name, files))),
    ...routeConflicts(model),
  ];
}

const reservedName: Rule = (model, service, name) =>
  RESERVED_NAMES.includes(name)
    ? [diagnostic('PLATC3011', { name }, { place: placeOf(model, service.path, 'key') })]
    : [];

const imageSource: Rule = (model, service, name) => {
  const [build, image] = [service.at('build'), service.at('image')];
  if (!isSound(model, build, image) || (build.value === undefined) !== (image.value === undefined)) return [];
  if (build.value === undefined) {
    return [
      diagnostic(
        'PLATC3005',
        { service: name, found: 'has neither `build` nor `image`' },
        { place: placeOf(model, service.path, 'key'), hint: `for example build: ./${name}` },
      ),
    ];
  }
  return [
    diagnostic(
      'PLATC3005',
      { service: name, found: 'has both `build` and `image`' },
      { place: placeOf(model, image.path, 'key'), hint: 'remove one of them' },
    ),
  ];
};

const dockerfile: Rule = (model, service, name, files) => {
  const build = buildOf(service.value);
  if (!build || !isSound(model, service.at('build'))) return [];
  const place = placeOf(model, service.at('build').path);
  const outside = [build.context, build.dockerfile].find(
    (path) => path.startsWith('/') || path.split('/').includes('..'),
  );
  if (outside !== undefined) return [diagnostic('PLATC3012', { path: outside }, { place })];
  const path = build.dockerfile.replace(/^\.\//, '');
  const problem = problemOf(path, files);
  if (problem === undefined) return [];
  return [
    diagnostic(
      'PLATC3004',
      { service: name, dockerfile: path, problem },
      { place, hint: 'write one there, or name another with build.dockerfile' },
    ),
  ];
};

/** Why a file cannot be read; undefined where it can. */
function problemOf(path: string, files: Pick<Host, 'readFile'>): string | undefined {
  try {
    files.readFile(path);
    return undefined;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return 'does not exist';
    return error.code === 'EISDIR' ? 'is a folder' : `cannot be read: ${fileReason(error.code)}`;
  }
}

const fargateSize: Rule = (model, service) => {
  const [cpu, memory] = [service.at('cpu'), service.at('memory')];
  if (!isSound(model, cpu, memory)) return [];
  const sizes = fargateSizes.get(cpu.value);
  if (sizes?.includes(memory.value)) return [];
  const place = placeOf(model, (sizes ? memory : cpu).path);
  const hint = sizes
    ? `with cpu ${cpu.value} it can be ${sizeList(sizes)}`
    : `cpu can be ${[...fargateSizes.keys()].join(', ')}`;
  const needed = cpuFor(memory.value);
  const set = whereSet(model, cpu, String(cpu.value));
  const message = needed === undefined ? set : `${set}; ${memory.value} MiB needs ${needed} or more`;
  const related = sizes && needed !== undefined ? [{ place: placeOf(model, cpu.path), message }] : [];
  return [diagnostic('PLATC3002', { cpu: cpu.value, memory: memory.value }, { place, hint, related })];
};

function sizeList(sizes: readonly number[]): string {
  if (sizes.length <= 4) return sizes.join(', ');
  return `${sizes[0] ?? 0} to ${sizes.at(-1) ?? 0} in steps of ${(sizes[1] ?? 0) - (sizes[0] ?? 0)}`;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
const healthTimes: Rule = (model, service) => {
  const health = service.at('health');
  const [interval, timeout] = [health.at('interval'), health.at('timeout')];
  if (!isSound(model, interval, timeout) || timeout.value < interval.value) return [];
  return [
    diagnostic(
      'PLATC3008',
      { timeout: timeout.value, interval: interval.value },
      {
        place: placeOf(model, timeout.path),
        related: [
          {
            place: placeOf(model, interval.path),
            message: whereSet(model, interval, `${String(interval.value)}s`),
          },
        ],
      },
    ),
  ];
};

/** Points at what a value contradicts: where somebody set it, or that nobody did. */
function whereSet(model: Model, value: Cursor<unknown>, text: string): string {
  const name = String(value.path.at(-1));
  return originOf(model.origins, value.path)?.kind === 'set'
    ? `${name} is set here`
    : `${name} is ${text} by default`;
}

/** ECS rounds the minimum up and the maximum down: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
const deploymentMoves: Rule = (model, service) => {
  const deployment = service.at('deployment');
  const [minimum, maximum, desired] = [
    deployment.at('minimumHealthyPercent'),
    deployment.at('maximumPercent'),
    service.at('scaling').at('min'),
  ];
  if (!isSound(model, minimum, maximum, desired)) return [];
  const tasks = Math.max(1, desired.value);
  const stuck =
    Math.ceil((tasks * minimum.value) / 100) >= tasks && Math.floor((tasks * maximum.value) / 100) <= tasks;
  if (!stuck) return [];
  const place = placeOf(model, maximum.path);
  return [
    diagnostic(
      'PLATC3009',
      { desired: tasks, minimum: minimum.value, maximum: maximum.value },
      { place, hint: 'raise maximumPercent to 200, or lower minimumHealthyPercent' },
    ),
  ];
};

/** Two services cannot take the same requests. */
function routeConflicts(model: Model): readonly Diagnostic[] {
  const seen = new Map<string, { service: string; route: Cursor<string> }>();
  const found: Diagnostic[] = [];
  for (const [name, service] of model.root.at('services').entries()) {
    for (const route of service.at('routes').items()) {
      const other = seen.get(route.value);
      if (!other) seen.set(route.value, { service: name, route });
      else if (other.service !== name && isSound(model, route, other.route)) {
        found.push(
          diagnostic(
            'PLATC3003',
            { route: route.value, other: other.service },
            {
              place: placeOf(model, route.path),
              hint: 'give one of the two a path of its own',
              related: [
                { place: placeOf(model, other.route.path), message: `\`${other.service}\` takes it here` },
              ],
            },
          ),
        );
      }
    }
  }
  return found;
}

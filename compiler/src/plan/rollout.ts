import type { ResourceChange } from './plan.ts';
import { isRecord } from './intrinsic.ts';
import type { Template } from './template.ts';

/** What an update does to the tasks of an ECS service. */
export interface Rollout {
  /** Whether new tasks take the place of those that run. */
  readonly replacesTasks: boolean;
  readonly interruption: boolean;
  /** For people: `tasks are replaced one by one, no interruption`. */
  readonly text: string;
  /** `2 tasks, 100–200 % healthy` */
  readonly scale: string;
}

/**
 * Properties whose change starts a new deployment; the others change the service where it stands.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
const newDeployment = new Set([
  'CapacityProviderStrategy',
  'EnableECSManagedTags',
  'EnableExecuteCommand',
  'ForceNewDeployment',
  'LoadBalancers',
  'NetworkConfiguration',
  'PlacementConstraints',
  'PlacementStrategies',
  'PlatformVersion',
  'PropagateTags',
  'ServiceConnectConfiguration',
  'ServiceRegistries',
  'TaskDefinition',
  'VolumeConfigurations',
  'VpcLatticeConfigurations',
]);

/** The rollout of a stack's ECS service; undefined where it has none. */
export function rolloutOf(template: Template, changes: readonly ResourceChange[]): Rollout | undefined {
  const service = resourcesOf(template, 'AWS::ECS::Service')[0];
  if (!service) return undefined;
  const change = changes.find(({ type }) => type === 'AWS::ECS::Service');
  const scale = scaleOf(template, service);
  const told = `${scale.tasks} ${scale.tasks === 1 ? 'task' : 'tasks'}, ${scale.minimum}–${scale.maximum} % healthy`;
  const result = (replacesTasks: boolean, interruption: boolean, text: string): Rollout => ({
    replacesTasks,
    interruption,
    text,
    scale: told,
  });
  if (!change) return result(false, false, 'no task is replaced');
  if (change.action === 'Add') return result(false, false, 'the service is new');
  if (change.replacement !== 'no') {
    return result(
      true,
      true,
      change.replacement === 'yes' ? 'the service itself is replaced' : 'the service itself may be replaced',
    );
  }
  const restarts = change.properties.some(({ property }) =>
    newDeployment.has(/^\w+/.exec(property)?.[0] ?? ''),
  );
  if (!restarts) return result(false, false, 'no task is replaced');
  // ECS rounds the lower limit up: anything above 0 % keeps at least one task running.
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
  if (scale.minimum === 0) return result(true, true, 'tasks may stop before new ones run');
  return result(true, false, 'tasks are replaced one by one, no interruption');
}

function resourcesOf(template: Template, type: string): readonly Readonly<Record<string, unknown>>[] {
  return [...template.Resources.values()].flatMap((block) => {
    if (!block.text.includes(type)) return [];
    return isRecord(block.value) && block.value['Type'] === type && isRecord(block.value['Properties'])
      ? [block.value['Properties']]
      : [];
  });
}

/** Where the template leaves them out, ECS takes 100 and 200 per cent, and autoscaling decides on the number of tasks. */
function scaleOf(template: Template, service: Readonly<Record<string, unknown>>) {
  const deployment = isRecord(service['DeploymentConfiguration']) ? service['DeploymentConfiguration'] : {};
  const target = resourcesOf(template, 'AWS::ApplicationAutoScaling::ScalableTarget')[0];
  const number = (value: unknown, otherwise: number) =>
    value === undefined || Number.isNaN(Number(value)) ? otherwise : Number(value);
  return {
    tasks: number(service['DesiredCount'] ?? target?.['MinCapacity'], 1),
    minimum: number(deployment['MinimumHealthyPercent'], 100),
    maximum: number(deployment['MaximumPercent'], 200),
  };
}

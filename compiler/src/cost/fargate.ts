import type { Billing, Charge } from './charge.ts';
import type { TemplateResource } from '../resources.ts';

/**
 * Fargate bills a task's CPU and memory by the second: https://aws.amazon.com/fargate/pricing/
 * Fargate Spot has no fixed price, so an assumed discount stands for it.
 */
export function fargate(
  service: TemplateResource,
  { assumptions, stack, ...scope }: Billing,
): readonly Charge[] {
  const definition = stack.find(({ type }) => type === 'AWS::ECS::TaskDefinition')?.properties;
  const target = stack.find(({ type }) => type === 'AWS::ApplicationAutoScaling::ScalableTarget')?.properties;
  const tasks = assumptions.tasks ?? Number(target?.['MinCapacity'] ?? 1);
  const [vcpu, gb] = [Number(definition?.['Cpu']) / 1024, Number(definition?.['Memory']) / 1024];
  const arm = JSON.stringify(definition?.['RuntimePlatform'] ?? {}).includes('ARM64');
  const spot = JSON.stringify(service.properties['CapacityProviderStrategy'] ?? []).includes('FARGATE_SPOT');
  const share = spot ? 1 - assumptions.spotDiscount / 100 : 1;
  const hours = tasks * assumptions.hours * share;
  const row = `${spot ? 'Fargate Spot' : 'Fargate'}, ${scope.service ?? service.logicalId}`;
  const discount = spot ? `, ${assumptions.spotDiscount} % off` : '';
  const what = (size: string) => `${tasks} × ${size}, ${assumptions.hours} h${discount}`;
  return [
    {
      row,
      what: what(`${vcpu} vCPU${arm ? ' ARM' : ''}`),
      quantity: hours * vcpu,
      price: arm ? 'fargate.linux.arm.vcpuHour' : 'fargate.linux.x86.vcpuHour',
    },
    {
      row,
      what: what(`${gb} GB`),
      quantity: hours * gb,
      price: arm ? 'fargate.linux.arm.gbHour' : 'fargate.linux.x86.gbHour',
    },
  ];
}

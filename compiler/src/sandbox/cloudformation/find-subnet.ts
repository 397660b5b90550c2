import type { Store } from '../store.ts';
import { text } from '../resource-owner.ts';
import { Tables } from './tables.ts';
import { Transaction } from './transaction.ts';

/** Where a subnet that belongs to a stack lies; undefined for any other. */
export function findSubnet(
  store: Store,
  subnetId: string,
): { readonly availabilityZone: string; readonly vpcId: string } | undefined {
  const tables = new Tables(new Transaction(store));
  for (const { stackId } of tables.stacks()) {
    const subnet = tables
      .resources(stackId)
      .find(({ type, physicalId }) => type === 'AWS::EC2::Subnet' && physicalId === subnetId);
    const availabilityZone = text(subnet?.attributes['AvailabilityZone']);
    const vpcId = text(subnet?.properties['VpcId']);
    if (availabilityZone !== undefined && vpcId !== undefined) return { availabilityZone, vpcId };
  }
  return undefined;
}

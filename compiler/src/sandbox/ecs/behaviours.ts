import type { ResourceBehaviour } from '../resource-behaviour.ts';
import { capacityProviderBehaviour, clusterBehaviour } from './cluster-behaviours.ts';
import type { Ecs } from './ecs.ts';
import { serviceBehaviour } from './service-behaviour.ts';
import { taskDefinitionBehaviour } from './task-definition-behaviour.ts';

/** What the resource types of Amazon ECS do beyond being stored. */
export function ecsBehaviours({ ecs }: { readonly ecs: Ecs }): readonly ResourceBehaviour[] {
  return [
    clusterBehaviour(ecs),
    capacityProviderBehaviour(ecs),
    taskDefinitionBehaviour(ecs),
    serviceBehaviour(ecs),
  ];
}

import type { Store } from '../store.ts';
import { Table } from '../table.ts';
import type {
  ClusterRecord,
  RevisionRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
  TaskDefinitionRecord,
  TaskRecord,
} from './records.ts';

/** The tables of Amazon ECS, keyed by ARN; `families` holds the last revision given to a task definition family. */
export class EcsTables {
  readonly clusters: Table<ClusterRecord>;
  readonly families: Table<number>;
  readonly taskDefinitions: Table<TaskDefinitionRecord>;
  readonly services: Table<ServiceRecord>;
  readonly revisions: Table<RevisionRecord>;
  readonly serviceDeployments: Table<ServiceDeploymentRecord>;
  readonly tasks: Table<TaskRecord>;

  constructor(store: Store) {
    this.clusters = new Table(store, 'ecs/clusters');
    this.families = new Table(store, 'ecs/families');
    this.taskDefinitions = new Table(store, 'ecs/task-definitions');
    this.services = new Table(store, 'ecs/services');
    this.revisions = new Table(store, 'ecs/service-revisions');
    this.serviceDeployments = new Table(store, 'ecs/service-deployments');
    this.tasks = new Table(store, 'ecs/tasks');
  }

  tasksOf(serviceArn: string): readonly TaskRecord[] {
    return this.tasks.all().filter((task) => task.serviceArn === serviceArn);
  }
}

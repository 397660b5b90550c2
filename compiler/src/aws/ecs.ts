import {
  DescribeServiceDeploymentsCommand,
  type DescribeServiceDeploymentsCommandInput,
  type DescribeServiceDeploymentsCommandOutput,
  DescribeServicesCommand,
  type DescribeServicesCommandInput,
  type DescribeServicesCommandOutput,
  DescribeTaskDefinitionCommand,
  type DescribeTaskDefinitionCommandInput,
  type DescribeTaskDefinitionCommandOutput,
  DescribeTasksCommand,
  type DescribeTasksCommandInput,
  type DescribeTasksCommandOutput,
  ECSClient,
  ListServiceDeploymentsCommand,
  type ListServiceDeploymentsCommandInput,
  type ListServiceDeploymentsCommandOutput,
  ListTasksCommand,
  type ListTasksCommandInput,
  type ListTasksCommandOutput,
  StopServiceDeploymentCommand,
  type StopServiceDeploymentCommandInput,
  type StopServiceDeploymentCommandOutput,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
  type UpdateServiceCommandOutput,
} from '@aws-sdk/client-ecs';
import { caller, clientSettings, type ConnectOptions } from './client.ts';

export type {
  Container,
  Deployment,
  Service,
  ServiceDeployment,
  Task,
  TaskDefinition,
} from '@aws-sdk/client-ecs';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html */
export interface EcsApi {
  describeServices(input: DescribeServicesCommandInput): Promise<DescribeServicesCommandOutput>;
  listTasks(input: ListTasksCommandInput): Promise<ListTasksCommandOutput>;
  describeTasks(input: DescribeTasksCommandInput): Promise<DescribeTasksCommandOutput>;
  describeTaskDefinition(
    input: DescribeTaskDefinitionCommandInput,
  ): Promise<DescribeTaskDefinitionCommandOutput>;
  listServiceDeployments(
    input: ListServiceDeploymentsCommandInput,
  ): Promise<ListServiceDeploymentsCommandOutput>;
  describeServiceDeployments(
    input: DescribeServiceDeploymentsCommandInput,
  ): Promise<DescribeServiceDeploymentsCommandOutput>;
  stopServiceDeployment(
    input: StopServiceDeploymentCommandInput,
  ): Promise<StopServiceDeploymentCommandOutput>;
  updateService(input: UpdateServiceCommandInput): Promise<UpdateServiceCommandOutput>;
}

export function connectEcs(options: ConnectOptions): EcsApi {
  const client = new ECSClient(clientSettings(options));
  const call = caller('ECS', options);
  return {
    describeServices: (input) =>
      call('DescribeServices', (o) => client.send(new DescribeServicesCommand(input), o)),
    listTasks: (input) => call('ListTasks', (o) => client.send(new ListTasksCommand(input), o)),
    describeTasks: (input) => call('DescribeTasks', (o) => client.send(new DescribeTasksCommand(input), o)),
    describeTaskDefinition: (input) =>
      call('DescribeTaskDefinition', (o) => client.send(new DescribeTaskDefinitionCommand(input), o)),
    listServiceDeployments: (input) =>
      call('ListServiceDeployments', (o) => client.send(new ListServiceDeploymentsCommand(input), o)),
    describeServiceDeployments: (input) =>
      call('DescribeServiceDeployments', (o) => client.send(new DescribeServiceDeploymentsCommand(input), o)),
    stopServiceDeployment: (input) =>
      call('StopServiceDeployment', (o) => client.send(new StopServiceDeploymentCommand(input), o)),
    updateService: (input) => call('UpdateService', (o) => client.send(new UpdateServiceCommand(input), o)),
  };
}

import {
  CancelUpdateStackCommand,
  type CancelUpdateStackCommandInput,
  type CancelUpdateStackCommandOutput,
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  type ContinueUpdateRollbackCommandInput,
  type ContinueUpdateRollbackCommandOutput,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  type CreateChangeSetCommandOutput,
  DeleteChangeSetCommand,
  type DeleteChangeSetCommandInput,
  type DeleteChangeSetCommandOutput,
  DeleteStackCommand,
  type DeleteStackCommandInput,
  type DeleteStackCommandOutput,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandInput,
  type DescribeChangeSetCommandOutput,
  DescribeEventsCommand,
  type DescribeEventsCommandInput,
  type DescribeEventsCommandOutput,
  DescribeStackDriftDetectionStatusCommand,
  type DescribeStackDriftDetectionStatusCommandInput,
  type DescribeStackDriftDetectionStatusCommandOutput,
  DescribeStackEventsCommand,
  type DescribeStackEventsCommandInput,
  type DescribeStackEventsCommandOutput,
  DescribeStackResourceDriftsCommand,
  type DescribeStackResourceDriftsCommandInput,
  type DescribeStackResourceDriftsCommandOutput,
  DescribeStacksCommand,
  type DescribeStacksCommandInput,
  type DescribeStacksCommandOutput,
  DetectStackDriftCommand,
  type DetectStackDriftCommandInput,
  type DetectStackDriftCommandOutput,
  ExecuteChangeSetCommand,
  type ExecuteChangeSetCommandInput,
  type ExecuteChangeSetCommandOutput,
  GetTemplateCommand,
  type GetTemplateCommandInput,
  type GetTemplateCommandOutput,
  ListChangeSetsCommand,
  type ListChangeSetsCommandInput,
  type ListChangeSetsCommandOutput,
  ListStackResourcesCommand,
  type ListStackResourcesCommandInput,
  type ListStackResourcesCommandOutput,
  UpdateTerminationProtectionCommand,
  type UpdateTerminationProtectionCommandInput,
  type UpdateTerminationProtectionCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { caller, clientSettings, type ConnectOptions } from './client.ts';

export type {
  Change,
  DescribeChangeSetCommandOutput,
  OperationEvent,
  Output,
  Parameter,
  PropertyDifference,
  ResourceChange,
  ResourceChangeDetail,
  Stack,
  StackEvent,
  StackResourceDrift,
  StackResourceSummary,
} from '@aws-sdk/client-cloudformation';

/** One page a call where the service pages. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html */
export interface CloudFormationApi {
  createChangeSet(input: CreateChangeSetCommandInput): Promise<CreateChangeSetCommandOutput>;
  describeChangeSet(input: DescribeChangeSetCommandInput): Promise<DescribeChangeSetCommandOutput>;
  executeChangeSet(input: ExecuteChangeSetCommandInput): Promise<ExecuteChangeSetCommandOutput>;
  deleteChangeSet(input: DeleteChangeSetCommandInput): Promise<DeleteChangeSetCommandOutput>;
  listChangeSets(input: ListChangeSetsCommandInput): Promise<ListChangeSetsCommandOutput>;
  describeStacks(input: DescribeStacksCommandInput): Promise<DescribeStacksCommandOutput>;
  describeStackEvents(input: DescribeStackEventsCommandInput): Promise<DescribeStackEventsCommandOutput>;
  detectStackDrift(input: DetectStackDriftCommandInput): Promise<DetectStackDriftCommandOutput>;
  describeStackDriftDetectionStatus(
    input: DescribeStackDriftDetectionStatusCommandInput,
  ): Promise<DescribeStackDriftDetectionStatusCommandOutput>;
  describeStackResourceDrifts(
    input: DescribeStackResourceDriftsCommandInput,
  ): Promise<DescribeStackResourceDriftsCommandOutput>;
  describeEvents(input: DescribeEventsCommandInput): Promise<DescribeEventsCommandOutput>;
  listStackResources(input: ListStackResourcesCommandInput): Promise<ListStackResourcesCommandOutput>;
  getTemplate(input: GetTemplateCommandInput): Promise<GetTemplateCommandOutput>;
  deleteStack(input: DeleteStackCommandInput): Promise<DeleteStackCommandOutput>;
  cancelUpdateStack(input: CancelUpdateStackCommandInput): Promise<CancelUpdateStackCommandOutput>;
  continueUpdateRollback(
    input: ContinueUpdateRollbackCommandInput,
  ): Promise<ContinueUpdateRollbackCommandOutput>;
  updateTerminationProtection(
    input: UpdateTerminationProtectionCommandInput,
  ): Promise<UpdateTerminationProtectionCommandOutput>;
}

export function connectCloudFormation(options: ConnectOptions): CloudFormationApi {
  const client = new CloudFormationClient(clientSettings(options));
  const call = caller('CloudFormation', options);
  return {
    createChangeSet: (input) =>
      call('CreateChangeSet', (o) => client.send(new CreateChangeSetCommand(input), o)),
    describeChangeSet: (input) =>
      call('DescribeChangeSet', (o) => client.send(new DescribeChangeSetCommand(input), o)),
    executeChangeSet: (input) =>
      call('ExecuteChangeSet', (o) => client.send(new ExecuteChangeSetCommand(input), o)),
    deleteChangeSet: (input) =>
      call('DeleteChangeSet', (o) => client.send(new DeleteChangeSetCommand(input), o)),
    listChangeSets: (input) =>
      call('ListChangeSets', (o) => client.send(new ListChangeSetsCommand(input), o)),
    describeStacks: (input) =>
      call('DescribeStacks', (o) => client.send(new DescribeStacksCommand(input), o)),
    describeStackEvents: (input) =>
      call('DescribeStackEvents', (o) => client.send(new DescribeStackEventsCommand(input), o)),
    detectStackDrift: (input) =>
      call('DetectStackDrift', (o) => client.send(new DetectStackDriftCommand(input), o)),
    describeStackDriftDetectionStatus: (input) =>
      call('DescribeStackDriftDetectionStatus', (o) =>
        client.send(new DescribeStackDriftDetectionStatusCommand(input), o),
      ),
    describeStackResourceDrifts: (input) =>
      call('DescribeStackResourceDrifts', (o) =>
        client.send(new DescribeStackResourceDriftsCommand(input), o),
      ),
    describeEvents: (input) =>
      call('DescribeEvents', (o) => client.send(new DescribeEventsCommand(input), o)),
    listStackResources: (input) =>
      call('ListStackResources', (o) => client.send(new ListStackResourcesCommand(input), o)),
    getTemplate: (input) => call('GetTemplate', (o) => client.send(new GetTemplateCommand(input), o)),
    deleteStack: (input) => call('DeleteStack', (o) => client.send(new DeleteStackCommand(input), o)),
    cancelUpdateStack: (input) =>
      call('CancelUpdateStack', (o) => client.send(new CancelUpdateStackCommand(input), o)),
    continueUpdateRollback: (input) =>
      call('ContinueUpdateRollback', (o) => client.send(new ContinueUpdateRollbackCommand(input), o)),
    updateTerminationProtection: (input) =>
      call('UpdateTerminationProtection', (o) =>
        client.send(new UpdateTerminationProtectionCommand(input), o),
      ),
  };
}

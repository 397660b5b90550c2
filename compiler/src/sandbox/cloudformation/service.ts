import type { AwsService, RequestContext, SandboxContext } from '../context.ts';
import type { ResourceBehaviour } from '../resource-behaviour.ts';
import { ChangeSetCreation } from './change-set/creation.ts';
import { DriftDetections } from './drift/detections.ts';
import { Engine } from './engine/engine.ts';
import { InstanceCache } from './engine/instance-cache.ts';
import { Providers } from './engine/providers.ts';
import { ResourceFaults } from './faults.ts';
import { cancelUpdateStack, continueUpdateRollback, rollbackStack } from './operations/recover-stack.ts';
import {
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
  listChangeSets,
} from './operations/change-sets.ts';
import { createChangeSet } from './operations/create-change-set.ts';
import { createStack } from './operations/create-stack.ts';
import {
  describeStackDriftDetectionStatus,
  describeStackResourceDrifts,
  detectStackDrift,
  detectStackResourceDrift,
} from './operations/drift.ts';
import { deleteStack } from './operations/delete-stack.ts';
import { describeEvents, describeStackEvents } from './operations/events.ts';
import { listExports, listImports } from './operations/exports.ts';
import { getStackPolicy, setStackPolicy, updateTerminationProtection } from './operations/protection.ts';
import { describeStackResource, describeStackResources, listStackResources } from './operations/resources.ts';
import { describeStacks, listStacks } from './operations/stacks.ts';
import { getTemplate, getTemplateSummary, validateTemplate } from './operations/templates.ts';
import { updateStack } from './operations/update-stack.ts';
import type { CloudFormation, ReadS3Object } from './services.ts';
import type { ReadSsmParameter } from './template/dynamic-references.ts';

export interface CloudFormationDeps {
  readonly context: SandboxContext;
  /** Types that do more than being stored. */
  readonly behaviours: readonly ResourceBehaviour[];
  readonly readS3Object: ReadS3Object;
  readonly readSsmParameter: ReadSsmParameter;
  /** Scripted by tests. */
  readonly faults?: ResourceFaults;
}

const OPERATIONS = {
  CancelUpdateStack: cancelUpdateStack,
  ContinueUpdateRollback: continueUpdateRollback,
  CreateChangeSet: createChangeSet,
  CreateStack: createStack,
  DeleteChangeSet: deleteChangeSet,
  DeleteStack: deleteStack,
  DescribeChangeSet: describeChangeSet,
  DescribeEvents: describeEvents,
  DescribeStackDriftDetectionStatus: describeStackDriftDetectionStatus,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResource: describeStackResource,
  DescribeStackResourceDrifts: describeStackResourceDrifts,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  DetectStackDrift: detectStackDrift,
  DetectStackResourceDrift: detectStackResourceDrift,
  ExecuteChangeSet: executeChangeSet,
  GetStackPolicy: getStackPolicy,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ListChangeSets: listChangeSets,
  ListExports: listExports,
  ListImports: listImports,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
  RollbackStack: rollbackStack,
  SetStackPolicy: setStackPolicy,
  UpdateStack: updateStack,
  UpdateTerminationProtection: updateTerminationProtection,
  ValidateTemplate: validateTemplate,
} as const satisfies Record<string, Operation>;

/** Each narrows its own input, whose shape the wire layer has checked. */
// oxlint-disable-next-line typescript/no-explicit-any -- as AwsService has it
type Operation = (cloudFormation: CloudFormation, input: any, request: RequestContext) => unknown;

/**
 * CloudFormation: its operations, and the engine that carries out what they start.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
 */
export function cloudFormationService(deps: CloudFormationDeps): AwsService {
  const { context, behaviours, readS3Object, readSsmParameter, faults = new ResourceFaults() } = deps;
  const services = {
    context,
    providers: new Providers(context, behaviours, faults),
    instances: new InstanceCache(context, readSsmParameter),
  };
  const engine = new Engine(services);
  const creation = new ChangeSetCreation(services);
  const detections = new DriftDetections(services);
  const cloudFormation: CloudFormation = {
    ...services,
    engine,
    readS3Object,
    readSsmParameter,
    wakeChangeSets: () => creation.wake(),
    wakeDriftDetections: () => detections.wake(),
  };
  return {
    signingName: 'cloudformation',
    operations: Object.fromEntries(
      Object.entries(OPERATIONS).map(([name, operation]) => [name, bind(cloudFormation, operation)]),
    ),
    start: () => {
      engine.start();
      creation.wake();
      detections.wake();
    },
    stop: () => {
      engine.stop();
      creation.stop();
      detections.stop();
    },
  };
}

function bind(cloudFormation: CloudFormation, operation: Operation): AwsService['operations'][string] {
  return (input, request) => operation(cloudFormation, input, request);
}

import { AwsError } from '../../aws/aws-error.ts';
import type { Change, CloudFormationApi, Stack, StackEvent } from '../../aws/cloudformation.ts';
import type { FakeClock } from './fake-clock.ts';

interface Fault {
  readonly operation: keyof CloudFormationApi;
  readonly error: AwsError;
  /** Whether the call takes effect all the same: its answer is lost. */
  readonly lost: boolean;
}

interface Step {
  readonly at: number;
  readonly run: () => void;
}

interface ChangeSet {
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly description: string;
  readonly token: string;
  readonly changes: readonly Change[];
  status: 'CREATE_COMPLETE' | 'FAILED';
  reason?: string;
  execution: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED';
}

interface Made {
  readonly name: string;
  readonly id: string;
  status: string;
  body: string;
  parameters: Readonly<Record<string, string>>;
  changeSetId?: string;
  /** Newest first. */
  readonly events: StackEvent[];
  readonly changeSets: ChangeSet[];
  readonly steps: Step[];
}

const metadata = { $metadata: {} };

/**
 * As much of CloudFormation as a deployment sees, with time of its own: each resource takes a second. What it does follows
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-describing-stacks.html and the texts of its API.
 */
export class FakeCloudFormation implements CloudFormationApi {
  readonly #clock: FakeClock;
  readonly #stacks: Made[] = [];
  readonly #faults: Fault[] = [];
  #ids = 0;
  /** Names of the operations that were called, in order. */
  readonly calls: string[] = [];
  /** Resources that fail, with AWS's reason. */
  readonly failing = new Map<string, string>();
  /** Physical ids by logical id, where they matter. */
  readonly physicalIds = new Map<string, string>();
  /** Outputs by stack. */
  readonly outputs = new Map<string, Readonly<Record<string, string>>>();
  /** Resources that a change set replaces. */
  readonly replaced = new Set<string>();
  /** Called when a resource begins. */
  onResource: (logicalId: string, status: string) => void = () => undefined;
  /** Seconds that a resource takes, where not one. */
  readonly seconds = new Map<string, number>();
  noChangeText =
    "The submitted information didn't contain changes. Submit different information to create a change set.";

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  /** Makes the next call of an operation fail; `lost`: after it took effect. */
  fail(operation: keyof CloudFormationApi, error: AwsError, times = 1, lost = false): void {
    for (let time = 0; time < times; time += 1) this.#faults.push({ operation, error, lost });
  }

  /** Puts a stack into a state, as if it had got there before. */
  seed(
    name: string,
    status: string,
    body = 'Resources:\n  Old:\n',
    parameters: Readonly<Record<string, string>> = {},
  ): void {
    this.#stacks.push(this.#make(name, status, body, parameters));
    this.#emitStack(this.#live(name), status, 'seeded');
  }

  /** Begins an update that nobody here asked for. */
  beginElsewhere(name: string, seconds: number, end = 'UPDATE_COMPLETE', description = 'by hand'): void {
    const stack = this.#live(name);
    const changeSet: ChangeSet = {
      id: this.#id('changeSet/other'),
      type: 'UPDATE',
      body: stack.body,
      parameters: stack.parameters,
      description,
      token: 'other',
      changes: [],
      status: 'CREATE_COMPLETE',
      execution: 'EXECUTE_IN_PROGRESS',
    };
    stack.changeSets.push(changeSet);
    stack.changeSetId = changeSet.id;
    this.#emitStack(stack, 'UPDATE_IN_PROGRESS', 'other', 'User Initiated');
    this.#after(stack, seconds, () => {
      if (end !== 'UPDATE_COMPLETE') this.#emit(stack, 'Elsewhere', 'UPDATE_FAILED', 'other', 'it broke');
      this.#emitStack(stack, end, 'other');
    });
  }

  statusOf(name: string): string | undefined {
    this.#settle();
    return this.#stacks.findLast((stack) => stack.name === name)?.status;
  }

  parametersOf(name: string): Readonly<Record<string, string>> {
    return this.#live(name).parameters;
  }

  /** Change sets of a stack that were neither executed nor deleted. */
  openChangeSets(name: string): number {
    return this.#stacks
      .filter((stack) => stack.name === name)
      .flatMap((stack) => stack.changeSets)
      .filter(({ execution }) => execution === 'AVAILABLE' || execution === 'UNAVAILABLE').length;
  }

  createChangeSet: CloudFormationApi['createChangeSet'] = (input) =>
    this.#call('createChangeSet', () => {
      const name = input.StackName ?? '';
      let stack = this.#find(name);
      if (input.ChangeSetType === 'CREATE' && stack && stack.status !== 'REVIEW_IN_PROGRESS')
        throw refused(
          `Stack [${name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`,
        );
      if (input.ChangeSetType === 'UPDATE' && !stack) throw refused(`Stack [${name}] does not exist`);
      if (
        stack &&
        input.ChangeSetType === 'UPDATE' &&
        !/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(stack.status)
      )
        throw refused(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
      if (!stack) {
        stack = this.#make(name, 'REVIEW_IN_PROGRESS', '', {});
        this.#stacks.push(stack);
      }
      const again = stack.changeSets.find(({ token }) => token === input.ClientToken);
      if (again) return { ...metadata, Id: again.id, StackId: stack.id };
      const body = input.TemplateBody ?? `Resources:\n  Large:\n    # ${input.TemplateURL}\n`;
      const parameters = Object.fromEntries(
        (input.Parameters ?? []).map(({ ParameterKey, ParameterValue }) => [
          ParameterKey ?? '',
          ParameterValue ?? '',
        ]),
      );
      const same =
        input.ChangeSetType === 'UPDATE' &&
        body === stack.body &&
        JSON.stringify(parameters) === JSON.stringify(stack.parameters);
      const id = this.#id(`changeSet/${input.ChangeSetName}`);
      stack.changeSets.push({
        id,
        type: input.ChangeSetType ?? 'UPDATE',
        body,
        parameters,
        description: input.Description ?? '',
        token: input.ClientToken ?? '',
        changes: same ? [] : this.#changes(stack, body),
        ...(same
          ? { status: 'FAILED', reason: this.noChangeText, execution: 'UNAVAILABLE' }
          : { status: 'CREATE_COMPLETE', execution: 'AVAILABLE' }),
      });
      return { ...metadata, Id: id, StackId: stack.id };
    });

  describeChangeSet: CloudFormationApi['describeChangeSet'] = (input) =>
    this.#call('describeChangeSet', () => {
      const [stack, set] = this.#changeSet(input.ChangeSetName);
      return {
        ...metadata,
        ChangeSetId: set.id,
        StackId: stack.id,
        Status: set.status,
        ExecutionStatus: set.execution,
        Changes: [...set.changes],
        Description: set.description,
        ...(set.reason !== undefined && { StatusReason: set.reason }),
      };
    });

  executeChangeSet: CloudFormationApi['executeChangeSet'] = (input) =>
    this.#call('executeChangeSet', () => {
      const [stack, set] = this.#changeSet(input.ChangeSetName);
      if (set.execution !== 'AVAILABLE')
        throw refused(
          `ChangeSet [${set.id}] cannot be executed in its current execution status of [${set.execution}]`,
          'InvalidChangeSetStatus',
        );
      this.#execute(stack, set, input.ClientRequestToken ?? '');
      return metadata;
    });

  deleteChangeSet: CloudFormationApi['deleteChangeSet'] = (input) =>
    this.#call('deleteChangeSet', () => {
      const [stack, set] = this.#changeSet(input.ChangeSetName);
      stack.changeSets.splice(stack.changeSets.indexOf(set), 1);
      return metadata;
    });

  listChangeSets: CloudFormationApi['listChangeSets'] = (input) =>
    this.#call('listChangeSets', () => ({
      ...metadata,
      Summaries: this.#live(input.StackName ?? '').changeSets.map(({ id }) => ({ ChangeSetId: id })),
    }));

  describeStacks: CloudFormationApi['describeStacks'] = (input) =>
    this.#call('describeStacks', () => {
      if (input.StackName === undefined)
        return {
          ...metadata,
          Stacks: this.#stacks
            .filter(({ status }) => status !== 'DELETE_COMPLETE')
            .map((stack) => this.#describe(stack)),
        };
      const stack = this.#find(input.StackName);
      if (!stack) throw refused(`Stack with id ${input.StackName} does not exist`);
      return { ...metadata, Stacks: [this.#describe(stack)] };
    });

  describeStackEvents: CloudFormationApi['describeStackEvents'] = (input) =>
    this.#call('describeStackEvents', () => {
      const stack = this.#find(input.StackName ?? '');
      if (!stack) throw refused(`Stack [${input.StackName}] does not exist`);
      // Three a page, so that paging is always exercised.
      const from = Number(input.NextToken ?? 0);
      const NextToken = from + 3 < stack.events.length ? String(from + 3) : undefined;
      return {
        ...metadata,
        StackEvents: stack.events.slice(from, from + 3),
        ...(NextToken !== undefined && { NextToken }),
      };
    });

  // No deployment asks for drift.
  detectStackDrift = () => Promise.reject(new Error('unexpected call detectStackDrift'));
  describeStackDriftDetectionStatus = () =>
    Promise.reject(new Error('unexpected call describeStackDriftDetectionStatus'));
  describeStackResourceDrifts = () =>
    Promise.reject(new Error('unexpected call describeStackResourceDrifts'));

  describeEvents: CloudFormationApi['describeEvents'] = () =>
    this.#call('describeEvents', () => ({
      ...metadata,
      OperationEvents: [
        {
          ValidationPath: '/Resources/A/Properties',
          ValidationStatusReason: 'Required property [X] not found',
        },
      ],
    }));

  listStackResources: CloudFormationApi['listStackResources'] = (input) =>
    this.#call('listStackResources', () => ({
      ...metadata,
      StackResourceSummaries: idsOf(this.#live(input.StackName ?? '').body).map((LogicalResourceId) => ({
        LogicalResourceId,
        ResourceType: typeOf(LogicalResourceId),
        PhysicalResourceId: this.#physical(LogicalResourceId),
        ResourceStatus: 'CREATE_COMPLETE' as const,
        LastUpdatedTimestamp: this.#clock.now(),
      })),
    }));

  getTemplate: CloudFormationApi['getTemplate'] = (input) =>
    this.#call('getTemplate', () => ({ ...metadata, TemplateBody: this.#live(input.StackName ?? '').body }));

  deleteStack: CloudFormationApi['deleteStack'] = (input) =>
    this.#call('deleteStack', () => {
      const stack = this.#find(input.StackName ?? '');
      if (!stack || stack.status === 'DELETE_COMPLETE') return metadata;
      if (stack.status.startsWith('UPDATE') && stack.status.endsWith('_IN_PROGRESS'))
        throw refused(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
      if (this.protectedStacks.has(stack.name))
        throw refused(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
      const token = input.ClientRequestToken ?? '';
      stack.steps.length = 0;
      this.#emitStack(stack, 'DELETE_IN_PROGRESS', token, 'User Initiated');
      this.#after(stack, 2, () => {
        const stubborn = this.undeletable.get(stack.name);
        if (stubborn === undefined) {
          this.#emitStack(stack, 'DELETE_COMPLETE', token);
          return;
        }
        this.#emit(stack, 'Bucket', 'DELETE_FAILED', token, stubborn);
        this.#emitStack(
          stack,
          'DELETE_FAILED',
          token,
          'The following resource(s) failed to delete: [Bucket]. ',
        );
      });
      return metadata;
    });

  /** Stacks with termination protection. */
  readonly protectedStacks = new Set<string>();
  /** Stacks of which a resource cannot be deleted, with AWS's reason. */
  readonly undeletable = new Map<string, string>();

  cancelUpdateStack: CloudFormationApi['cancelUpdateStack'] = (input) =>
    this.#call('cancelUpdateStack', () => {
      const stack = this.#live(input.StackName ?? '');
      if (stack.status !== 'UPDATE_IN_PROGRESS')
        throw refused('CancelUpdateStack cannot be called from current stack status');
      stack.steps.length = 0;
      const token = stack.events[0]?.ClientRequestToken ?? '';
      this.#rollBack(stack, token, 'User Initiated');
      return metadata;
    });

  continueUpdateRollback: CloudFormationApi['continueUpdateRollback'] = (input) =>
    this.#call('continueUpdateRollback', () => {
      const stack = this.#live(input.StackName ?? '');
      const token = input.ClientRequestToken ?? '';
      this.#emitStack(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', token, 'User Initiated');
      this.#after(stack, 2, () =>
        this.#emitStack(
          stack,
          this.rollbackStaysStuck ? 'UPDATE_ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_COMPLETE',
          token,
        ),
      );
      return metadata;
    });

  rollbackStaysStuck = false;

  updateTerminationProtection: CloudFormationApi['updateTerminationProtection'] = (input) =>
    this.#call('updateTerminationProtection', () => {
      if (input.EnableTerminationProtection) this.protectedStacks.add(input.StackName ?? '');
      else this.protectedStacks.delete(input.StackName ?? '');
      return { ...metadata, StackId: input.StackName };
    });

  async #call<T>(operation: keyof CloudFormationApi, answer: () => T): Promise<T> {
    this.#settle();
    this.calls.push(operation);
    const at = this.#faults.findIndex((fault) => fault.operation === operation);
    const [fault] = at < 0 ? [] : this.#faults.splice(at, 1);
    if (fault && !fault.lost) throw fault.error;
    const answered = answer();
    if (fault) throw fault.error;
    return answered;
  }

  #execute(stack: Made, set: ChangeSet, token: string): void {
    const creating = set.type === 'CREATE';
    const verb = creating ? 'CREATE' : 'UPDATE';
    set.execution = 'EXECUTE_IN_PROGRESS';
    stack.changeSetId = set.id;
    for (const other of stack.changeSets.filter((candidate) => candidate !== set))
      stack.changeSets.splice(stack.changeSets.indexOf(other), 1);
    this.#emitStack(stack, `${verb}_IN_PROGRESS`, token, 'User Initiated');
    let seconds = 0;
    for (const id of set.changes.map(({ ResourceChange }) => ResourceChange?.LogicalResourceId ?? '')) {
      this.#after(stack, seconds, () => {
        this.#event(stack, id, typeOf(id), creating ? '' : this.#physical(id), `${verb}_IN_PROGRESS`, token);
        this.onResource(id, `${verb}_IN_PROGRESS`);
        // Only then the physical id is known, and the event bears the time of that moment.
        if (!creating) return;
        this.#after(stack, 0.1, () =>
          this.#emit(stack, id, 'CREATE_IN_PROGRESS', token, 'Resource creation Initiated'),
        );
      });
      seconds += this.seconds.get(id) ?? 1;
      const reason = this.failing.get(id);
      if (reason !== undefined) {
        this.#after(stack, seconds, () => {
          this.#emit(stack, id, `${verb}_FAILED`, token, reason);
          this.#emit(
            stack,
            'Sibling',
            `${verb}_FAILED`,
            token,
            creating ? 'Resource creation cancelled' : 'Resource update cancelled',
          );
          set.execution = 'EXECUTE_FAILED';
          const summary = `The following resource(s) failed to ${verb.toLowerCase()}: [${id}, Sibling]. `;
          if (!creating) {
            this.#rollBack(stack, token, summary);
            return;
          }
          this.#emitStack(stack, 'ROLLBACK_IN_PROGRESS', token, `${summary}Rollback requested by user.`);
          this.#after(stack, 2, () => this.#emitStack(stack, 'ROLLBACK_COMPLETE', token));
        });
        return;
      }
      this.#after(stack, seconds, () => this.#emit(stack, id, `${verb}_COMPLETE`, token, undefined));
    }
    this.#after(stack, seconds + 1, () => {
      if (!creating) this.#emitStack(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', token);
      stack.body = set.body;
      stack.parameters = set.parameters;
      set.execution = 'EXECUTE_COMPLETE';
      this.#emitStack(stack, `${verb}_COMPLETE`, token);
    });
  }

  #rollBack(stack: Made, token: string, reason: string): void {
    this.#emitStack(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', token, reason);
    this.#after(stack, 1, () =>
      this.#emitStack(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', token),
    );
    this.#after(stack, 2, () => this.#emitStack(stack, 'UPDATE_ROLLBACK_COMPLETE', token));
  }

  #changes(stack: Made, body: string): readonly Change[] {
    const before = idsOf(stack.body);
    const after = idsOf(body);
    const change = (LogicalResourceId: string, Action: 'Add' | 'Modify' | 'Remove'): Change => ({
      Type: 'Resource',
      ResourceChange: {
        Action,
        LogicalResourceId,
        ResourceType: typeOf(LogicalResourceId),
        ...(Action === 'Modify' && { Replacement: this.replaced.has(LogicalResourceId) ? 'True' : 'False' }),
        ...(Action === 'Remove' && { PolicyAction: 'Delete' }),
      },
    });
    return [
      ...after.map((id) => change(id, before.includes(id) ? 'Modify' : 'Add')),
      ...before.filter((id) => !after.includes(id)).map((id) => change(id, 'Remove')),
    ];
  }

  #describe(stack: Made): Stack {
    return {
      StackName: stack.name,
      StackId: stack.id,
      StackStatus: stack.status as Stack['StackStatus'] & string,
      CreationTime: this.#clock.now(),
      Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Outputs: Object.entries(this.outputs.get(stack.name) ?? {}).map(([OutputKey, OutputValue]) => ({
        OutputKey,
        OutputValue,
      })),
      Tags: Object.entries(this.tags.get(stack.name) ?? {}).map(([Key, Value]) => ({ Key, Value })),
      EnableTerminationProtection: this.protectedStacks.has(stack.name),
      ...(stack.changeSetId !== undefined && { ChangeSetId: stack.changeSetId }),
    };
  }

  /** Tags by stack. */
  readonly tags = new Map<string, Readonly<Record<string, string>>>();

  #physical(id: string): string {
    return this.physicalIds.get(id) ?? `${id}-1`;
  }

  #make(name: string, status: string, body: string, parameters: Readonly<Record<string, string>>): Made {
    return {
      name,
      id: this.#id(`stack/${name}`),
      status,
      body,
      parameters,
      events: [],
      changeSets: [],
      steps: [],
    };
  }

  #id(what: string): string {
    this.#ids += 1;
    return `arn:aws:cloudformation:eu-west-1:123456789012:${what}/${this.#ids}`;
  }

  #find(nameOrId: string): Made | undefined {
    return (
      this.#stacks.find(({ id }) => id === nameOrId) ??
      this.#stacks.findLast(({ name, status }) => name === nameOrId && status !== 'DELETE_COMPLETE')
    );
  }

  #live(nameOrId: string): Made {
    const stack = this.#find(nameOrId);
    if (!stack) throw refused(`Stack [${nameOrId}] does not exist`);
    return stack;
  }

  #changeSet(id: string | undefined): [Made, ChangeSet] {
    for (const stack of this.#stacks) {
      const set = stack.changeSets.find((candidate) => candidate.id === id);
      if (set) return [stack, set];
    }
    throw refused(`ChangeSet [${id}] does not exist`, 'ChangeSetNotFound');
  }

  #emitStack(stack: Made, status: string, token: string, reason?: string): void {
    stack.status = status;
    this.#event(stack, stack.name, 'AWS::CloudFormation::Stack', stack.id, status, token, reason);
  }

  #emit(stack: Made, id: string, status: string, token: string, reason: string | undefined): void {
    this.#event(stack, id, typeOf(id), this.#physical(id), status, token, reason);
  }

  #event(
    stack: Made,
    id: string,
    type: string,
    physical: string,
    status: string,
    token: string,
    reason?: string,
  ): void {
    this.#ids += 1;
    stack.events.unshift({
      StackId: stack.id,
      StackName: stack.name,
      EventId: `event-${this.#ids}`,
      Timestamp: this.#clock.now(),
      LogicalResourceId: id,
      ResourceType: type,
      PhysicalResourceId: physical,
      ResourceStatus: status as StackEvent['ResourceStatus'] & string,
      ClientRequestToken: token,
      ...(reason !== undefined && { ResourceStatusReason: reason }),
    });
  }

  #after(stack: Made, seconds: number, run: () => void): void {
    stack.steps.push({ at: this.#clock.now().getTime() + seconds * 1000, run });
    stack.steps.sort((a, b) => a.at - b.at);
  }

  #settle(): void {
    for (const stack of this.#stacks) {
      for (let next = stack.steps[0]; next && next.at <= this.#clock.now().getTime(); next = stack.steps[0]) {
        stack.steps.shift();
        next.run();
      }
    }
  }
}

export function refused(message: string, code = 'ValidationError'): AwsError {
  return new AwsError('refused', code, message, message);
}

export function throttled(): AwsError {
  return new AwsError('throttled', 'Throttling', 'Rate exceeded', 'AWS throttles the call');
}

export function lost(): AwsError {
  return new AwsError('unreachable', 'ECONNRESET', 'socket hang up', 'AWS cannot be reached');
}

/** Resources by their indentation: these templates are names and nothing else. */
function idsOf(body: string): readonly string[] {
  return [...body.matchAll(/^ {2}(\w+):/gm)].map(([, id = '']) => id);
}

function typeOf(id: string): string {
  if (id === 'Service') return 'AWS::ECS::Service';
  if (id === 'TaskDefinition') return 'AWS::ECS::TaskDefinition';
  return id.endsWith('Bucket') ? 'AWS::S3::Bucket' : 'AWS::Test::Thing';
}
